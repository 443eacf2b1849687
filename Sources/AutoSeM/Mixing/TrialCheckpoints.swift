import Multitask
import Synchronization

/// The checkpoints of partial trials, in memory.
///
/// A resumed run has none: a trial that continues is trained again from its seed, to the same model.
final class TrialCheckpoints: Sendable {
  private let snapshots = Mutex<[Int: TrainerSnapshot]>([:])

  /// Removes and returns the checkpoint of a trial.
  func take(_ trial: Int) -> TrainerSnapshot? {
    snapshots.withLock { $0.removeValue(forKey: trial) }
  }

  /// Keeps the checkpoint of a trial.
  func put(_ snapshot: TrainerSnapshot?, of trial: Int) {
    snapshots.withLock { $0[trial] = snapshot }
  }
}
