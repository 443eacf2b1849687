/// A metric of predictions; larger is better.
///
/// Classes are numbered from zero; for F1 the positive class is number one. Follows scikit-learn in being
/// zero where it is undefined (a constant sequence, no positive example).
public enum Metric: String, CaseIterable, Sendable, Codable {
  /// The share of examples with the right class.
  case accuracy
  /// The harmonic mean of precision and recall of class one.
  case f1
  /// The unweighted mean of the classes' F1.
  case macroF1 = "macro_f1"
  /// The mean of the classes' F1, weighted by their shares of the examples.
  case weightedF1 = "weighted_f1"
  /// The unweighted mean of the classes' recall.
  case balancedAccuracy = "balanced_accuracy"
  /// Cohen's kappa: accuracy corrected for agreement by chance.
  case cohenKappa = "cohen_kappa"
  /// Matthews' correlation coefficient, for any number of classes (Gorodkin 2004).
  case matthews
  /// Pearson's correlation coefficient.
  case pearson
  /// Spearman's rank correlation, with mean ranks for ties.
  case spearman
  /// The coefficient of determination R², at most one; negative if the mean predicts better.
  case r2
  /// The mean of accuracy and F1: GLUE's score for MRPC and QQP.
  case accuracyAndF1 = "accuracy_and_f1"
  /// The mean of Pearson's and Spearman's coefficient: GLUE's score for STS-B.
  case pearsonAndSpearman = "pearson_and_spearman"

  /// Whether the metric is of numbers rather than of classes.
  public var isRegression: Bool {
    switch self {
    case .pearson, .spearman, .r2, .pearsonAndSpearman: true
    case .accuracy, .f1, .macroF1, .weightedF1, .balancedAccuracy, .cohenKappa, .matthews,
      .accuracyAndF1:
      false
    }
  }

  /// Whether the metric is of two classes, one of them positive.
  public var needsTwoClasses: Bool { self == .f1 || self == .accuracyAndF1 }

  /// Returns the metric of predictions.
  ///
  /// - Parameters:
  ///   - predicted: The predicted classes or numbers, `[examples]`.
  ///   - actual: The true ones, `[examples]`.
  /// - Precondition: There are as many predictions as truths, and at least one.
  public func score(predicted: [Double], actual: [Double]) -> Double {
    precondition(
      predicted.count == actual.count && !actual.isEmpty,
      "as many predictions as truths are expected, got \(predicted.count) and \(actual.count)")
    return switch self {
    case .accuracy: ClassCounts(predicted, actual).accuracy
    case .f1: ClassCounts(predicted, actual).f1(of: 1)
    case .macroF1: ClassCounts(predicted, actual).macroF1
    case .weightedF1: ClassCounts(predicted, actual).weightedF1
    case .balancedAccuracy: ClassCounts(predicted, actual).balancedAccuracy
    case .cohenKappa: ClassCounts(predicted, actual).cohenKappa
    case .matthews: ClassCounts(predicted, actual).matthews
    case .pearson: pearsonCorrelation(predicted, actual)
    case .spearman: pearsonCorrelation(ranks(predicted), ranks(actual))
    case .r2: explainedShare(predicted, actual)
    case .accuracyAndF1: ClassCounts(predicted, actual).accuracyAndF1
    case .pearsonAndSpearman:
      (pearsonCorrelation(predicted, actual)
        + pearsonCorrelation(ranks(predicted), ranks(actual))) / 2
    }
  }
}

private func pearsonCorrelation(_ x: [Double], _ y: [Double]) -> Double {
  let n = Double(x.count)
  let (meanX, meanY) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
  var (xx, yy, xy) = (0.0, 0.0, 0.0)
  for (a, b) in zip(x, y) {
    xx += (a - meanX) * (a - meanX)
    yy += (b - meanY) * (b - meanY)
    xy += (a - meanX) * (b - meanY)
  }
  // Two roots, since the product of the squares may overflow or underflow.
  let scale = xx.squareRoot() * yy.squareRoot()
  return scale == 0 ? 0 : xy / scale
}

private func explainedShare(_ predicted: [Double], _ actual: [Double]) -> Double {
  let mean = actual.reduce(0, +) / Double(actual.count)
  let variance = actual.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  let error = zip(predicted, actual).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  return variance == 0 ? 0 : 1 - error / variance
}

/// Returns the rank of each value from one, with mean ranks for ties.
func ranks(_ values: [Double]) -> [Double] {
  var ranks = [Double](repeating: 0, count: values.count)
  var below = 0
  for tied in tiedGroups(values) {
    for index in tied { ranks[index] = Double(below) + Double(tied.count + 1) / 2 }
    below += tied.count
  }
  return ranks
}

/// Returns the indices of equal values, from the least value to the largest.
func tiedGroups(_ values: [Double]) -> [ArraySlice<Int>] {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var groups: [ArraySlice<Int>] = []
  var first = 0
  while first < order.count {
    var end = first + 1
    while end < order.count, values[order[end]] == values[order[first]] { end += 1 }
    groups.append(order[first..<end])
    first = end
  }
  return groups
}
