/// The mean of scores of several seeds on the same examples, where both are samples.
///
/// Another draw of the examples changes the mean as another draw of the seeds does. The variance of the mean is that
/// of a crossed design with random effects: the variance over seeds / S + the variance over examples / n − the
/// variance of the residuals / (n S), since both first terms contain the last. It is never taken to be less than
/// either of the two.
public struct TwoWayMean: Equatable, Sendable {
  /// The number of seeds.
  public let seeds: Int

  /// The number of examples.
  public let examples: Int

  /// The mean of all scores.
  public let mean: Double

  /// The variance of the mean over seeds.
  public let varianceOfSeeds: Double

  /// The variance of the mean over examples.
  public let varianceOfExamples: Double

  /// The part of the variance that both of the others contain.
  public let varianceOfResiduals: Double

  /// Summarises scores.
  ///
  /// - Parameter scores: The scores, `[seeds][examples]`, at least two of both.
  public init(_ scores: [[Double]]) {
    precondition(
      scores.count >= 2 && scores[0].count >= 2
        && scores.allSatisfy { $0.count == scores[0].count },
      "the same examples, at least two, for at least two seeds are expected, got \(scores.map(\.count))"
    )
    seeds = scores.count
    examples = scores[0].count
    let (s, n) = (Double(scores.count), Double(scores[0].count))
    let rows = scores.map { $0.reduce(0, +) / n }
    let columns = scores[0].indices.map { example in scores.reduce(0) { $0 + $1[example] } / s }
    let mean = rows.reduce(0, +) / s
    self.mean = mean
    let ofSeeds = rows.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let ofExamples = columns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    var ofResiduals = 0.0
    for (row, center) in zip(scores, rows) {
      for (score, column) in zip(row, columns) {
        let residual = score - center - column + mean
        ofResiduals += residual * residual
      }
    }
    varianceOfSeeds = ofSeeds / (s - 1) / s
    varianceOfExamples = ofExamples / (n - 1) / n
    varianceOfResiduals = ofResiduals / ((s - 1) * (n - 1)) / (s * n)
  }

  /// The variance of the mean over seeds and examples.
  public var variance: Double {
    max(
      varianceOfSeeds + varianceOfExamples - varianceOfResiduals, varianceOfSeeds,
      varianceOfExamples)
  }

  /// Returns half the width of the confidence interval.
  ///
  /// The quantile is Student's with the degrees of freedom of the part that dominates.
  public func halfWidth(confidence: Double = 0.95) -> Double {
    let freedom = varianceOfSeeds < varianceOfExamples ? examples - 1 : seeds - 1
    return StudentDistribution(degreesOfFreedom: Double(freedom)).quantile(0.5 + confidence / 2)
      * variance.squareRoot()
  }
}
