import GSLNumerics

/// Tests of several candidates against the best of them, which the data chose.
///
/// The row with the highest mean is the best in part by chance. Tukey's studentised range allows for that choice:
/// the error is estimated from the residuals of candidates and seeds, with (k − 1)(n − 1) degrees of freedom
/// for k candidates and n seeds, which assumes equal variances.
public struct DifferencesToBest: Equatable, Sendable {
  /// The difference of one candidate to the best.
  public struct Difference: Equatable, Sendable {
    /// The mean of candidate minus best; not positive.
    public let mean: Double

    /// The ends of the interval; nil where there is no test.
    public let interval: ClosedRange<Double>?

    /// The p-value; nil where there is no test.
    public let probability: Double?
  }

  /// The index of the best candidate, the first of several.
  public let best: Int

  /// The difference of each candidate, `[candidates]`; zero for the best.
  public let differences: [Difference]

  /// Tests candidates.
  ///
  /// There is no test for a single seed or candidate, nor where no residual differs from zero.
  ///
  /// - Parameters:
  ///   - scores: The scores, `[candidates][seeds]`, as many seeds for each, at least one of both.
  ///   - level: The family-wise error rate.
  public init(_ scores: [[Double]], level: Double = 0.05) {
    precondition(
      scores.first.map { row in !row.isEmpty && scores.allSatisfy { $0.count == row.count } }
        == true,
      "as many seeds for each candidate are expected, got \(scores.map(\.count))")
    let means = scores.map { SampleStatistics($0).mean }
    let best = means.indices.reduce(0) { means[$1] > means[$0] ? $1 : $0 }
    self.best = best
    let error = scores.count < 2 ? nil : TwoWayError(scores, means: means)
    let critical = error.map { $0.range.upperQuantile(level) * $0.standardError }
    differences = means.map { mean in
      let difference = mean - means[best]
      return Difference(
        mean: difference, interval: critical.map { difference - $0...difference + $0 },
        probability: error.map { $0.range.upperTail(-difference / $0.standardError) })
    }
  }
}

/// The error of a candidate's mean, estimated from what neither candidates nor seeds explain.
private struct TwoWayError {
  let range: StudentizedRange
  let standardError: Double

  /// Nil for one seed, and where the residuals are rounding errors.
  init?(_ scores: [[Double]], means: [Double]) {
    let seeds = scores[0].count
    let freedom = (scores.count - 1) * (seeds - 1)
    guard freedom > 0 else { return nil }
    let total = means.reduce(0, +) / Double(means.count)
    let columns = (0..<seeds).map { seed in
      scores.reduce(0) { $0 + $1[seed] } / Double(scores.count)
    }
    let squares = zip(scores, means).reduce(0) { sum, row in
      sum
        + zip(row.0, columns).reduce(0) {
          let residual = $1.0 - row.1 - $1.1 + total
          return $0 + residual * residual
        }
    }
    let standardError = (squares / Double(freedom * seeds)).squareRoot()
    guard standardError > 1e-12 * (means.map(abs).max() ?? 0) else { return nil }
    range = StudentizedRange(values: scores.count, degreesOfFreedom: Double(freedom))
    self.standardError = standardError
  }
}
