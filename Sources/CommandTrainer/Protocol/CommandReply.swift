import Foundation
import Multitask

/// A reply of a command.
protocol CommandReply: Decodable, Sendable {
  /// The form of the reply, for messages.
  static var expected: String { get }

  /// The names and values of its numbers.
  var numbers: [(name: String, value: Double)] { get }
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

  static let expected = #"{"loss_before":…,"loss_after":…,"examples":…}"#
  var numbers: [(name: String, value: Double)] {
    [("loss_before", lossBefore), ("loss_after", lossAfter)]
  }
}

/// The reply to `evaluate`.
struct EvaluateReply: CommandReply {
  let metric: Double
  let loss: Double
  let examples: Int

  static let expected = #"{"metric":…,"loss":…,"examples":…}"#
  var numbers: [(name: String, value: Double)] { [("metric", metric), ("loss", loss)] }
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
