import Multitask
import Synchronization

/// The numbers of each task's batches that a factory's models were trained on.
final class SpentBatches: Sendable {
  private let budget: Int
  private let counts: Mutex<Counts>

  /// The number of parts of the budget whose batches are counted apart.
  static let parts = 20

  private struct Counts {
    var onEach: [Int]
    var total = 0
    var overTime: [[Int]] = []
  }

  /// Creates the counts.
  ///
  /// - Precondition: `budget` is positive.
  init(tasks: Int, budget: Int) {
    self.budget = budget
    counts = Mutex(Counts(onEach: Array(repeating: 0, count: tasks)))
  }

  /// The batches of each task, `[tasks]`.
  var onEach: [Int] { counts.withLock(\.onEach) }

  /// The number of all batches.
  var total: Int { counts.withLock(\.total) }

  /// The batches of each task in each part of the budget that was begun, `[parts][tasks]`.
  ///
  /// The last part holds also what exceeds the budget.
  var overTime: [[Int]] { counts.withLock(\.overTime) }

  /// Counts batches of a task.
  func add(_ batches: Int, of task: TaskIndex) {
    counts.withLock { counts in
      for _ in 0..<batches {
        let part = min(counts.total * Self.parts / budget, Self.parts - 1)
        while counts.overTime.count <= part {
          counts.overTime.append(counts.onEach.map { _ in 0 })
        }
        counts.overTime[part][task.rawValue] += 1
        counts.onEach[task.rawValue] += 1
        counts.total += 1
      }
    }
  }
}
