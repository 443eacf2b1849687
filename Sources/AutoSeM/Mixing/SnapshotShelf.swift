import Multitask
import Synchronization

/// The models of trials that may go on, for as long as the process lives.
///
/// A resumed run begins with an empty shelf: a trial that goes on is then trained again from its seed,
/// to the same model.
final class SnapshotShelf: Sendable {
  private let snapshots = Mutex<[Int: TrainerSnapshot]>([:])

  /// Takes a trial's model off the shelf.
  func take(_ trial: Int) -> TrainerSnapshot? {
    snapshots.withLock { $0.removeValue(forKey: trial) }
  }

  /// Puts a trial's model on the shelf.
  func put(_ snapshot: TrainerSnapshot?, of trial: Int) {
    snapshots.withLock { $0[trial] = snapshot }
  }
}
