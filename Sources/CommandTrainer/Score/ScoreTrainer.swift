import Foundation
import Multitask

/// Counts the batches of each task, and gets the score of their shares from a command.
final class ScoreTrainer: Trainer {
  private static let request = "score a mixture"

  private let factory: ScoreTrainerFactory
  private let seed: UInt64
  private var batches: [Int]

  init(factory: ScoreTrainerFactory, seed: UInt64) {
    self.factory = factory
    self.seed = seed
    batches = Array(repeating: 0, count: factory.tasks.count)
  }

  /// Counts the batches; their losses are unknown.
  func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
    for task in tasks { batches[task.rawValue] += 1 }
    return TrainingSignal(losses: [], examples: tasks.count)
  }

  /// Runs the command to its end.
  ///
  /// - Throws: `CommandTrainerError`; also for a task that is not the primary: a scorer measures no other.
  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    let (settings, tasks) = (factory.settings, factory.tasks)
    guard task == tasks.primary else {
      throw CommandTrainerError(
        problem: .wrongTasks("scores the primary only"), command: settings.name,
        call: "score '\(tasks[task.rawValue].name)'", lastErrors: [])
    }
    let total = batches.reduce(0, +)
    let call = ScoreCall(
      mixture: zip(tasks, batches).map { task, count in
        (task.name, total == 0 ? 0 : Double(count) / Double(total))
      }, batches: total, seed: scriptSeed(seed), split: split)
    let score: Score
    do {
      score = try call.withArguments(of: settings.command) { command in
        var settings = settings
        settings.command = command
        return try run(settings)
      }
    } catch let error as ScoreFileError {
      throw CommandTrainerError(
        problem: .temporaryFile(reason: error.reason), command: settings.name,
        call: Self.request, lastErrors: [])
    }
    let loss = factory.usesLoss ? score.loss : nil
    return Evaluation(
      metric: score.score, loss: loss ?? -score.score, examples: score.examples ?? 0)
  }

  private func run(_ settings: CommandTrainerSettings) throws -> Score {
    let request = Self.request
    let process = try CommandProcess(settings, log: factory.log)
    process.closeInput()
    var deadline = CallDeadline(settings, countsOutputAsHeartbeat: true)
    var last = ""
    while let line = try process.line(for: request, deadline: &deadline) {
      if !line.allSatisfy(\.isWhitespace), StatusLine(line)?.heartbeat != true { last = line }
    }
    if let rest = process.rest(), !rest.allSatisfy(\.isWhitespace) { last = rest }
    let ending = try process.ending(otherwise: .closedOutput, in: request)
    guard ending == .exited(0) else { throw process.error(ending, in: request) }
    guard let score = Score(last), ReportedSize.range.contains(score.examples ?? 0) else {
      throw process.error(.wrongReply(last, expected: Score.expected), in: request)
    }
    guard score.score.isFinite, score.loss?.isFinite != false else {
      throw process.error(.notFinite("score"), in: request)
    }
    return score
  }
}

/// The last line of a scorer.
struct Score: Decodable {
  let score: Double
  let loss: Double?
  let examples: Int?

  static let expected = #"a number or {"score":…} as the last line"#

  /// Decodes a line; nil if it is no score.
  init?(_ line: String) {
    let trimmed = line.trimmingCharacters(in: .whitespaces)
    if let number = Double(trimmed) {
      (score, loss, examples) = (number, nil, nil)
    } else if let read = try? jsonDecoder().decode(Score.self, from: Data(trimmed.utf8)) {
      self = read
    } else {
      return nil
    }
  }
}
