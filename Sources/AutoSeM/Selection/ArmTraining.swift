import GSLNumerics
import Multitask
import RunJournal

/// How the pull of an arm becomes training, and training a reward.
protocol ArmTraining {
  /// Whether pulls depend on nothing that other pulls do to a model, so that several may be trained at
  /// once.
  var isParallel: Bool { get }

  /// Trains the pulls of some arms, measures the primary and rewards the arms, each as if the others
  /// before it had been pulled one after the other.
  ///
  /// A model that fails is a result, not an error, and the reward is zero: whatever made it fail, training
  /// on the arm has helped nobody.
  ///
  /// - Parameters:
  ///   - arms: The arms; a single one unless `isParallel`.
  ///   - workers: How many may be trained at once.
  /// - Throws: `CancellationError`, and what the journal throws.
  mutating func pull(_ arms: [TaskIndex], workers: Int) async throws -> [Pull]

  /// Takes a pull from the journal instead of training it.
  mutating func replay(_ record: PullRecord)

  /// Saves what a resumed run would otherwise train again, once the last pull is journaled.
  func saveIfDue() throws
}

/// What a pull gave.
struct Pull {
  let reward: Double
  let baseline: Double?
  let result: TrialRecord.Result
  let batches: Int
  let seconds: Double
}

extension SelectionSettings {
  /// The batches of an arm's pull: its own, and the primary's share of them.
  func mixture(of arm: TaskIndex, primary: TaskIndex, tasks: Int) throws -> Mixture {
    let own = Mixture.only(arm, of: tasks).weights
    return try Mixture(weights: own.leaving(primaryShare, to: primary.rawValue))
  }
}
