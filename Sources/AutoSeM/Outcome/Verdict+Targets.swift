import GSLNumerics
import Multitask
import RunJournal

extension Outcome {
  /// Returns who gains and who pays with a candidate's mixture, as sentences; empty for one target.
  ///
  /// The intervals are Bonferroni's, for as many targets as there are.
  func targetSentences(on candidate: ConfirmationCandidate) -> String {
    let clauses = targets.compactMap { $0.clause(on: candidate, among: targets.count) }
    guard !clauses.isEmpty else { return "" }
    return " By target: " + clauses.joined(separator: "; ") + "."
  }
}

extension TargetStanding {
  /// Returns whether the target gains or pays with a candidate's mixture, as a clause; nil without a gain.
  fileprivate func clause(on candidate: ConfirmationCandidate, among targets: Int) -> String? {
    guard let gain = standing(of: candidate)?.gain else { return nil }
    let over = target.isTrained ? "it alone" : "the reference"
    let limit = target.loseAtMost.map { limit in
      ", of at most \(fixed(limit)) that it may lose"
        + (isShown(gain, above: -limit) ? "" : ", which is not shown")
    }
    guard let halfWidth = gain.halfWidth(confidence: 1 - 0.05 / Double(targets)) else {
      return "\(name) \(signed(gain.mean)) over \(over)" + (limit ?? "")
    }
    let interval = scoreRange.ofDifferences.interval(mean: gain.mean, halfWidth: halfWidth)
    let numbers = "(\(signed(interval.lowerBound)) to \(signed(interval.upperBound)))"
    let clause =
      if interval.lowerBound > 0 {
        "\(name) gains \(fixed(gain.mean)) over \(over) \(numbers)"
      } else if interval.upperBound < 0 {
        "\(name) pays \(fixed(-gain.mean)) \(numbers)"
      } else {
        "\(name) has \(signed(gain.mean)) over \(over), no difference shown \(numbers)"
      }
    return clause + (limit ?? "")
  }

  /// Whether the interval of a gain shows that it is as large as a bound.
  private func isShown(_ gain: ScoreEstimate, above bound: Double) -> Bool {
    gain.halfWidth().map { gain.mean - $0 >= bound } ?? false
  }

  /// Returns the answer where the target loses more than it may by a candidate's mixture; nil where it does not.
  func brokenLimit(by candidate: ConfirmationCandidate) -> Verdict.Answer? {
    guard let limit = target.loseAtMost, let gain = standing(of: candidate)?.gain,
      gain.mean < -limit, let halfWidth = gain.halfWidth()
    else { return nil }
    let interval = scoreRange.ofDifferences.interval(mean: gain.mean, halfWidth: halfWidth)
    return .limitNotKept(
      target: name, limit: limit, gain: gain.mean, lower: interval.lowerBound,
      upper: interval.upperBound)
  }
}
