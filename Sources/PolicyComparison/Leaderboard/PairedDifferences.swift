public import GSLNumerics

/// Tests of several candidates against a reference by paired differences of their scores.
///
/// A candidate's pairs are the seeds for which it and the reference have scores. The p-values
/// are those of `SignFlipTest`, the intervals Student's over the pairs. Both are corrected for the number of
/// candidates as Holm (1979) does <https://www.jstor.org/stable/4615733>: each interval has the confidence at
/// which Holm tests its candidate. With few pairs the test cannot reach a small p-value, while the interval,
/// which assumes normal differences, may exclude zero. The combination is ours.
public struct PairedDifferences: Equatable, Sendable {
  /// The difference of one candidate to the reference.
  public struct Difference: Equatable, Sendable {
    /// The mean of candidate minus reference; negative is worse than the reference.
    public let mean: Double

    /// The number of pairs.
    public let pairs: Int

    /// The ends of the interval; nil for one pair.
    public let interval: ClosedRange<Double>?

    /// The corrected p-value.
    public let probability: Double
  }

  /// The difference of each candidate, `[candidates]`.
  public let differences: [Difference]

  /// Tests candidates.
  ///
  /// - Parameters:
  ///   - candidates: Candidate minus reference for each pair, `[candidates][pairs]`, at least one pair each.
  ///   - level: The family-wise error rate.
  ///   - streams: Give the signs of the sampled test.
  public init(
    of candidates: [[Double]], level: Double = 0.05,
    streams: RandomStreams = RandomStreams(seed: 0)
  ) {
    let tests = candidates.map { SignFlipTest($0, using: streams.stream("sign_flips")) }
    let probabilities = tests.map(\.probability)
    let order = probabilities.indices.sorted {
      (probabilities[$0], $0) < (probabilities[$1], $1)
    }
    var differences = [Difference?](repeating: nil, count: candidates.count)
    var largest = 0.0
    for (rank, index) in order.enumerated() {
      let remaining = Double(candidates.count - rank)
      largest = max(largest, min(probabilities[index] * remaining, 1))
      let statistics = SampleStatistics(candidates[index])
      differences[index] = Difference(
        mean: statistics.mean, pairs: statistics.count,
        interval: statistics.halfWidth(confidence: 1 - level / remaining).map {
          statistics.mean - $0...statistics.mean + $0
        },
        probability: largest)
    }
    self.differences = differences.compactMap(\.self)
  }
}
