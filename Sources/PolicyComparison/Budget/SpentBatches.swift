import Multitask
import Synchronization

/// Counts the batches of each task that the models of a factory are trained on.
final class SpentBatches: Sendable {
  private let counts: Mutex<[Int]>

  init(tasks: Int) {
    counts = Mutex(Array(repeating: 0, count: tasks))
  }

  /// The batches of each task, `[tasks]`.
  var onEach: [Int] { counts.withLock { $0 } }

  /// All batches.
  var total: Int { onEach.reduce(0, +) }

  /// Counts batches of a task.
  func add(_ batches: Int, of task: TaskIndex) {
    counts.withLock { $0[task.rawValue] += batches }
  }
}
