import GSLNumerics
import Multitask

extension Outcome {
  /// The numbers of seeds and test examples that an interval of one point to either side takes, as a sentence.
  ///
  /// Nil where a gain is significant, where the intervals are as narrow, and for a metric without a largest value, of
  /// which nobody knows what a point is.
  package var sizesForOnePoint: String? {
    let gains = standings.compactMap(\.gain)
    let point = 0.01
    guard scoreRange.bounds.upperBound.isFinite,
      // The recommendation's, which is the first, unless that is the primary alone.
      let gain = gains.first(where: { $0.halfWidth().map { $0 > point } ?? false }),
      gains.allSatisfy({ gain in gain.halfWidth().map { abs(gain.mean) <= $0 } ?? false })
    else { return nil }
    return "no gain is significant; an interval of ±\(fixed(point)) takes "
      + gain.sizes(forHalfWidth: point)
  }
}

extension ScoreEstimate {
  /// What half the width of the interval takes, as the end of a sentence.
  fileprivate func sizes(forHalfWidth width: Double) -> String {
    guard let overBoth else {
      let seeds = overSeeds.count(forHalfWidth: width).map { "about \($0) seeds" }
      return (seeds ?? "more seeds") + ", on these examples"
    }
    let sizes = overBoth.sizes(forHalfWidth: width)
    let both = "about \(sizes.seeds) seeds and \(sizes.examples) examples"
    return overBoth.seeds(forHalfWidth: width).map { seeds in
      "about \(seeds) seeds on as many examples, or \(both)"
    } ?? "\(both): no number of seeds suffices on \(overBoth.examples) examples"
  }
}
