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
    let filled = command.map { argument in
      [
        ("{mixture}", weights), ("{seed}", "\(seed)"), ("{split}", split.rawValue),
        ("{batches}", "\(batches)"),
      ].reduce(argument) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }
    guard command.contains(where: { $0.contains("{file}") }) else {
      let hasMixture = command.contains { $0.contains("{mixture}") }
      return try body(hasMixture ? filled : filled + ["--weights", weights])
    }
    let file = FileManager.default.temporaryDirectory
      .appending(path: "autosem-mixture-\(UUID().uuidString).json")
    try Data((json + "\n").utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(
      filled.map {
        $0.replacingOccurrences(of: "{file}", with: file.path(percentEncoded: false))
      })
  }
}
