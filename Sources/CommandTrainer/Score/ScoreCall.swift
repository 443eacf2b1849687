import Foundation
import Multitask

/// The values of a scorer's placeholders.
struct ScoreCall {
  let mixture: [(name: String, weight: Double)]
  let batches: Int
  let seed: UInt64
  let split: Split

  /// The mixture as one argument, such as `rte=0.5,mnli=0.5`.
  var weights: String {
    mixture.map { "\($0.name)=\($0.weight)" }.joined(separator: ",")
  }

  /// The contents of `{file}`.
  var json: String {
    let weights = mixture.map { "\(quoted($0.name)):\($0.weight)" }.joined(separator: ",")
    return
      #"{"mixture":{\#(weights)},"batches":\#(batches),"seed":\#(seed),"split":"\#(split.rawValue)"}"#
  }

  /// Lends the command with its placeholders replaced.
  ///
  /// A command with neither `{mixture}` nor `{file}` gets `--weights` as its last arguments.
  func withArguments<Result>(
    of command: [String], _ body: ([String]) throws -> Result
  ) throws -> Result {
    let values = [
      "mixture": weights, "seed": "\(seed)", "split": split.rawValue, "batches": "\(batches)",
    ]
    guard command.contains(where: { $0.contains("{file}") }) else {
      let hasMixture = command.contains { $0.contains("{mixture}") }
      let filled = command.map { filling($0, with: values) }
      return try body(hasMixture ? filled : filled + ["--weights", weights])
    }
    let file = FileManager.default.temporaryDirectory
      .appending(path: "autosem-mixture-\(UUID().uuidString).json")
    do {
      try Data((json + "\n").utf8).write(to: file)
    } catch {
      throw ScoreFileError(reason: error.systemReason)
    }
    defer { try? FileManager.default.removeItem(at: file) }
    let path = ["file": file.path(percentEncoded: false)]
    return try body(command.map { filling($0, with: values.merging(path) { $1 }) })
  }

  /// Replaces placeholders by their values, in which no other one is looked for.
  private func filling(_ argument: String, with values: [String: String]) -> String {
    var filled = ""
    var rest = Substring(argument)
    while let start = rest.firstIndex(of: "{") {
      filled += rest[..<start]
      rest = rest[start...]
      let name = rest.dropFirst().prefix { $0 != "}" && $0 != "{" }
      if let value = values[String(name)], name.endIndex < rest.endIndex, rest[name.endIndex] == "}"
      {
        filled += value
        rest = rest[rest.index(after: name.endIndex)...]
      } else {
        filled.append(rest.removeFirst())
      }
    }
    return filled + rest
  }
}

/// The file with the mixture could not be written.
struct ScoreFileError: Error {
  let reason: String
}
