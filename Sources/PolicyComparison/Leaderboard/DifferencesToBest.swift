import GSLNumerics
public import Multitask

/// Tests of several candidates against the best of them, which the data chose.
///
/// The row with the highest mean is the best in part by chance. Tukey's studentised range allows for that choice:
/// the error is estimated from the differences of all pairs of candidates, over seeds and examples (`TwoWayMean`) or
/// over the seeds on these examples, with (k − 1)(n − 1) degrees of freedom for k candidates and n seeds. It assumes
/// equal variances.
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

  /// The number of examples that the tests are over; nil for tests over seeds.
  public let examples: Int?

  /// Tests candidates.
  ///
  /// There is no test for a single seed or candidate, nor where no pair's difference varies.
  ///
  /// - Parameters:
  ///   - runs: The runs, `[candidates][seeds]`, as many seeds for each, at least one of both.
  ///   - level: The family-wise error rate.
  public init(_ runs: [[Evaluation]], level: Double = 0.05) {
    precondition(
      runs.first.map { row in !row.isEmpty && runs.allSatisfy { $0.count == row.count } } == true,
      "as many seeds for each candidate are expected, got \(runs.map(\.count))")
    let means = runs.map { SampleStatistics($0.map(\.metric)).mean }
    let best = means.indices.reduce(0) { means[$1] > means[$0] ? $1 : $0 }
    self.best = best
    let error = PairwiseError(runs, largest: means.map(abs).max() ?? 0)
    examples = error?.examples
    let critical = error.map { $0.range.upperQuantile(level) * $0.standardError }
    differences = means.map { mean in
      let difference = mean - means[best]
      return Difference(
        mean: difference, interval: critical.map { difference - $0...difference + $0 },
        probability: error.map { $0.range.upperTail(-difference / $0.standardError) })
    }
  }
}

/// The error of a candidate's mean: half the mean variance of the differences of all pairs.
///
/// Over seeds it is the mean square of what neither candidates nor seeds explain, over the number of seeds.
private struct PairwiseError {
  let range: StudentizedRange
  let standardError: Double
  let examples: Int?

  /// Nil for one seed or candidate, and where the differences vary by rounding errors alone.
  init?(_ runs: [[Evaluation]], largest: Double) {
    let (candidates, seeds) = (runs.count, runs[0].count)
    guard candidates > 1, seeds > 1 else { return nil }
    let pairs = (0..<candidates).flatMap { first in
      (first + 1..<candidates).compactMap { second in
        ScoreEstimate(differences: zip(runs[first], runs[second]).map { (own: $0, other: $1) })
      }
    }
    let overBoth = pairs.compactMap(\.overBoth)
    examples = overBoth.count == pairs.count ? overBoth[0].examples : nil
    func mean(_ variances: [Double]) -> Double {
      variances.reduce(0, +) / Double(variances.count)
    }
    let ofSeeds = mean(pairs.map { $0.overSeeds.varianceOfMean ?? 0 })
    let ofExamples =
      examples == nil
      ? 0 : mean(overBoth.map(\.varianceOfExamples)) - mean(overBoth.map(\.varianceOfResiduals))
    standardError = ((ofSeeds + max(ofExamples, 0)) / 2).squareRoot()
    guard standardError > 1e-12 * largest else { return nil }
    // Those of the seeds, which are fewer than those of the examples.
    range = StudentizedRange(
      values: candidates, degreesOfFreedom: Double((candidates - 1) * (seeds - 1)))
  }
}
