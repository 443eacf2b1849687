public import GSLNumerics

/// Whether several candidates differ from a reference, from scores that were measured with the same
/// seeds.
///
/// Seeds are drawn again with replacement, the same for all candidates; a difference that keeps its
/// sign in all but a small share of the draws is told from zero. The shares are corrected for the
/// number of candidates as Holm (1979) does <https://www.jstor.org/stable/4615733>, and each interval
/// has the confidence at which Holm tests its candidate, so that it excludes zero when the test says
/// so. With few seeds the bootstrap is too sure of itself: five that agree give the smallest share
/// there is, where the sign test gives 1/16. Ours.
public struct PairedDifferences: Equatable, Sendable {
  /// What is known of one candidate.
  public struct Difference: Equatable, Sendable {
    /// The mean of candidate minus reference; negative is worse than the reference.
    public let mean: Double

    /// The lower end of the interval.
    public let lower: Double

    /// The upper end.
    public let upper: Double

    /// The corrected share of draws that speak against the sign of the mean, both sides, at most 1.
    public let probability: Double
  }

  /// One for each candidate, in their order.
  public let differences: [Difference]

  /// Resamples the seeds.
  ///
  /// - Parameters:
  ///   - candidates: The scores of each candidate, `[candidates, seeds]`.
  ///   - reference: Those of the reference, `[seeds]`, at least one.
  ///   - level: The chance of telling any candidate from the reference when none is different.
  ///   - draws: The number of draws.
  ///   - stream: Gives one whole number a seed and draw.
  public init(
    of candidates: [[Double]], to reference: [Double], level: Double = 0.05, draws: Int = 10_000,
    using stream: RandomStream
  ) {
    precondition(
      !reference.isEmpty && candidates.allSatisfy { $0.count == reference.count },
      "scores with the same seeds are expected")
    let pairs = candidates.map { zip($0, reference).map { $0 - $1 } }
    let count = reference.count
    var means = pairs.map { _ in [Double]() }
    for _ in 0..<draws {
      let drawn = (0..<count).map { _ in stream.integer(below: count) }
      for (place, pair) in pairs.enumerated() {
        means[place].append(drawn.reduce(0) { $0 + pair[$1] } / Double(count))
      }
    }
    for place in means.indices { means[place].sort() }
    let shares = means.map { means in
      let below = Double(means.count { $0 <= 0 } + 1) / Double(draws + 1)
      let above = Double(means.count { $0 >= 0 } + 1) / Double(draws + 1)
      return min(2 * min(below, above), 1)
    }
    let order = shares.indices.sorted { (shares[$0], $0) < (shares[$1], $1) }
    var differences = [Difference?](repeating: nil, count: pairs.count)
    var largest = 0.0
    for (rank, place) in order.enumerated() {
      let tests = Double(pairs.count - rank)
      largest = max(largest, min(shares[place] * tests, 1))
      func quantile(_ probability: Double) -> Double {
        means[place][min(Int(probability * Double(draws)), draws - 1)]
      }
      differences[place] = Difference(
        mean: pairs[place].reduce(0, +) / Double(count), lower: quantile(level / tests / 2),
        upper: quantile(1 - level / tests / 2), probability: largest)
    }
    self.differences = differences.compactMap(\.self)
  }
}
