import Foundation
import Multitask

/// What a command is asked for.
///
/// The keys of a line always come in the same order, so that a shell script may read it with `sed`.
enum CommandRequest {
  case hello(tasks: [String], primary: String, seed: UInt64, trial: Int)

  /// Protocol 1: batches of one task.
  case train(task: String, batches: Int)

  /// Protocol 2: a batch of each task, in that order.
  case trainOn(tasks: [String])

  case evaluate(task: String, split: Split)
  case snapshot(path: String)
  case restore(path: String)
  case bye

  /// The line, without its end.
  var line: String {
    switch self {
    case .hello(let tasks, let primary, let seed, let trial):
      let names = tasks.map(quoted).joined(separator: ",")
      return #"{"hello":{"protocol":1,"tasks":[\#(names)],"primary":\#(quoted(primary)),"#
        + #""seed":\#(seed),"trial":\#(trial),"protocols":[1,2]}}"#
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

  /// The request in a few words, to go on after "asked to".
  var name: String {
    switch self {
    case .hello: "say hello"
    case .train(let task, let batches): "train '\(task)' on \(batches) batches"
    case .trainOn(let tasks): "train on \(tasks.count) batches"
    case .evaluate(let task, let split): "evaluate '\(task)' on \(split.rawValue)"
    case .snapshot: "make a snapshot"
    case .restore: "restore a snapshot"
    case .bye: "end"
    }
  }
}

/// A text as JSON.
func quoted(_ text: String) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = .withoutEscapingSlashes
  let bytes = (try? encoder.encode(text)) ?? Data("\"\"".utf8)
  return String(decoding: bytes, as: UTF8.self)
}

/// A seed as scripts see it: below two to the thirty-first, which every generator of every language
/// takes.
func scriptSeed(_ seed: UInt64) -> UInt64 { seed & 0x7FFF_FFFF }
