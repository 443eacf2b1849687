extension Metric {
  /// Returns a score for each example; their mean is the metric.
  ///
  /// For accuracy it is 1 or 0. For the others it is the metric plus the example's influence, which is the derivative of
  /// the metric in the example's weight; the variance over examples is then that of the infinitesimal jackknife.
  /// Follows Efron, The Jackknife, the Bootstrap and Other Resampling Plans (1982), chapter 6.
  ///
  /// - Parameters:
  ///   - predicted: The predicted classes or numbers, `[examples]`.
  ///   - actual: The true ones, `[examples]`.
  /// - Precondition: There are as many predictions as truths, and at least one.
  public func exampleScores(predicted: [Double], actual: [Double]) -> [Double] {
    if self == .accuracy { return zip(predicted, actual).map { $0 == $1 ? 1 : 0 } }
    let score = score(predicted: predicted, actual: actual)
    return influences(predicted, actual).map { score + $0 }
  }

  private func influences(_ predicted: [Double], _ actual: [Double]) -> [Double] {
    switch self {
    case .accuracy: classInfluences(predicted, actual) { $0.accuracy }
    case .f1: classInfluences(predicted, actual) { $0.f1(of: 1) }
    case .macroF1: classInfluences(predicted, actual) { $0.macroF1 }
    case .weightedF1: classInfluences(predicted, actual) { $0.weightedF1 }
    case .balancedAccuracy: classInfluences(predicted, actual) { $0.balancedAccuracy }
    case .cohenKappa: classInfluences(predicted, actual) { $0.cohenKappa }
    case .matthews: classInfluences(predicted, actual) { $0.matthews }
    case .accuracyAndF1: classInfluences(predicted, actual) { $0.accuracyAndF1 }
    case .pearson: Correlation(predicted, actual).influences
    case .spearman: rankInfluences(predicted, actual)
    case .r2: squareInfluences(predicted, actual)
    case .pearsonAndSpearman:
      zip(Correlation(predicted, actual).influences, rankInfluences(predicted, actual))
        .map { ($0 + $1) / 2 }
    }
  }
}

/// The influences on a metric of class counts, which are equal for equal predictions and truths.
private func classInfluences(
  _ predicted: [Double], _ actual: [Double], on metric: (ClassCounts) -> Double
) -> [Double] {
  let counts = ClassCounts(predicted, actual)
  // The metrics are smooth on the scale of one example, so that central differences are exact to ten digits.
  let step = 1e-3
  var known: [SIMD2<Double>: Double] = [:]
  return zip(predicted, actual).map { p, a in
    if let known = known[SIMD2(p, a)] { return known }
    let change =
      metric(counts.adding(step, predicted: p, actual: a))
      - metric(counts.adding(-step, predicted: p, actual: a))
    let influence = change / (2 * step) * Double(actual.count)
    known[SIMD2(p, a)] = influence
    return influence
  }
}

/// The influences on the coefficient of determination.
private func squareInfluences(_ predicted: [Double], _ actual: [Double]) -> [Double] {
  let n = Double(actual.count)
  let mean = actual.reduce(0, +) / n
  let variance = actual.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
  let error = zip(predicted, actual).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / n
  guard variance > 0 else { return actual.map { _ in 0 } }
  return zip(predicted, actual).map { p, a in
    ((a - mean) * (a - mean) * error / variance - (p - a) * (p - a)) / variance
  }
}

/// The influences on the rank correlation: those on the correlation of the ranks, and by way of the other examples'
/// ranks.
private func rankInfluences(_ predicted: [Double], _ actual: [Double]) -> [Double] {
  let (x, y) = (ranks(predicted), ranks(actual))
  let correlation = Correlation(x, y)
  let (byX, byY) = correlation.slopes
  let n = Double(actual.count)
  return zip(
    correlation.influences, zip(sumsAbove(predicted, byX), sumsAbove(actual, byY))
  ).map { $0 + n * ($1.0 + $1.1) }
}

/// For each value the sum of the weights of the larger values and half of those of the equal ones.
///
/// A value adds as much to the ranks of those.
private func sumsAbove(_ values: [Double], _ weights: [Double]) -> [Double] {
  var sums = [Double](repeating: 0, count: values.count)
  var above = 0.0
  for tied in tiedGroups(values).reversed() {
    let own = tied.reduce(0) { $0 + weights[$1] }
    for index in tied { sums[index] = above + own / 2 }
    above += own
  }
  return sums
}

/// Pearson's correlation with its derivatives; all are zero where it is undefined.
private struct Correlation {
  private let coefficient: Double
  private let x: [Double]
  private let y: [Double]
  private let scales: (x: Double, y: Double)

  init(_ x: [Double], _ y: [Double]) {
    let (x, y) = (Standardised(x), Standardised(y))
    self.x = x.values
    self.y = y.values
    scales = (x.deviation, y.deviation)
    coefficient = zip(x.values, y.values).reduce(0) { $0 + $1.0 * $1.1 } / Double(x.values.count)
  }

  private var isDefined: Bool { scales.x > 0 && scales.y > 0 }

  /// The influences of the examples.
  var influences: [Double] {
    zip(x, y).map { x, y in
      isDefined ? x * y - coefficient / 2 * (x * x + y * y) : 0
    }
  }

  /// The derivatives in the values of both variables.
  var slopes: (x: [Double], y: [Double]) {
    guard isDefined else { return (x.map { _ in 0 }, y.map { _ in 0 }) }
    let n = Double(x.count)
    return (
      zip(x, y).map { ($1 - coefficient * $0) / (n * scales.x) },
      zip(x, y).map { ($0 - coefficient * $1) / (n * scales.y) }
    )
  }
}
