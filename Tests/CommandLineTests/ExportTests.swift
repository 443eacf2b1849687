import Foundation
import TestSupport
import Testing

/// Runs that are written for other tools.
@Suite(.serialized) struct ExportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ options: String...) throws -> Tool.Result {
    try Tool(
      ["run", "experiments/command/score.yml", "--quiet", "--output", folder.path("run")] + options
    ).result()
  }

  /// The paths of a folder's files with their contents.
  private func files(_ name: String) throws -> [String: Data] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path(name))
    return try Dictionary(
      uniqueKeysWithValues: paths.filter { $0.hasSuffix(".autosem") }.map { path in
        (path, try Data(contentsOf: folder.url.appending(path: "\(name)/\(path)")))
      })
  }

  @Test func theLogsOfARunAreThoseOfItsJournal() throws {
    #expect(try run("--tensorboard", folder.path("logs")).status == 0)
    let export = try Tool.run("export", folder.path("run"), "--format", "tensorboard")
    #expect(export.output == folder.path("run") + "/tensorboard\n")
    let logs = try files("logs/run")
    #expect(logs.count > 2)
    #expect(try files("run/tensorboard") == logs)
  }

  @Test func logsThatCannotBeWrittenHarmNothing() throws {
    try folder.write("", to: "logs")
    let result = try run("--tensorboard", folder.path("logs"))
    #expect(result.status == 0 && result.output.contains("Verdict: "))
    #expect(result.errors.components(separatedBy: "could not be written").count == 2)
  }

  /// A run and its storage are the same table.
  @Test func aStorageIsATableOfRuns() throws {
    #expect(try run().status == 0)
    let storage = folder.path("study.db")
    #expect(
      try Tool.run("export", folder.path("run"), "--format", "optuna", "--output", storage).status
        == 0)
    let (own, read) = try (
      Tool.run("fit", folder.path("run"), "--format", "csv"),
      Tool.run("fit", storage, "--format", "csv")
    )
    #expect(own.status == 0 && read.status == 0, "\(own.errors) \(read.errors)")
    #expect(read.output == own.output)
    let unknown = try Tool.run("fit", storage, "--study", "other")
    #expect(unknown.status == 2 && unknown.errors.contains("'other' was expected"))
    let components = read.output.split(separator: "\n").count - 1
    let answer = try Conversation(["--runs", storage]).say(
      "{\"space\":{\"simplex\":\(components)}}")
    #expect(answer?.contains("runs were told") == true, "\(answer ?? "")")
  }

  @Test func aStorageIsWrittenOnce() throws {
    #expect(try run().status == 0)
    let export = ["export", folder.path("run"), "--format", "optuna"]
    let first = try Tool(export).result()
    #expect(first.status == 0 && first.output == folder.path("run") + "/optuna.db\n")
    let again = try Tool(export).result()
    #expect(again.status == 2 && again.errors.contains("exists"))
    #expect(try Tool(export + ["--output", folder.path("other.db")]).result().status == 0)
    let mixture = try Tool.run(
      "export", folder.path("run"), "--format", "csv", "--output", folder.path("x"))
    #expect(mixture.status == 64)
  }
}
