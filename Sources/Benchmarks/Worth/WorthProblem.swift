import Foundation
import GSLNumerics
import Multitask
import TaskData
import TorchTrainer

/// A low-resource problem on GLUE: a primary with few training rows, and auxiliaries.
struct WorthProblem: Sendable {
  /// The use of a problem's results.
  enum Half: String, CaseIterable, Sendable {
    /// Settings of the search may be chosen on it.
    case chosenOn = "chosen on"
    /// It only reports.
    case reported
  }

  /// The name of the primary.
  let primary: String

  /// The number of the primary's training rows, validation included.
  let limit: Int

  /// The names of the auxiliaries.
  let auxiliaries: [String]

  let half: Half

  /// The encoder; the pooled one takes a quarter of the time, and cannot compare the words of a pair.
  var encoder = SentenceEncoding.pooled

  /// The name of the problem and of its table.
  var name: String { "\(primary)-\(limit)" }

  /// The largest number of test examples.
  static let testExamples = 1_000

  /// Half as many as by default, since their update is most of a short step.
  static let embeddingBuckets = 4_096

  /// The largest number of an auxiliary's training rows.
  static let auxiliaryRows = 10_000

  /// All problems, with three to nine tasks.
  static let all = [
    WorthProblem(
      primary: "stsb", limit: 200, auxiliaries: ["mrpc", "qqp", "mnli"], half: .chosenOn),
    WorthProblem(
      primary: "stsb", limit: 1_000, auxiliaries: ["mrpc", "qqp", "mnli", "rte", "qnli", "sst2"],
      half: .reported),
    WorthProblem(
      primary: "qqp", limit: 1_000,
      auxiliaries: ["mrpc", "stsb", "mnli", "qnli", "rte", "sst2", "cola"], half: .chosenOn),
    WorthProblem(
      primary: "qqp", limit: 200, auxiliaries: ["mrpc", "stsb", "mnli"], half: .reported),
    WorthProblem(
      primary: "mrpc", limit: 1_000, auxiliaries: ["qqp", "stsb", "mnli", "rte", "qnli"],
      half: .chosenOn),
    WorthProblem(primary: "mrpc", limit: 300, auxiliaries: ["qqp", "stsb"], half: .reported),
    WorthProblem(
      primary: "sst2", limit: 500, auxiliaries: ["cola", "stsb", "mnli"], half: .chosenOn),
    WorthProblem(
      primary: "sst2", limit: 1_000, auxiliaries: ["cola", "stsb", "qqp", "mnli"], half: .reported),
    WorthProblem(
      primary: "stsb", limit: 500,
      auxiliaries: ["mrpc", "qqp", "mnli", "rte", "qnli", "sst2", "cola", "wnli"], half: .chosenOn),
    WorthProblem(
      primary: "qnli", limit: 1_000, auxiliaries: ["mnli", "rte", "qqp", "sst2"], half: .reported,
      encoder: .attention),
  ]

  /// Returns the problem with a name.
  ///
  /// - Throws: `UnknownProblem`.
  static func named(_ name: String) throws -> WorthProblem {
    guard let problem = all.first(where: { $0.name == name }) else {
      throw UnknownProblem(name: name)
    }
    return problem
  }

  /// Returns the factory of the built-in trainer on GLUE's files.
  ///
  /// The test split is the development set, then the training rows that the limit leaves over, up to
  /// `testExamples` in a random order. Training rows that are in it or in the validation split are dropped.
  ///
  /// - Parameters:
  ///   - folder: The folder with the tasks' folders.
  ///   - streams: Give the rows.
  func factory(
    on folder: URL, streams: RandomStreams
  ) throws -> TorchTrainerFactory {
    let names = [primary] + auxiliaries
    let suite = try TaskSuite.glue(names: names, from: folder)
    let tasks = suite.tasks.enumerated().map { index, task in
      index == 0
        ? lowResource(task, using: streams.stream("primary"))
        : Self.auxiliary(task, using: streams.stream("auxiliary", index))
    }
    let splits = try TaskSplits(
      TaskSuite(tasks: tasks, origin: suite.origin), primary: primary,
      in: SplitOrder(using: streams.stream("held-out")))
    return try TorchTrainerFactory(
      tasks: splits.tasks, primary: TaskIndex(0),
      settings: TorchTrainerSettings(encoder: encoder, embeddingBuckets: Self.embeddingBuckets))
  }

  private func lowResource(_ task: TaskDataset, using stream: RandomStream) -> TaskDataset {
    let order = stream.permutation(task.training.count)
    let published = stream.permutation(task.test.count).map { task.test[$0] }
    let unused = order.dropFirst(limit).map { task.training[$0] }
    return TaskDataset(
      name: task.name, target: task.target, metric: task.metric,
      training: order.prefix(limit).sorted().map { task.training[$0] },
      test: Array((published + unused).prefix(Self.testExamples)))
  }

  /// An auxiliary is never evaluated, so that one example is enough for either split.
  private static func auxiliary(_ task: TaskDataset, using stream: RandomStream) -> TaskDataset {
    let rows = stream.permutation(task.training.count).prefix(auxiliaryRows).sorted()
    return TaskDataset(
      name: task.name, target: task.target, metric: task.metric,
      training: rows.map { task.training[$0] }, validation: Array(task.test.prefix(1)),
      test: Array(task.test.prefix(1)))
  }
}

/// A problem that is not in the list.
struct UnknownProblem: Error, CustomStringConvertible {
  let name: String

  var description: String {
    "'\(name)' is no problem with a table: one of "
      + WorthProblem.all.map(\.name).joined(separator: ", ") + " was expected"
  }
}
