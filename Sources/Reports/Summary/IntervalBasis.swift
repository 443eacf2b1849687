import AutoSeM
import Multitask
import PolicyComparison

extension Outcome {
  /// What the intervals are over; nil before the first score.
  var basis: String? {
    intervalBasis(standings.compactMap(\.scores), testExamples)
  }
}

extension Leaderboard {
  /// What the intervals are over; nil before the first score.
  var basis: String? {
    intervalBasis(entries.compactMap(\.scores), testExamples)
  }
}

/// What intervals are over: seeds and examples, or the seeds for the same examples; nil without one.
private func intervalBasis(_ estimates: [ScoreEstimate], _ examples: Int?) -> String? {
  guard let seeds = estimates.map(\.seeds).max() else { return nil }
  let intervals = estimates.filter { $0.seeds > 1 }
  if let examples = intervals.first?.examples, intervals.allSatisfy({ $0.examples == examples }) {
    return "over \(seeds) seeds and \(examples) examples"
  }
  return "over \(seeds) seeds" + (examples.map { ", on these \($0) examples" } ?? "")
}
