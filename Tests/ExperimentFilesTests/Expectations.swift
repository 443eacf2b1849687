import ExperimentFiles
import Testing

/// Resolves a text and returns its problems.
func problems(
  in text: String, settings: [(key: String, value: String)] = [], tasks: [String]? = nil
) -> [ExperimentProblem] {
  do {
    _ = try ExperimentFile(text: text, name: "a.yml")
      .resolved(overriding: written(settings), availableTasks: { _ in tasks })
    return []
  } catch ExperimentFileError.problems(let problems) {
    return problems
  } catch {
    Issue.record("\(error)")
    return []
  }
}

/// Expects these problems, each at the next ▸ in the text.
func expect(
  _ marked: String, gives messages: [String], tasks: [String]? = nil,
  at location: SourceLocation = #_sourceLocation
) {
  var expected: [ExperimentProblem] = []
  let text = marked.replacing("▸", with: "")
  let lines = marked.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  for (number, line) in lines.enumerated() {
    for (count, mark) in line.unicodeScalars.enumerated().filter({ $0.1 == "▸" }).enumerated() {
      let message = messages.indices.contains(expected.count) ? messages[expected.count] : ""
      expected.append(
        ExperimentProblem(
          position: .file(
            name: "a.yml", line: number + 1, column: mark.0 + 1 - count,
            excerpt: String(line.replacing("▸", with: ""))),
          message: message))
    }
  }
  let found = problems(in: text, tasks: tasks)
  #expect(found == expected, sourceLocation: location)
  #expect(expected.count == messages.count, sourceLocation: location)
}

/// Resolves a text that has no problem.
func resolved(
  _ text: String, _ settings: [(key: String, value: String)] = []
) throws -> ResolvedExperiment {
  try ExperimentFile(text: text, name: "/folder/a.yml").resolved(
    overriding: written(settings))
}

/// Settings as `--set` gives them.
func written(_ settings: [(key: String, value: String)]) -> [ExperimentSetting] {
  settings.map { ExperimentSetting(key: $0.key, text: $0.value) }
}
