import Foundation
import Multitask

/// A request to a command.
///
/// The keys of a line always have the same order, so that a shell script can read it with `sed`.
enum CommandRequest {
  case hello(tasks: [String], primary: String, targets: [String] = [], seed: UInt64, trial: Int)

  /// Protocol 1: batches of one task.
  case train(task: String, batches: Int)

  /// Protocol 2: a batch of each task, in this order.
  case trainOn(tasks: [String])

  case evaluate(task: String, split: Split)
  case snapshot(path: String)
  case restore(path: String)
  case bye

  /// The line, without its end.
  var line: String {
    switch self {
    case .hello(let tasks, let primary, let targets, let seed, let trial):
      let names = tasks.map(quoted).joined(separator: ",")
      let several =
        targets.count > 1 ? #","targets":[\#(targets.map(quoted).joined(separator: ","))]"# : ""
      return #"{"hello":{"protocol":1,"tasks":[\#(names)],"primary":\#(quoted(primary)),"#
        + #""seed":\#(seed),"trial":\#(trial),"protocols":[1,2]\#(several)}}"#
    case .train(let task, let batches):
      return #"{"train":{"task":\#(quoted(task)),"batches":\#(batches)}}"#
    case .trainOn(let tasks):
      return #"{"train":{"tasks":[\#(tasks.map(quoted).joined(separator: ","))]}}"#
    case .evaluate(let task, let split):
      return #"{"evaluate":{"task":\#(quoted(task)),"split":"\#(split.rawValue)"}}"#
    case .snapshot(let path): return #"{"snapshot":\#(quoted(path))}"#
    case .restore(let path): return #"{"restore":\#(quoted(path))}"#
    case .bye: return #"{"bye":true}"#
    }
  }

  /// The request as an infinitive without "to", for messages.
  var name: String {
    switch self {
    case .hello: "list its tasks"
    case .train(let task, let batches): "train '\(task)' on \(count(batches))"
    case .trainOn(let tasks): "train on \(count(tasks.count))"
    case .evaluate(let task, let split): "evaluate '\(task)' on \(split.rawValue)"
    case .snapshot: "make a snapshot"
    case .restore: "restore a snapshot"
    case .bye: "end"
    }
  }
}

private func count(_ batches: Int) -> String { batches == 1 ? "a batch" : "\(batches) batches" }

/// A text as a string of JSON.
func quoted(_ text: String) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .withoutEscapingSlashes
  let bytes = (try? encoder.encode(text)) ?? Data("\"\"".utf8)
  return String(decoding: bytes, as: UTF8.self)
}

/// The seed for scripts: below 2³¹, a range that the generators of all languages accept.
func scriptSeed(_ seed: UInt64) -> UInt64 { seed & 0x7FFF_FFFF }
