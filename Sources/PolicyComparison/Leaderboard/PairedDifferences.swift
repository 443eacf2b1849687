public import GSLNumerics
public import Multitask

/// Tests of several candidates against a reference that was named beforehand, by paired differences.
///
/// A candidate's pairs are the seeds for which it and the reference have scores. The p-values are those of the
/// differences' intervals (`ScoreEstimate`): over seeds and examples, or of the paired t-test over seeds. They are
/// corrected for the number of candidates as Holm (1979) does <https://www.jstor.org/stable/4615733>. Each interval
/// has the confidence at which Holm tests its candidate, so that it excludes zero exactly where the p-value is below
/// the level.
public struct PairedDifferences: Equatable, Sendable {
  /// The difference of one candidate to the reference.
  public struct Difference: Equatable, Sendable {
    /// Candidate minus reference.
    public let estimate: ScoreEstimate

    /// The confidence of the interval; nil where there is no test.
    public let confidence: Double?

    /// The corrected p-value; nil for one pair, and for pairs that do not vary.
    public let probability: Double?

    /// The p-value of the sign-flip test over seeds, which assumes no normality; not corrected.
    public let signFlipProbability: Double

    /// The mean of candidate minus reference; negative is worse than the reference.
    public var mean: Double { estimate.mean }

    /// The number of pairs.
    public var pairs: Int { estimate.seeds }

    /// The number of examples that the test is over; nil for one over seeds.
    public var examples: Int? { estimate.examples }

    /// The ends of the interval; nil where there is no test.
    public var interval: ClosedRange<Double>? {
      confidence.flatMap { estimate.halfWidth(confidence: $0) }.map { mean - $0...mean + $0 }
    }
  }

  /// The difference of each candidate, `[candidates]`.
  public let differences: [Difference]

  /// Tests candidates.
  ///
  /// - Parameters:
  ///   - candidates: Candidate minus reference, `[candidates]`.
  ///   - level: The family-wise error rate.
  ///   - streams: Give the signs of the sampled sign-flip test.
  public init(
    of candidates: [ScoreEstimate], level: Double = 0.05,
    streams: RandomStreams = RandomStreams(seed: 0)
  ) {
    let corrected = HolmCorrection(candidates.map(\.probability), level: level)
    differences = candidates.indices.map { index in
      Difference(
        estimate: candidates[index], confidence: corrected.confidences[index],
        probability: corrected.probabilities[index],
        signFlipProbability: SignFlipTest(
          candidates[index].values, using: streams.stream("sign_flips")
        ).probability)
    }
  }
}

/// Holm's correction of several p-values, of which some may be missing.
private struct HolmCorrection {
  /// The corrected p-values.
  var probabilities: [Double?]

  /// The confidence of the interval of each candidate.
  var confidences: [Double?]

  init(_ tested: [Double?], level: Double) {
    probabilities = tested.map { _ in nil }
    confidences = probabilities
    let order = tested.enumerated().compactMap { index, value in
      value.map { (value: $0, index: index) }
    }
    .sorted { $0 < $1 }
    var (largest, remaining) = (0.0, order.count)
    for (rank, candidate) in order.enumerated() {
      // The procedure stops at the first candidate that does not differ: the rest keep its confidence.
      if largest < level { remaining = order.count - rank }
      largest = max(largest, min(candidate.value * Double(order.count - rank), 1))
      probabilities[candidate.index] = largest
      confidences[candidate.index] = 1 - level / Double(remaining)
    }
  }
}
