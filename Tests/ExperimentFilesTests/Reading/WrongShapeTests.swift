import ExperimentFiles
import Foundation
import TestSupport
import Testing

/// Values of every shape for every key: an experiment or problems with their positions, and never a trap.
@Suite struct WrongShapeTests {
  /// A value as a file has it; with its name in the phrase of what a key takes.
  private static let shapes = [
    ("[a, b]", "list"), ("[]", "list"), ("[[a]]", "list of lists"), ("{a: b}", "map"),
    ("{}", "map"),
    ("null", "nothing"), ("7", "number"), ("-1.5", "number"), ("word", "text"),
    ("''", "empty text"),
    ("true", "boolean"),
  ]

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let rows = (0..<12).map { "text \($0),\($0 % 2),\($0)\n" }
    try folder.write("a,b,word\n" + rows.joined(), to: "p.csv")
  }

  /// The lines of a task that is right, by key.
  private static let task = ["train": "p.csv", "text": "a", "label": "b"]

  /// A file in which a key has a value, and what the key needs is right.
  private func file(_ path: String, _ value: String) -> String {
    var task = Self.task
    var lines = ["primary: p"]
    if path.hasPrefix("tasks.NAME.") {
      task[String(path.dropFirst("tasks.NAME.".count))] = value
    } else if let dot = path.firstIndex(of: ".") {
      lines.append("\(path[..<dot]):\n  \(path[path.index(after: dot)...]): \(value)")
    } else if path == "primary" {
      lines[0] = "primary: \(value)"
    } else if path != "tasks" {
      lines.append("\(path): \(value)")
    }
    if path == "tasks" {
      lines.append("tasks: \(value)")
    } else {
      let keys = task.sorted { $0.key < $1.key }.map { "    \($0.key): \($0.value)" }
      lines += ["tasks:", "  p:"] + keys
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func problems(_ text: String) throws -> [ExperimentProblem] {
    let file = URL(filePath: try folder.write(text, to: "a.yml"))
    do {
      _ = try ExperimentFile(contentsOf: file).resolved()
      return []
    } catch ExperimentFileError.problems(let problems) {
      return problems
    }
  }

  @Test func everyKeyMeetsEveryShape() throws {
    let keys = (ExperimentSchema.keys + ExperimentSchema.taskKeys).map { ($0.path, $0.allowed) }
    let sections = ["selection", "mixing", "confirmation", "comparison", "trainer", "tasks"]
    var refused = 0
    for (path, allowed) in keys + sections.map({ ($0, "a map") }) {
      for (value, shape) in Self.shapes {
        let text = file(path, value)
        let found = try problems(text)
        for problem in found {
          guard case .file(_, let line, let column, _) = problem.position else {
            Issue.record("\(path): \(value) is reported without its position: \(problem)")
            continue
          }
          #expect(line > 0 && column > 0)
        }
        guard !takes(allowed, shape) else { continue }
        refused += 1
        let name = path.replacing("NAME", with: "p")
        #expect(
          found.contains { $0.message.hasPrefix("'\(name)'") && isAtValue($0, in: text, value) },
          "\(path): \(value) gives \(found)")
      }
    }
    #expect(refused > 400)
  }

  /// Whether a key whose values are described like this may take this shape.
  private func takes(_ allowed: String, _ shape: String) -> Bool {
    switch shape {
    case "map": allowed.contains("map")
    case "list": allowed.contains("list")
    case "list of lists": false
    case "number":
      allowed.hasPrefix("a share") || allowed.hasPrefix("trainings")
        || !allowed.contains("'") && !allowed.hasPrefix("a list") && !allowed.contains("map")
    case "boolean" where allowed.contains("'true'"): true
    case "text", "boolean":
      allowed.contains("a number") == false && takes(allowed, "number")
        && !allowed.hasPrefix("a whole number") && !allowed.hasPrefix("a share")
    case "empty text": allowed.contains("may be empty")
    // A key that may have no value may be set to none.
    default: true
    }
  }

  private func isAtValue(_ problem: ExperimentProblem, in text: String, _ value: String) -> Bool {
    guard case .file(_, let line, let column, let excerpt) = problem.position,
      text.split(separator: "\n")[line - 1] == excerpt
    else { return false }
    // Of a list, the element that is wrong.
    let rest = excerpt.dropFirst(column - 1)
    return rest == value || value.hasSuffix(rest)
  }

  @Test func everyKeyMeetsEveryShapeAsASetting() throws {
    for key in ExperimentSchema.keys + ExperimentSchema.taskKeys {
      for (value, _) in Self.shapes {
        let setting = ExperimentSetting(key: key.path.replacing("NAME", with: "p"), text: value)
        let file = URL(filePath: try folder.write(file("seed", "1"), to: "a.yml"))
        do {
          _ = try ExperimentFile(contentsOf: file).resolved(overriding: [setting])
        } catch ExperimentFileError.problems(let problems) {
          #expect(!problems.isEmpty)
        }
      }
    }
  }

  @Test func aTaskWhoseValuesAreAllWrongIsNotCalledEmpty() throws {
    let found = try problems("primary: p\ntasks:\n  p:\n    train: {x: y}\n")
    #expect(!found.contains { $0.message.contains("got none") })
    #expect(found.contains { $0.message.hasPrefix("'tasks.p.train': the path of a file") })
  }

  @Test(.enabled(if: sharedCase("wrong-shape") != nil, "shared/cases is absent"))
  func theCaseGivesTwoProblems() throws {
    let file = try #require(sharedCase("wrong-shape")).appending(path: "experiment.yml")
    let error = #expect(throws: ExperimentFileError.self) {
      try ExperimentFile(contentsOf: file).resolved()
    }
    guard case .problems(let problems)? = error else { return }
    #expect(
      problems.map(\.message) == [
        "'tasks.p.label': the name of a column was expected, got a list",
        "'tasks.q.target': the name of a column was expected, got keys of its own",
      ])
    #expect(
      problems.map(\.position).map {
        if case .file(_, let line, let column, _) = $0 { [line, column] } else { [] }
      } == [[3, 57], [4, 58]])
  }
}
