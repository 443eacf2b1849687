import Foundation
import Multitask

/// A model that a process of the command trains.
final class CommandTrainer: CheckpointingTrainer {
  private let tasks: TaskList
  private let dialogue: CommandDialogue
  private let header: SnapshotHeader

  /// Whether a request may name several batches: version 2 of the protocol.
  private let takesSequences: Bool

  /// The scores by name that the command gave since the last batch.
  private var known: [Split: ScoresByName] = [:]

  /// Starts the command.
  ///
  /// - Throws: `CommandTrainerError`; also if the command's tasks have changed.
  init(
    settings: CommandTrainerSettings, tasks: TaskList, seed: UInt64, log: CommandLog
  ) throws {
    self.tasks = tasks
    header = SnapshotHeader(command: settings.command, tasks: tasks.map(\.name))
    dialogue = try CommandDialogue(settings, log: log)
    let trained = tasks.trainedTasks.map { tasks[$0] }
    let hello = CommandRequest.hello(
      tasks: trained.map(\.name), primary: tasks[tasks.primary].name,
      targets: tasks.targetNames, seed: scriptSeed(seed), trial: dialogue.number)
    let reply: HelloReply = try dialogue.ask(hello)
    let version = reply.protocol ?? 1
    guard (1...2).contains(version) else {
      throw dialogue.error(
        .wrongTasks("uses version \(version) of the protocol, where 1 or 2 was expected"),
        in: hello)
    }
    takesSequences = version == 2
    for task in trained
    where !reply.tasks.contains(where: { $0.summary(isPrimary: task.isPrimary) == task }) {
      throw dialogue.error(
        .wrongTasks("no longer reports the task '\(task.name)' as at first"), in: hello)
    }
  }

  func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
    known = [:]
    if takesSequences, !tasks.isEmpty {
      let names = tasks.map { self.tasks[$0].name }
      let reply: TrainReply = try dialogue.ask(.trainOn(tasks: names))
      return TrainingSignal(losses: [reply.lossBefore, reply.lossAfter], examples: reply.examples)
    }
    let runs = try tasks.runs().map { task, batches in
      let request = CommandRequest.train(task: self.tasks[task].name, batches: batches)
      let reply: TrainReply = try dialogue.ask(request)
      return reply
    }
    guard let first = runs.first, let last = runs.last else {
      return TrainingSignal(losses: [], examples: 0)
    }
    return TrainingSignal(
      losses: [first.lossBefore, last.lossAfter], examples: runs.reduce(0) { $0 + $1.examples })
  }

  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    let name = tasks[task.rawValue].name
    if let known = known[split]?.evaluation(of: name, in: tasks) { return known }
    let request = CommandRequest.evaluate(task: name, split: split)
    let reply: TaskReply
    switch try dialogue.ask(request) as EvaluateReply {
    case .ofTask(let ofTask): reply = ofTask
    case .named(let scores):
      guard let evaluation = scores.evaluation(of: name, in: tasks) else {
        throw dialogue.error(.wrongTasks(scores.lacks(name)), in: request)
      }
      known[split] = scores
      return evaluation
    }
    if let problem = reply.problemOfExamples {
      throw dialogue.error(.wrongExamples(problem), in: request)
    }
    // Intervals are of the test split, and the gains of pulls of the validation split.
    return Evaluation(
      metric: reply.metric, loss: reply.loss, examples: reply.examples,
      scores: split == .test ? reply.exampleScores : nil,
      losses: split == .validation ? reply.losses : nil)
  }

  // MARK: - Snapshots

  func snapshot() throws -> TrainerSnapshot {
    try withFile(for: .snapshot(path: "")) { path in
      let request = CommandRequest.snapshot(path: path)
      try ask(request)
      guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
        throw dialogue.error(.snapshotFile("there is no file '\(path)'"), in: request)
      }
      return header.snapshot(of: [UInt8](bytes))
    }
  }

  func restore(_ snapshot: TrainerSnapshot) throws {
    known = [:]
    let bytes = try header.bytes(of: snapshot)
    try withFile(for: .restore(path: "")) { path in
      let request = CommandRequest.restore(path: path)
      do {
        try Data(bytes).write(to: URL(filePath: path))
      } catch {
        throw dialogue.error(.snapshotFile(error.systemReason), in: request)
      }
      try ask(request)
    }
  }

  /// Sends a request that has no result.
  private func ask(_ request: CommandRequest) throws {
    let reply: OKReply = try dialogue.ask(request)
    guard reply.ok else { throw dialogue.error(.refused("ok: false"), in: request) }
  }

  /// Lends the path of a temporary file.
  ///
  /// Its name is always the same: some formats store it in the file.
  private func withFile<Result>(for request: CommandRequest, _ body: (String) throws -> Result)
    throws -> Result
  {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "autosem-snapshot-\(UUID().uuidString)", directoryHint: .isDirectory)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw dialogue.error(.temporaryFile(reason: error.systemReason), in: request)
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.appending(path: "snapshot").path(percentEncoded: false))
  }
}

extension [TaskIndex] {
  /// The runs of equal tasks, with their lengths.
  fileprivate func runs() -> [(task: TaskIndex, batches: Int)] {
    reduce(into: []) { runs, task in
      if runs.last?.task == task {
        runs[runs.count - 1].batches += 1
      } else {
        runs.append((task, 1))
      }
    }
  }
}
