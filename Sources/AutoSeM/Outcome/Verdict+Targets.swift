import GSLNumerics
import Multitask
import RunJournal

extension Outcome {
  /// Who gains and who pays with the recommended mixture, as sentences; empty for one target.
  ///
  /// The intervals are Bonferroni's, for as many targets as there are.
  var targetSentences: String {
    let clauses = targets.compactMap { $0.clause(among: targets.count) }
    guard !clauses.isEmpty else { return "" }
    return " By target: " + clauses.joined(separator: "; ") + "."
  }
}

extension TargetStanding {
  /// Whether the target gains or pays with the recommended mixture, as a clause; nil without a gain.
  fileprivate func clause(among targets: Int) -> String? {
    guard let gain = standing(of: .best)?.gain else { return nil }
    let over = target.isTrained ? "it alone" : "the reference"
    let limit = target.loseAtMost.map { limit in
      ", of at most \(fixed(limit)) that it may lose"
        + (isLimitShown(limit) ? "" : ", which is not shown")
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

  /// Whether the interval of the gain shows that no more is lost.
  private func isLimitShown(_ limit: Double) -> Bool {
    guard let gain = standing(of: .best)?.gain, let halfWidth = gain.halfWidth() else {
      return false
    }
    return gain.mean - halfWidth >= -limit
  }

  /// The answer where the target loses more than it may by the recommended mixture; nil where it does not.
  var brokenLimit: Verdict.Answer? {
    guard let limit = target.loseAtMost, let gain = standing(of: .best)?.gain,
      gain.mean < -limit, let halfWidth = gain.halfWidth()
    else { return nil }
    let interval = scoreRange.ofDifferences.interval(mean: gain.mean, halfWidth: halfWidth)
    return .limitNotKept(
      target: name, limit: limit, gain: gain.mean, lower: interval.lowerBound,
      upper: interval.upperBound)
  }
}
