import Foundation

extension HelloReply {
  /// What is wrong with the tasks that a command reports, as a predicate of the command; nil for nothing.
  ///
  /// - Parameter wanted: The names of the tasks that it has to have.
  static func problem(of tasks: [ReportedTask], wanted: [String]) -> String? {
    let names = tasks.map(\.name)
    if let problem = names.lazy.compactMap(ReportedName.problem).first { return problem }
    if let name = wanted.first(where: { !names.contains($0) }) {
      return "has no task '\(name)': its tasks are \(list(names))"
    }
    var seen: Set<String> = []
    if let twice = names.first(where: { !seen.insert($0).inserted }) {
      return "has the task '\(twice)' twice"
    }
    for task in tasks {
      guard ReportedName.isPlain(task.metric) else {
        return "has a task '\(task.name)' whose metric has no name that can be shown"
      }
      guard task.examples > 0, task.sizes.allSatisfy(ReportedSize.range.contains) else {
        let sizes = task.sizes.map(String.init).joined(separator: ", ")
        return "has a task '\(task.name)' with the sizes \(sizes), where one to "
          + "\(ReportedSize.range.upperBound) training examples and no negative size were expected"
      }
    }
    return nil
  }

  private static func list(_ names: [String]) -> String {
    let most = 20
    let more = names.count > most ? " and \(names.count - most) more" : ""
    return names.isEmpty ? "none" : names.prefix(most).joined(separator: ", ") + more
  }
}

extension HelloReply.ReportedTask {
  /// The numbers of examples that it names.
  fileprivate var sizes: [Int] {
    [examples] + [validationExamples, testExamples].compactMap(\.self)
  }
}

/// The sizes that a command may report.
enum ReportedSize {
  /// Sums of them do not overflow.
  static let range = 0...1_000_000_000_000
}

/// The names that a command's tasks may have.
///
/// They stand in arguments such as `rte=0.5,mnli=0.5`, in tables and in messages.
enum ReportedName {
  /// What is wrong with a name, as a predicate of the command; nil for nothing.
  static func problem(_ name: String) -> String? {
    guard !isPlain(name) || name.contains(where: reserved.contains) else { return nil }
    let shown = name.count > 40 ? name.prefix(40) + "…" : name
    return
      "has a task '\(shown)', where a name of up to 200 characters without line ends, control characters and "
      + "any of , = { } was expected"
  }

  /// Whether a text is one short line that can be shown.
  static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.count <= 200
      && text.unicodeScalars.allSatisfy {
        !$0.properties.isBidiControl
          && ![.control, .lineSeparator, .paragraphSeparator].contains(
            $0.properties.generalCategory)
      }
  }

  private static let reserved: Set<Character> = [",", "=", "{", "}"]
}
