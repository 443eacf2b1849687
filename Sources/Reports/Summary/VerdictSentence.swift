public import AutoSeM
import GSLNumerics
import Multitask
import RunJournal

extension Outcome {
  /// The answer of the run in plain English.
  public var verdictSentence: String {
    let primary = header.tasks[primary.rawValue]
    let metric = primary.metric
    let answer =
      switch verdict {
      case .useMixture(let gain, let lower, let upper):
        "Train \(primary.name) with \(bestShares): its \(metric) on the test split is "
          + "\(signed(gain)) better than with \(primary.name) alone (95 % interval "
          + "\(signed(lower)) to \(signed(upper)))."
      case .usePrimaryAloneNothingKept:
        "Use \(primary.name) alone: stage one found no task that probably helps."
      case .usePrimaryAloneNothingBetter:
        "Use \(primary.name) alone: stage two found no mixture that is better."
      case .usePrimaryAloneNoGain(let gain, let lower, let upper):
        "Use \(primary.name) alone: the gain of the recommended mixture (\(bestShares)) was "
          + "\(signed(gain)), not significantly different from zero (95 % interval \(signed(lower)) to "
          + "\(signed(upper)))."
      case .usePrimaryAloneLoss(let gain, let lower, let upper):
        "Use \(primary.name) alone: with the recommended mixture (\(bestShares)) its \(metric) on the test "
          + "split is \(fixed(-gain)) worse (95 % interval of the gain \(signed(lower)) to "
          + "\(signed(upper)))."
      case .unknown:
        "No verdict yet: confirmation has not measured the recommended mixture on at least two "
          + "seeds."
      }
    return answer + plainAlternative
  }

  private var bestShares: String {
    recommendation.map { $0.mixture.shares(of: header.tasks) } ?? "the recommended mixture"
  }

  /// Names the plain alternative that had a higher mean than the recommendation, with its gain where that is
  /// significantly different from zero.
  private var plainAlternative: String {
    let candidates = standings.filter { $0.candidate != .best }
    let recommended =
      standings.first { $0.candidate == .best }
      ?? candidates.first { $0.candidate == .primaryOnly }
    guard let own = recommended?.scores?.mean,
      let top = candidates.max(by: { $0.mean < $1.mean }), top.mean > own
    else { return "" }
    let comparison =
      " The plain alternative '\(top.candidate.title)' had the highest mean "
      + "(\(fixed(top.mean)) against \(fixed(own)))"
    // The best of several: Bonferroni's interval, for as many as there are to choose from.
    let choices = candidates.count { $0.gain != nil }
    guard let gain = top.gain,
      let halfWidth = gain.halfWidth(confidence: 1 - 0.05 / Double(choices)),
      gain.mean > halfWidth
    else { return comparison + "." }
    return comparison + ", \(signed(gain.mean)) better than \(header.tasks[primary.rawValue].name) "
      + "alone (\(signed(gain.mean - halfWidth)) to \(signed(gain.mean + halfWidth)), for the best of "
      + "\(choices))."
  }
}

extension Standing {
  fileprivate var mean: Double { scores?.mean ?? -.infinity }
}

extension ConfirmationCandidate {
  /// The name of the candidate as a reader sees it.
  var title: String {
    switch self {
    case .best: "best mixture"
    case .primaryOnly: "primary only"
    case .uniformKept: "uniform over kept"
    case .uniformAll: "uniform over all"
    case .proportional: "size-proportional"
    }
  }
}
