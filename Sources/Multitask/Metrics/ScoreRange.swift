/// The values that a metric can have.
public struct ScoreRange: Equatable, Sendable {
  /// The least and the largest value; infinite where there is none.
  public let bounds: ClosedRange<Double>

  /// The range of a metric by its name; all numbers for a name that is not a `Metric`'s.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - scores: Scores of the metric. If one is outside, the name means something else, such as an accuracy in
  ///     percent, and the range is all numbers.
  public init(metric name: String, scores: [Double]) {
    let named: ClosedRange<Double>? =
      switch Metric(rawValue: name) {
      case .accuracy, .f1, .macroF1, .weightedF1, .balancedAccuracy, .accuracyAndF1: 0...1
      case .cohenKappa, .matthews, .pearson, .spearman, .pearsonAndSpearman: -1...1
      case .r2: -.infinity...1
      case nil: nil
      }
    let all = -Double.infinity...Double.infinity
    bounds = named.flatMap { range in scores.allSatisfy(range.contains) ? range : nil } ?? all
  }

  /// The range of a weighted mean of values.
  ///
  /// - Parameter parts: The range of each value, with its share of the mean.
  public init(meanOf parts: [(range: ScoreRange, share: Double)]) {
    let lower = parts.reduce(0) { $0 + $1.share * $1.range.bounds.lowerBound }
    let upper = parts.reduce(0) { $0 + $1.share * $1.range.bounds.upperBound }
    bounds = parts.isEmpty ? -.infinity ... .infinity : lower...upper
  }

  private init(bounds: ClosedRange<Double>) {
    self.bounds = bounds
  }

  /// The range of the difference of two values.
  public var ofDifferences: ScoreRange {
    let width = bounds.upperBound - bounds.lowerBound
    return ScoreRange(bounds: -width...width)
  }

  /// Returns the part of an estimate's 95 % interval that lies in the range; nil for a single seed.
  public func interval(of estimate: ScoreEstimate) -> ClosedRange<Double>? {
    estimate.halfWidth().map { interval(mean: estimate.mean, halfWidth: $0) }
  }

  /// Returns the part of a confidence interval that lies in the range.
  ///
  /// The mean of the population lies there, so that the part holds it as often as the interval does.
  public func interval(mean: Double, halfWidth: Double) -> ClosedRange<Double> {
    (mean - halfWidth...mean + halfWidth).clamped(to: bounds)
  }
}
