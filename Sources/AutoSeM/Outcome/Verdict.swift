public import Multitask
public import RunJournal

/// The answer of a run, which prints as a sentence.
///
/// With several targets, the reference in the place of the primary alone is equal shares of the targets.
public struct Verdict: Equatable, Sendable, CustomStringConvertible {
  /// The answer in numbers.
  public enum Answer: Equatable, Sendable {
    /// The mixture of the candidate is significantly better than the primary alone.
    case useMixture(gain: Double, lower: Double, upper: Double)

    /// The gain of the candidate is positive, but not significantly different from zero.
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

  /// The candidate of confirmation whose mixture is to be trained with; nil while there is no answer.
  public let candidate: ConfirmationCandidate?

  /// The answer as sentences, with the gain of the recommended mixture where another one is better.
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
