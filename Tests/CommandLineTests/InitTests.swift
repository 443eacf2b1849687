import Foundation
import TestSupport
import Testing

/// From files of data to a verdict without an editor.
@Suite(.serialized) struct InitTests {
  private let folder: URL
  private let temporary: TemporaryFolder

  init() throws {
    temporary = try TemporaryFolder()
    folder = temporary.url
    let tickets = (0..<90).map {
      "\"the \($0 % 2 == 0 ? "printer burns" : "screen is grey"), no. \($0)\",\($0 % 2 == 0 ? "high" : "low")\n"
    }
    try temporary.write("body,priority\n" + tickets.joined(), to: "tickets.csv")
    let notes = (0..<90).map { "note \($0 * 7) of \($0);\(["good", "bad"][$0 % 2])\n" }
    try temporary.write("note;mood\n" + notes.joined(), to: "notes.csv")
  }

  private func run(_ arguments: String...) throws -> Tool.Result {
    try Tool(arguments, in: folder).result()
  }

  private static let tiny = [
    "selection.rounds=4", "selection.minimum_pulls=1", "selection.batches_per_pull=2",
    "mixing.trials=2", "mixing.initial_trials=1", "mixing.steps=4", "confirmation.seeds=2",
  ].flatMap { ["--set", $0] }

  @Test func aDraftIsWrittenOnceAndRuns() throws {
    let made = try run("init", "tickets.csv", "notes.csv")
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.contains("autosem run tickets.yml"))
    #expect(try run("init", "tickets.csv", "notes.csv").status == 0)
    let listed = try run("tasks", "tickets.yml")
    #expect(listed.output.contains("tickets") && listed.output.contains("notes"))
    let result = try Tool(["run", "tickets.yml", "--quiet"] + Self.tiny, in: folder).result()
    #expect(result.status == 0 && result.output.contains("Verdict:"), "\(result.errors)")
    try Data("primary: tickets\n".utf8).write(to: folder.appending(path: "tickets.yml"))
    let refused = try run("init", "tickets.csv", "notes.csv")
    #expect(refused.status == 2 && refused.errors.contains("'tickets.yml' exists"))
    #expect(try run("init", "tickets.csv", "--output", "other.yml").status == 0)
  }

  @Test func filesMayBeNamedInPlaceOfTasks() throws {
    let result = try Tool(
      ["--primary", "tickets.csv", "--auxiliary", "notes.csv", "--quiet"] + Self.tiny, in: folder
    ).result()
    #expect(result.status == 0 && result.output.contains("Verdict:"), "\(result.errors)")
    let experiment = folder.appending(path: "tickets.yml").path(percentEncoded: false)
    #expect(FileManager.default.fileExists(atPath: experiment))
    let missing = try run("--primary", "ticket.csv", "--auxiliary", "notes.csv")
    #expect(missing.status == 2 && missing.errors.contains("'ticket.csv' does not exist"))
  }

  @Test func dataInTheWrongArgumentPointsToInit() throws {
    let asExperiment = try run("run", "tickets.csv")
    #expect(asExperiment.status == 2)
    #expect(asExperiment.errors.contains("autosem init tickets.csv"), "\(asExperiment.errors)")
    let asFolder = try run("--primary", "tickets", "--data", ".")
    #expect(asFolder.status == 2 && asFolder.errors.contains("autosem init"), "\(asFolder.errors)")
  }
}
