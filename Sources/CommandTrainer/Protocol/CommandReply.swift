import Foundation
import Multitask

/// A reply of a command.
protocol CommandReply: Decodable, Sendable {
  /// The form of the reply, for messages.
  static var expected: String { get }

  /// The names and values of its numbers.
  var numbers: [(name: String, value: Double)] { get }

  /// Its numbers of examples.
  var sizes: [Int] { get }
}

extension CommandReply {
  var sizes: [Int] { [] }
}

/// The reply to `hello`.
struct HelloReply: CommandReply {
  /// A task of the command.
  struct ReportedTask: Decodable, Equatable {
    let name: String
    let examples: Int
    let metric: String
    let validationExamples: Int?
    let testExamples: Int?

    func summary(isPrimary: Bool) -> TaskSummary {
      TaskSummary(
        name, isPrimary: isPrimary, metric: metric, trainingExamples: examples,
        validationExamples: validationExamples ?? 0, testExamples: testExamples ?? 0)
    }
  }

  let tasks: [ReportedTask]

  /// The version of the protocol that the command uses; nil for 1.
  let `protocol`: Int?

  static let expected = #"{"tasks":[{"name":…,"examples":…,"metric":…},…]}"#
  var numbers: [(name: String, value: Double)] { [] }
}

/// The reply to `train`.
struct TrainReply: CommandReply {
  let lossBefore: Double
  let lossAfter: Double
  let examples: Int
  var sizes: [Int] { [examples] }

  static let expected = #"{"loss_before":…,"loss_after":…,"examples":…}"#
  var numbers: [(name: String, value: Double)] {
    [("loss_before", lossBefore), ("loss_after", lossAfter)]
  }
}

/// The reply to `evaluate`: scores by name, or the evaluation of the task.
enum EvaluateReply: CommandReply {
  case named(ScoresByName)
  case ofTask(TaskReply)

  static let expected = TaskReply.expected + #", or {"scores":{"NAME":…,…}}"#

  init(from decoder: any Decoder) throws {
    if let scores = try? ScoresByName(from: decoder) {
      self = .named(scores)
    } else {
      self = .ofTask(try TaskReply(from: decoder))
    }
  }

  var numbers: [(name: String, value: Double)] {
    switch self {
    case .named(let scores): scores.numbers
    case .ofTask(let reply): reply.numbers
    }
  }
}

/// The evaluation of the task that `evaluate` names.
struct TaskReply: CommandReply {
  let metric: Double
  let loss: Double
  let examples: Int
  var sizes: [Int] { [examples] }

  /// The loss of each example; nil if the command gives none.
  let losses: [Float]?
  private let scores: [Float]?
  private let correct: [Correctness]?

  /// The score of each example; nil if the command gives none.
  var exampleScores: [Float]? { scores ?? correct?.map(\.score) }

  static let expected =
    #"{"metric":…,"loss":…,"examples":…}, perhaps with "scores":[0.5,…] or "correct":[true,…], and "#
    + #""losses":[0.1,…]"#
  var numbers: [(name: String, value: Double)] {
    let ofExamples = [("score", exampleScores), ("loss of an example", losses)].compactMap {
      name, values in values?.first { !$0.isFinite }.map { (name, Double($0)) }
    }
    return [("metric", metric), ("loss", loss)] + ofExamples
  }

  /// What is wrong with the scores or the losses of the examples; nil if nothing is.
  var problemOfExamples: String? {
    problem(of: exampleScores, "scores", mean: metric, "metric")
      ?? problem(of: losses, "losses", mean: loss, "loss")
  }

  private func problem(
    of values: [Float]?, _ name: String, mean: Double, _ nameOfMean: String
  ) -> String? {
    guard let values else { return nil }
    guard values.count == examples else {
      return "\(values.count) \(name) for \(examples) examples"
    }
    let actual = values.reduce(0) { $0 + Double($1) } / Double(max(examples, 1))
    return abs(actual - mean) <= 1e-3 * max(1, abs(mean))
      ? nil : "\(name) with a mean of \(actual) and a \(nameOfMean) of \(mean)"
  }
}

/// Whether an example is right: true or false, or 1 or 0.
private struct Correctness: Decodable {
  let score: Float

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let isRight = try? value.decode(Bool.self) {
      score = isRight ? 1 : 0
      return
    }
    score = try value.decode(Float.self)
    guard [0, 1].contains(score) else {
      throw DecodingError.dataCorruptedError(
        in: value, debugDescription: "true, false, 1 or 0 is expected, got \(score)")
    }
  }
}

/// The reply to every other request.
struct OKReply: CommandReply {
  let ok: Bool

  static let expected = #"{"ok":true}"#
  var numbers: [(name: String, value: Double)] { [] }
}

/// A line in the place of a reply: a heartbeat or an error.
struct StatusLine: Decodable {
  let heartbeat: Bool?
  let error: String?

  /// Decodes a line; nil if it is neither.
  init?(_ text: String) {
    guard let line = try? jsonDecoder().decode(StatusLine.self, from: Data(text.utf8)),
      line.heartbeat != nil || line.error != nil
    else { return nil }
    self = line
  }
}

/// A decoder of the protocol's names of keys.
///
/// It accepts NaN and Infinity, as Python writes them, so that the error can name the number.
func jsonDecoder() -> JSONDecoder {
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  decoder.allowsJSON5 = true
  return decoder
}
