import AutoSeM
import Execution
import Foundation
import Multitask
import Reports
import RunJournal

extension FuzzTarget {
  /// The tasks of the jobs, of which some would be targets.
  private static let tasks = TaskList(
    primary: TaskSummary("rte", metric: "accuracy", trainingExamples: 90, testExamples: 9),
    auxiliaries: ["mnli"])

  /// A job and a reply as executors write them.
  static func jobs() throws -> [[UInt8]] {
    let snapshot = TrainerSnapshot(bytes: [1, 2, 3])
    let jobs = [
      Job(
        name: "trial 1", mixture: try Mixture(weights: [1, 2]), schedule: .interleaved, batches: 9,
        seed: 1, split: .validation),
      Job(
        name: "trial 2", mixture: try Mixture(ratio: [2, 1]), schedule: .blocks, batches: 9,
        seed: .max, from: 3, to: 6, snapshot: snapshot, split: .test, keepsLosses: true),
    ]
    return try jobs.map { [UInt8](try JobLine.encoded($0)) }
  }

  /// Replies as workers write them.
  static func replies() throws -> [[UInt8]] {
    let scores: [Float] = [0, 1, 1]
    let single = Evaluation(
      metric: 2 / 3.0, loss: 0.5, examples: 3, scores: scores, losses: scores, others: ["f1": 0.5])
    let both = Evaluation(
      meanOf: tasks.taskIndices.map {
        TargetEvaluation(task: $0, share: 0.5, evaluation: single)
      })
    let results = [single, both].map {
      WorkerReply.result(
        JobResult(result: .evaluated($0), seconds: 0.1, snapshot: TrainerSnapshot(bytes: [1])))
    }
    return try (results + [.ready, .machineFailed(reason: "its node failed")]).map {
      [UInt8](try JobLine.encoded($0))
    }
  }

  /// Trains the job of a file.
  func train(_ bytes: [UInt8], in folder: URL) throws {
    let job = folder.appending(path: "job")
    try FileManager.default.createDirectory(at: job, withIntermediateDirectories: true)
    try Data(bytes).write(to: job.appending(path: "job.json"))
    try Worker(IdleTrainerFactory(tasks: Self.tasks)).run(jobNamed: "job", in: folder)
  }

  /// Keeps a reply in a journal, and reports that.
  func report(_ bytes: [UInt8], in folder: URL) throws {
    guard case .result(let result) = try JobLine.decoded(WorkerReply.self, from: Data(bytes)) else {
      return
    }
    let tasks = try result.result.evaluation?.parts.map { parts in
      try TaskList(Array(Self.tasks), targets: parts.map { Target($0.task, weight: $0.share) })
    }
    let header = RunHeader(
      version: "0.1.0", experiment: "{}", origin: "synthetic", isSynthetic: true,
      tasks: tasks ?? Self.tasks)
    let journal = try Journal.create(in: folder.appending(path: "run"), header: header)
    let mixture = try Mixture(weights: [1, 2])
    try journal.record(
      TrialRecord(
        trial: 0, proposal: "model", mixture: mixture, seed: 1, result: result.result, batches: 9,
        seconds: result.seconds))
    for candidate in [ConfirmationCandidate.best, .primaryOnly] {
      for replicate in 0..<2 {
        try journal.record(
          ConfirmationRecord(
            candidate: candidate, replicate: replicate, mixture: mixture, seed: 3,
            result: result.result, batches: 9, seconds: result.seconds))
      }
    }
    _ = try RunReport(of: journal)
  }
}

/// A factory of trainers that learn nothing.
private struct IdleTrainerFactory: TrainerFactory {
  let tasks: TaskList

  func makeTrainer(seed: UInt64) -> any Trainer { IdleTrainer() }
}

private final class IdleTrainer: CheckpointingTrainer {
  func train(on tasks: [TaskIndex]) -> TrainingSignal {
    TrainingSignal(losses: [], examples: tasks.count)
  }

  func evaluate(task: TaskIndex, split: Split) -> Evaluation {
    Evaluation(metric: 0.5, loss: 0.7, examples: 2)
  }

  func snapshot() -> TrainerSnapshot { TrainerSnapshot(bytes: [1]) }

  func restore(_ snapshot: TrainerSnapshot) throws {
    guard snapshot.bytes == [1] else {
      throw TrainerError.damagedSnapshot(bytes: snapshot.bytes.count)
    }
  }
}
