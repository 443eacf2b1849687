import Foundation
import Multitask

/// What a command may reply with.
protocol CommandReply: Decodable, Sendable {
  /// What was expected, for a message.
  static var expected: String { get }

  /// The names and values of its numbers.
  var numbers: [(name: String, value: Double)] { get }
}

/// The reply to hello.
struct HelloReply: CommandReply {
  /// A task that the command has.
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

  /// The version of the protocol that the command speaks; nil for the first.
  let `protocol`: Int?

  static let expected = #"{"tasks":[{"name":…,"examples":…,"metric":…},…]}"#
  var numbers: [(name: String, value: Double)] { [] }
}

/// The reply to train.
struct TrainReply: CommandReply {
  let lossBefore: Double
  let lossAfter: Double
  let examples: Int

  static let expected = #"{"loss_before":…,"loss_after":…,"examples":…}"#
  var numbers: [(name: String, value: Double)] {
    [("loss_before", lossBefore), ("loss_after", lossAfter)]
  }
}

/// The reply to evaluate.
struct EvaluateReply: CommandReply {
  let metric: Double
  let loss: Double
  let examples: Int

  static let expected = #"{"metric":…,"loss":…,"examples":…}"#
  var numbers: [(name: String, value: Double)] { [("metric", metric), ("loss", loss)] }
}

/// The reply to all else.
struct OKReply: CommandReply {
  let ok: Bool

  static let expected = #"{"ok":true}"#
  var numbers: [(name: String, value: Double)] { [] }
}

/// A line that is no reply: a sign of life, or that something could not be done.
struct Aside: Decodable {
  let heartbeat: Bool?
  let error: String?

  /// Reads a line; nil for any other.
  init?(_ line: String) {
    guard let aside = try? jsonDecoder().decode(Aside.self, from: Data(line.utf8)),
      aside.heartbeat != nil || aside.error != nil
    else { return nil }
    self = aside
  }
}

/// Reads the names of keys as the protocol has them; NaN and infinity, as Python writes them, become
/// numbers, to be refused by name.
func jsonDecoder() -> JSONDecoder {
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  decoder.allowsJSON5 = true
  return decoder
}
