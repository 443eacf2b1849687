import GSLNumerics
import Multitask
import RunJournal

/// The training and the reward of pulls.
protocol ArmTraining {
  /// Whether pulls are independent, so that several may be trained at once.
  var isParallel: Bool { get }

  /// Trains pulls of arms, evaluates the targets, and computes the rewards as of sequential pulls.
  ///
  /// A model that fails is a result, not an error; its reward is zero.
  ///
  /// - Parameter arms: The arms; a single one unless `isParallel`.
  /// - Throws: `CancellationError`, and what the journal throws.
  mutating func pull(_ arms: [TaskIndex]) async throws -> [Pull]

  /// Replays a pull of the journal without training.
  mutating func replay(_ record: PullRecord)

  /// Saves a checkpoint for a resumed run, at intervals of pulls, once the last pull is journaled.
  func saveCheckpoint() throws
}

/// The result of a pull.
struct Pull {
  let reward: Double
  let baseline: Double?
  var baselineLosses: [Float]?
  let result: TrialRecord.Result
  let batches: Int
  let seconds: Double
}

extension SelectionSettings {
  /// Returns the mixture of an arm's pull: the arm, and the primary's share, which several targets divide equally.
  ///
  /// The primary's own pull is of the targets alone.
  func mixture(of arm: TaskIndex, in tasks: TaskList) throws -> Mixture {
    let reference = tasks.reference
    let own = arm == tasks.primary ? reference : .only(arm, of: tasks.count)
    return try Mixture(weights: own.weights.leaving(primaryShare, to: reference.weights))
  }
}
