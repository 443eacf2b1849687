import GSLNumerics
import Multitask

/// The tasks of a search with their splits, without leaks from the targets' held-out splits.
public struct TaskSplits: Sendable {
  /// The treatment of training rows that are in a target's validation or test split.
  public enum Leaks: String, CaseIterable, Sendable, Codable {
    /// They are dropped.
    case drop
    /// They are kept, and counted.
    case keep
  }

  /// The tasks, in the order of the suite.
  public let tasks: [SplitTask]

  /// The leaks of each task that has any, in the order of the targets and then of the tasks.
  public let leaks: [Leak]

  /// Splits the tasks of a suite.
  ///
  /// - Parameters:
  ///   - suite: The tasks.
  ///   - primary: The name of the primary; nil checks no leaks.
  ///   - targets: The names of further targets.
  ///   - order: The order in which rows are held out.
  ///   - validation: The number of validation examples of a task, by name; nil for the default.
  ///   - leaks: The treatment of leaks.
  ///   - derived: Returns further tasks that are made from the primary's splits; leaks count in them, too.
  /// - Throws: `TaskDataError.nothingLeft` for a task with fewer than two rows beside the leaks.
  public init(
    _ suite: TaskSuite, primary: String?, targets: [String] = [], in order: SplitOrder,
    validation: (_ task: String) -> HeldOut.Amount? = { _ in nil }, leaks: Leaks = .drop,
    derived: (_ primary: SplitTask) -> [SplitTask] = { _ in [] }
  ) throws(TaskDataError) {
    var tasks = suite.tasks.map { SplitTask($0, in: order, validation: validation($0.name)) }
    var found: [Leak] = []
    if let primary = tasks.first(where: { $0.task.name == primary }) { tasks += derived(primary) }
    let targets = [primary].compactMap(\.self) + targets.filter { $0 != primary }
    for target in targets {
      guard let target = tasks.first(where: { $0.task.name == target }) else { continue }
      let heldOut = HeldOutRows(of: target)
      let similar = NearDuplicates(of: target)
      for index in tasks.indices {
        let task = tasks[index]
        let features = task.task.features
        let isLeak = heldOut.contain(task.training, features: features)
        let rows = isLeak.count { $0 }
        let nearDuplicates = zip(task.training, isLeak).count { !$1 && similar.contains($0) }
        guard rows + nearDuplicates > 0 else { continue }
        let isTarget = task.task.name == target.task.name
        let others = isTarget ? [] : task.validation + task.task.test
        let leak = Leak(
          task: task.task.name, primary: target.task.name, rows: rows,
          heldOutRows: heldOut.contain(others, features: features).count { $0 },
          nearDuplicates: nearDuplicates, isDropped: leaks == .drop)
        found.append(leak)
        guard leaks == .drop else { continue }
        guard task.training.count - rows >= min(task.training.count, 2) else {
          throw .nothingLeft(leak)
        }
        tasks[index].keepTraining(isLeak.map(!))
      }
    }
    self.tasks = tasks
    self.leaks = found
  }

  /// A hash of all examples, labels and tasks: sixteen hexadecimal digits.
  ///
  /// The targets of derived tasks do not count: they follow from the texts, and those by an encoder differ in the
  /// last bits from device to device.
  public var fingerprint: String {
    var hash = ByteHash()
    for split in tasks {
      hash.absorb(split.task.name)
      hash.absorb(split.task.metric.rawValue)
      for examples in [split.training, split.validation, split.task.test] {
        hash.absorb(UInt64(examples.count))
        for example in examples {
          hash.absorb(example.first)
          hash.absorb(example.second ?? "")
          if !split.task.isDerived { hash.absorb(example.target.bitPattern) }
          for feature in example.features { hash.absorb(feature.bitPattern) }
        }
      }
    }
    let digits = String(hash.value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// The numbers of a task's training rows that are in a target's validation or test split, or nearly equal a row
/// there.
public struct Leak: Equatable, Sendable, CustomStringConvertible {
  /// The task that they are training rows of.
  public let task: String

  /// The target: the primary, or another of several.
  public let primary: String

  /// The number of rows that are there, but for case, white space and the order of a pair.
  public let rows: Int

  /// The number of rows there that the task itself holds out, and so does not train on either.
  public let heldOutRows: Int

  /// The number of other rows whose text nearly equals one there: their runs of five bytes have a Jaccard
  /// index of at least 0.8.
  public let nearDuplicates: Int

  /// Whether the rows are dropped.
  public let isDropped: Bool

  /// The finding as a sentence or two.
  public var description: String {
    var sentences: [String] = []
    if rows > 0 {
      let treatment = isDropped ? "dropped" : "kept ('leaks: keep')"
      let place = "in the validation or test split of \(primary)"
      sentences.append(
        heldOutRows == 0
          ? "\(rows) training \(rows == 1 ? "row" : "rows") of \(task) \(rows == 1 ? "is" : "are") \(place), "
            + "and \(treatment)"
          : "\(rows + heldOutRows) rows of \(task) are \(place): \(rows) for training, \(treatment), and "
            + "\(heldOutRows) that \(task) holds out")
    }
    if nearDuplicates > 0 {
      sentences.append(
        "\(nearDuplicates) \(rows > 0 ? "other " : "")training \(nearDuplicates == 1 ? "row" : "rows") of "
          + "\(task) nearly \(nearDuplicates == 1 ? "equals" : "equal") a row in the validation or test "
          + "split of \(primary)")
    }
    return sentences.joined(separator: "; ")
  }
}
