import Multitask
import Synchronization

/// The numbers of each task's batches that a factory's models were trained on.
final class SpentBatches: Sendable {
  private let counts: Mutex<[Int]>

  init(tasks: Int) {
    counts = Mutex(Array(repeating: 0, count: tasks))
  }

  /// The batches of each task, `[tasks]`.
  var onEach: [Int] { counts.withLock { $0 } }

  /// The number of all batches.
  var total: Int { onEach.reduce(0, +) }

  /// Counts batches of a task.
  func add(_ batches: Int, of task: TaskIndex) {
    counts.withLock { $0[task.rawValue] += batches }
  }
}
