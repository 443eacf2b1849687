import Foundation
import Multitask

/// Counts the batches of each task, and gets the score of their shares from a command.
final class ScoreTrainer: Trainer {
  private static let request = "score a mixture"

  private let factory: ScoreTrainerFactory
  private let seed: UInt64
  private var batches: [Int]

  /// The scores by name that the command gave since the last batch.
  private var known: [Split: ScoresByName] = [:]

  init(factory: ScoreTrainerFactory, seed: UInt64) {
    self.factory = factory
    self.seed = seed
    batches = Array(repeating: 0, count: factory.tasks.count)
  }

  /// Counts the batches; their losses are unknown.
  func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
    known = [:]
    for task in tasks { batches[task.rawValue] += 1 }
    return TrainingSignal(losses: [], examples: tasks.count)
  }

  /// Runs the command to its end.
  ///
  /// - Throws: `CommandTrainerError`; also for a task that is no target: a scorer measures no other.
  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    let (settings, tasks) = (factory.settings, factory.tasks)
    let name = tasks[task].name
    func wrong(_ problem: String) -> CommandTrainerError {
      CommandTrainerError(
        problem: .wrongTasks(problem), command: settings.name, call: "score '\(name)'",
        lastErrors: [])
    }
    guard tasks.target(task) != nil else {
      throw wrong("scores the \(tasks.hasSeveralTargets ? "targets" : "primary") only")
    }
    if let known = known[split]?.evaluation(of: name, in: tasks, usesLoss: factory.usesLoss) {
      return known
    }
    let total = batches.reduce(0, +)
    let call = ScoreCall(
      mixture: tasks.trainedTasks.map { task in
        (tasks[task].name, total == 0 ? 0 : Double(batches[task.rawValue]) / Double(total))
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
    switch score {
    case .named(let scores):
      guard let own = scores.evaluation(of: name, in: tasks, usesLoss: factory.usesLoss) else {
        throw wrong(scores.lacks(name))
      }
      known[split] = scores
      return own
    case .single(let score, let loss, let examples):
      guard !tasks.hasSeveralTargets else {
        throw wrong(
          "gave one score, where a score for each target was expected: "
            + #"{"scores":{"\#(tasks.targetNames.joined(separator: #"":…,""#))":…}}"#)
      }
      return Evaluation(
        metric: score, loss: (factory.usesLoss ? loss : nil) ?? -score, examples: examples ?? 0)
    }
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
    if let number = score.numbers.first(where: { !$0.value.isFinite }) {
      throw process.error(.notFinite(number.name), in: request)
    }
    return score
  }
}

/// The last line of a scorer: a score, or several by name.
enum Score {
  case single(score: Double, loss: Double?, examples: Int?)
  case named(ScoresByName)

  static let expected = #"a number, {"score":…} or {"scores":{"NAME":…,…}} as the last line"#

  /// Decodes a line; nil if it is no score.
  init?(_ line: String) {
    let trimmed = line.trimmingCharacters(in: .whitespaces)
    let data = Data(trimmed.utf8)
    if let number = Double(trimmed) {
      self = .single(score: number, loss: nil, examples: nil)
    } else if let scores = try? jsonDecoder().decode(ScoresByName.self, from: data) {
      self = .named(scores)
    } else if let read = try? jsonDecoder().decode(Single.self, from: data) {
      self = .single(score: read.score, loss: read.loss, examples: read.examples)
    } else {
      return nil
    }
  }

  private struct Single: Decodable {
    let score: Double
    let loss: Double?
    let examples: Int?
  }

  /// The number of examples; nil where it is not told.
  var examples: Int? {
    if case .single(_, _, let examples) = self { examples } else { nil }
  }

  /// The names and values of the numbers.
  var numbers: [(name: String, value: Double)] {
    switch self {
    case .single(let score, let loss, _):
      [("score", score)] + (loss.map { [("score", $0)] } ?? [])
    case .named(let scores): scores.numbers
    }
  }
}
