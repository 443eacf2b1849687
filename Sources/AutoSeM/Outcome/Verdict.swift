import GSLNumerics
public import Multitask
import RunJournal

/// The answer of a run, which prints as a sentence.
///
/// With several targets, the reference in the place of the primary alone is equal shares of the targets.
public struct Verdict: Equatable, Sendable, CustomStringConvertible {
  /// The answer in numbers.
  public enum Answer: Equatable, Sendable {
    /// The recommended mixture is significantly better than the primary alone.
    case useMixture(gain: Double, lower: Double, upper: Double)

    /// The gain of the recommended mixture is positive, but not significantly different from zero.
    case useMixtureUnproven(gain: Double, lower: Double, upper: Double)

    /// No auxiliary task was kept.
    case usePrimaryAloneNothingKept

    /// The recommended mixture is the primary alone.
    case usePrimaryAloneNothingBetter

    /// The recommended mixture has no gain, and no significant loss.
    case usePrimaryAloneNoGain(gain: Double, lower: Double, upper: Double)

    /// The gain of the recommended mixture is significantly above zero, but zero to three decimals.
    case usePrimaryAloneNegligible(gain: Double, lower: Double, upper: Double)

    /// The recommended mixture is significantly worse than the primary alone.
    case usePrimaryAloneLoss(gain: Double, lower: Double, upper: Double)

    /// A target loses more with the recommended mixture than it may; the numbers are of its gain.
    case limitNotKept(target: String, limit: Double, gain: Double, lower: Double, upper: Double)

    /// There are not enough scores to answer.
    case unknown
  }

  /// The answer in numbers.
  public let answer: Answer

  /// The answer as a sentence, and what a plain mixture with a higher mean gained.
  public let description: String
}

/// The share of a task in a mixture.
public struct TaskShare: Equatable, Sendable {
  /// The name of the task.
  public let task: String

  /// The share, in 0...1.
  public let weight: Double
}

extension Mixture {
  /// Returns the shares that are not zero, the largest first.
  public func shares(of tasks: TaskList) -> [TaskShare] {
    zip(tasks, weights).filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
      .map { TaskShare(task: $0.0.name, weight: $0.1) }
  }

  /// Returns the shares that are not zero as text, the largest first: `mnli 0.88 · rte 0.12`.
  public func summary(of tasks: TaskList) -> String {
    shares(of: tasks).map { "\($0.task) \(fixed($0.weight, 2))" }.joined(separator: " · ")
  }
}

extension Outcome {
  /// The mixture to train with by the verdict, the largest share first: the recommended one if its mean is higher
  /// than that of the primary alone, else the primary alone; of several targets, equal shares in its place.
  ///
  /// Empty while there is no verdict; the recommended one if the run has ended without one.
  public var mixture: [TaskShare] { mixtureByVerdict?.shares(of: header.tasks) ?? [] }

  /// The mixture to train with by the verdict; nil while there is none.
  public var mixtureByVerdict: Mixture? {
    switch verdict.answer {
    case .useMixture, .useMixtureUnproven: recommendation?.mixture
    case .unknown: isFinished ? recommendation?.mixture : nil
    default: header.tasks.reference
    }
  }

  /// The answer, by the 95 % interval of the paired gain on the test split (`ScoreEstimate`).
  public var verdict: Verdict {
    Verdict(answer: answer, description: sentence + targetSentences + plainAlternative)
  }

  private var answer: Verdict.Answer {
    if isFinished && !arms.isEmpty && kept.isEmpty { return .usePrimaryAloneNothingKept }
    if isFinished, recommendation?.mixture == header.tasks.reference {
      return .usePrimaryAloneNothingBetter
    }
    if let broken = targets.lazy.compactMap(\.brokenLimit).first { return broken }
    guard let gain = standing(of: .best)?.gain, let halfWidth = gain.halfWidth() else {
      return .unknown
    }
    let interval = scoreRange.ofDifferences.interval(mean: gain.mean, halfWidth: halfWidth)
    let (lower, upper) = (interval.lowerBound, interval.upperBound)
    if lower > 0 {
      return fixed(gain.mean) == fixed(0)
        ? .usePrimaryAloneNegligible(gain: gain.mean, lower: lower, upper: upper)
        : .useMixture(gain: gain.mean, lower: lower, upper: upper)
    }
    if upper < 0 { return .usePrimaryAloneLoss(gain: gain.mean, lower: lower, upper: upper) }
    if gain.mean > 0, fixed(gain.mean) != fixed(0) {
      return .useMixtureUnproven(gain: gain.mean, lower: lower, upper: upper)
    }
    return .usePrimaryAloneNoGain(gain: gain.mean, lower: lower, upper: upper)
  }

