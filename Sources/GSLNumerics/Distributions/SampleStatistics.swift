import CGSL

/// The mean of a sample with its uncertainty.
public struct SampleStatistics: Equatable, Sendable {
  /// The number of values.
  public let count: Int

  /// The mean of the values.
  public let mean: Double

  /// The unbiased standard deviation, or nil for fewer than two values.
  public let standardDeviation: Double?

  /// Summarises a sample.
  ///
  /// - Precondition: There is a value.
  public init(_ values: [Double]) {
    precondition(!values.isEmpty, "a sample of at least one value is expected")
    count = values.count
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    standardDeviation =
      values.count < 2
      ? nil
      : (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1))
        .squareRoot()
  }

  /// The variance of the mean; nil for fewer than two values.
  public var varianceOfMean: Double? {
    standardDeviation.map { $0 * $0 / Double(count) }
  }

  /// Returns half the width of Student's confidence interval, or nil for fewer than two values.
  public func halfWidth(confidence: Double = 0.95) -> Double? {
    guard let standardDeviation else { return nil }
    let t = StudentDistribution(degreesOfFreedom: Double(count - 1))
      .quantile(0.5 + confidence / 2)
    return t * standardDeviation / Double(count).squareRoot()
  }

  /// The p-value of Student's test of a mean of zero; nil where the sample does not vary.
  public var probability: Double? {
    guard let standardDeviation, standardDeviation > 1e-12 * abs(mean) else { return nil }
    let t = mean / (standardDeviation / Double(count).squareRoot())
    return 2 * StudentDistribution(degreesOfFreedom: Double(count - 1)).cumulative(-abs(t))
  }

  /// Returns the number of values with which half the confidence interval has at most a width; nil for fewer than
  /// two values, or where more than 10¹⁵ would be needed.
  public func count(forHalfWidth width: Double, confidence: Double = 0.95) -> Int? {
    precondition(width > 0, "a positive width is expected, got \(width)")
    return standardDeviation.flatMap { deviation in
      least(from: 2) { count in
        StudentDistribution(degreesOfFreedom: Double(count - 1)).quantile((1 + confidence) / 2)
          * deviation
          / Double(count).squareRoot() <= width
      }
    }
  }
}
