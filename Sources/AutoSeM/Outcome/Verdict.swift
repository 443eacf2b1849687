import GSLNumerics
import Multitask
import RunJournal

/// The answer of a run.
public enum Verdict: Equatable, Sendable {
  /// The recommended mixture is better than the primary alone: the interval of the gain is above
  /// zero.
  case useMixture(gain: Double, lower: Double, upper: Double)

  /// No auxiliary task was kept.
  case usePrimaryAloneNothingKept

  /// The recommended mixture is the primary alone.
  case usePrimaryAloneNothingBetter

  /// The gain of the recommended mixture is not significantly different from zero.
  case usePrimaryAloneNoGain(gain: Double, lower: Double, upper: Double)

  /// The recommended mixture is worse than the primary alone: the interval of the gain is below zero.
  case usePrimaryAloneLoss(gain: Double, lower: Double, upper: Double)

  /// There are not enough scores to answer.
  case unknown
}

extension Outcome {
  /// The answer, by the 95 % interval of the paired gain on the test split.
  public var verdict: Verdict {
    if isFinished && !arms.isEmpty && kept.isEmpty { return .usePrimaryAloneNothingKept }
    if isFinished, recommendation?.mixture.weights[primary.rawValue] == 1 {
      return .usePrimaryAloneNothingBetter
    }
    guard let gain = standings.first(where: { $0.candidate == .best })?.gain,
      let halfWidth = gain.halfWidth()
    else { return .unknown }
    let (lower, upper) = (gain.mean - halfWidth, gain.mean + halfWidth)
    if lower > 0 { return .useMixture(gain: gain.mean, lower: lower, upper: upper) }
    if upper < 0 { return .usePrimaryAloneLoss(gain: gain.mean, lower: lower, upper: upper) }
    return .usePrimaryAloneNoGain(gain: gain.mean, lower: lower, upper: upper)
  }
}