  private var sentence: String {
    let (name, metric) = (header.tasks.objectiveName, header.tasks.objectiveMetric)
    let isMean = header.tasks.hasSeveralTargets
    let alone = header.tasks.referencePhrase
    let own = isMean ? "their" : "its"
    let shares = recommendation?.mixture.summary(of: header.tasks) ?? ""
    switch answer {
    case .useMixture(let gain, let lower, let upper):
      return
        "Train \(name) with \(shares): \(own) \(metric) on the test split is \(signed(gain)) better than "
        + "with \(alone) (95 % interval \(signed(lower)) to \(signed(upper)))."
    case .useMixtureUnproven(let gain, let lower, let upper):
      return
        "Train \(name) with \(shares), though its gain is not shown: \(own) \(metric) on the test split is "
        + "\(signed(gain)) better than with \(alone), not significantly different from zero (95 % interval "
        + "\(signed(lower)) to \(signed(upper)))."
    case .usePrimaryAloneNothingKept:
      return "Use \(alone): stage one found no task that probably helps."
    case .usePrimaryAloneNothingBetter:
      return "Use \(alone): stage two found no mixture that is better."
    case .usePrimaryAloneNoGain(let gain, let lower, let upper):
      return
        "Use \(alone): the gain of the recommended mixture (\(shares)) was \(signed(gain)), not "
        + "significantly different from zero (95 % interval \(signed(lower)) to \(signed(upper)))."
    case .usePrimaryAloneNegligible:
      return
        "Use \(alone): the gain of the recommended mixture (\(shares)) was below 0.0005, too small to "
        + "recommend it."
    case .usePrimaryAloneLoss(let gain, let lower, let upper):
      return
        "Use \(alone): with the recommended mixture (\(shares)) \(own) \(metric) on the test split is "
        + "\(fixed(-gain)) worse (95 % interval of the gain \(signed(lower)) to \(signed(upper)))."
    case .limitNotKept(let target, let limit, let gain, let lower, let upper):
      return
        "Use \(alone): with the recommended mixture (\(shares)) \(target) loses \(fixed(-gain)), more than the "
        + "\(fixed(limit)) that it may (95 % interval of the gain \(signed(lower)) to \(signed(upper)))."
    case .unknown where isFinished && !shares.isEmpty:
      return
        "Train \(name) with \(shares); no interval says whether it helps, since confirmation has not measured it on "
        + "at least two seeds."
    case .unknown:
      return
        "No verdict yet: confirmation has not measured the recommended mixture on at least two seeds."
    }
  }

  /// Names the plain mixture that had a higher mean than the recommendation, with its gain where that is
  /// significantly different from zero.
  private var plainAlternative: String {
    let plain = standings.filter { $0.candidate != .best }
    guard
      let own = (standing(of: .best) ?? standing(of: header.tasks.referenceCandidate))?.scores?
        .mean,
      let top = plain.max(by: { $0.mean < $1.mean }), top.mean > own
    else { return "" }
    let comparison =
      " The plain alternative '\(top.candidate.title)' had the highest mean "
      + "(\(fixed(top.mean)) against \(fixed(own)))"
    // The best of several: Bonferroni's interval, for as many as there are to choose from.
    let choices = plain.count { $0.gain != nil }
    guard let gain = top.gain,
      let halfWidth = gain.halfWidth(confidence: 1 - 0.05 / Double(choices)),
      gain.mean > halfWidth
    else { return comparison + "." }
    let interval = scoreRange.ofDifferences.interval(mean: gain.mean, halfWidth: halfWidth)
    return comparison + ", \(signed(gain.mean)) better than "
      + "\(header.tasks.hasSeveralTargets ? "with " : "")\(header.tasks.referencePhrase) (\(signed(interval.lowerBound)) to \(signed(interval.upperBound)), for the best of "
      + "\(choices))."
  }

  private func standing(of candidate: ConfirmationCandidate) -> Standing? {
    standings.first { $0.candidate == candidate }
  }
}

extension Standing {
  fileprivate var mean: Double { scores?.mean ?? -.infinity }
}

extension ConfirmationCandidate {
  /// The name of the candidate as a reader sees it.
  package var title: String {
    switch self {
    case .best: "best mixture"
    case .primaryOnly: "primary only"
    case .targets: "equal shares of the targets"
    case .targetOnly(let target): "target \(target + 1) only"
    case .uniformKept: "uniform over kept"
    case .uniformAll: "uniform over all"
    case .proportional: "size-proportional"
    }
  }
}
