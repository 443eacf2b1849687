import Foundation
import Multitask

/// Counts batches, and asks a command what a model trained on them is worth.
final class ScoreTrainer: Trainer {
  private let settings: CommandTrainerSettings
  private let tasks: TaskList
  private let seed: UInt64
  private let log: CommandLog
  private var batches: [Int]

  init(
    settings: CommandTrainerSettings, tasks: TaskList, seed: UInt64, log: CommandLog
  ) {
    self.settings = settings
    self.tasks = tasks
    self.seed = seed
    self.log = log
    batches = Array(repeating: 0, count: tasks.count)
  }

  /// Counts; no loss is known.
  func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
    for task in tasks { batches[task.rawValue] += 1 }
    return TrainingSignal(losses: [], examples: tasks.count)
  }

  /// Runs the command to its end.
  ///
  /// - Throws: `CommandTrainerError`, also for a task that is not the primary, which no command scores.
  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    let total = batches.reduce(0, +)
    let call = ScoreCall(
      mixture: zip(tasks, batches).map { task, count in
        (task.name, total == 0 ? 0 : Double(count) / Double(total))
      }, batches: total, seed: scriptSeed(seed), split: split)
    guard task == tasks.primary else {
      throw CommandTrainerError(
        problem: .wrongTasks("scores the primary alone"), command: settings.name,
        call: "score '\(tasks[task.rawValue].name)'", lastErrors: [])
    }
    let score = try call.withArguments(of: settings.command) { command in
      var settings = settings
      settings.command = command
      return try run(settings)
    }
    return Evaluation(
      metric: score.score, loss: score.loss ?? -score.score, examples: score.examples ?? 0)
  }

  private func run(_ settings: CommandTrainerSettings) throws -> Score {
    let request = "score a mixture"
    let process = try CommandProcess(settings, log: log)
    process.closeInput()
    var patience = Patience(settings, isAnythingALifeSign: true)
    var last = ""
    while let line = try process.line(for: request, patience: &patience) {
      if !line.allSatisfy(\.isWhitespace), Aside(line)?.heartbeat != true { last = line }
    }
    if let rest = process.rest(), !rest.allSatisfy(\.isWhitespace) { last = rest }
    let ending = try process.ending(otherwise: .closedItsOutput, in: request)
    guard ending == .exited(0) else { throw process.failure(.ended(ending), in: request) }
    guard let score = Score(last) else {
      throw process.failure(.notAReply(last, expected: Score.expected), in: request)
    }
    guard score.score.isFinite, score.loss?.isFinite != false else {
      throw process.failure(.notFinite("score"), in: request)
    }
    return score
  }
}

/// The last line of a command that scores mixtures.
struct Score: Decodable {
  let score: Double
  let loss: Double?
  let examples: Int?

  static let expected = #"a number or {"score":…} as the last line"#

  /// Reads a line; nil for any other.
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
