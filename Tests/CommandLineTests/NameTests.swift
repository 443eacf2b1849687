import Foundation
import TestSupport
import Testing

/// Names and folders that a URL would write differently.
@Suite(.serialized) struct NameTests {
  private static let names = ["größe", "my task", "50%20off", "what? #1"]

  private let outer: TemporaryFolder
  private let folder: URL

  init() throws {
    outer = try TemporaryFolder()
    folder = outer.url.appending(path: "mein Ordner ü%41", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Writes an experiment whose scores cost nothing.
  private func writeScoring(primary: String) throws {
    let text = """
      primary: "\(primary)"
      auxiliary: [near]
      trainer: {kind: score, command: [sh, -c, "echo 0.{seed}"]}
      mixing: {trials: 2, initial_trials: 2}
      confirmation: {seeds: 2}

      """
    try Data(text.utf8).write(to: folder.appending(path: "an experiment.yml"))
  }

  private func run(_ arguments: String...) throws -> Tool.Result {
    try Tool(arguments, in: folder).result()
  }

  private func runs() throws -> [String] {
    let path = folder.appending(path: "runs").path(percentEncoded: false)
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test(arguments: names)
  func eachRunOfATaskHasAFolderOfItsOwn(name: String) throws {
    try writeScoring(primary: name)
    for _ in 1...3 {
      let result = try run("run", "an experiment.yml", "--quiet")
      #expect(result.status == 0, "\(result.errors)")
    }
    #expect(try runs() == [name, "\(name)-2", "\(name)-3"])
    for command in ["resume", "report"] {
      let result = try run(command, "runs/\(name)-2")
      #expect(result.status == 0, "\(result.errors)")
    }
  }

  @Test(arguments: [("glue/rte", "glue-rte"), ("../up", "-up"), ("..", "run")])
  func aTaskNameThatReadsAsAPathStaysInTheFolderOfRuns(name: String, expected: String) throws {
    try writeScoring(primary: name)
    let result = try run("run", "an experiment.yml", "--quiet")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try runs() == [expected])
  }

  @Test func theCommandThatGoesOnWithARunCanBePasted() throws {
    try writeScoring(primary: "it's mine")
    let tool = try Tool(
      ["run", "an experiment.yml", "--set", "trainer.command=[sh, -c, 'sleep 60']"], in: folder)
    while tool.process.isRunning, try !tool.errorsSoFar().contains("run: ") {
      Thread.sleep(forTimeInterval: 0.01)
    }
    tool.process.interrupt()
    let errors = try tool.result().errors
    #expect(errors.contains(#"autosem resume 'runs/it'\''s mine'"#), "\(errors)")
  }

  @Test func ownFilesMayHaveSuchNames() throws {
    let rows = (0..<40).map { "text no. \($0),\($0 % 2 == 0 ? "yes" : "no")\n" }.joined()
    for file in ["größe 50%20.csv", "other #.csv"] {
      try Data(("body,label\n" + rows).utf8).write(to: folder.appending(path: file))
    }
    let text = """
      primary: größe
      tasks:
        größe: {train: "größe 50%20.csv", text: body, label: label}
        other: {train: "other #.csv", text: body, label: label}
      selection: {rounds: 2, batches_per_pull: 1, minimum_pulls: 0, threshold: 0}
      mixing: {trials: 2, initial_trials: 2, steps: 2}
      confirmation: {seeds: 2}
      trainer: {embedding_buckets: 64, embedding_dimension: 4, hidden_dimension: 4}

      """
    try Data(text.utf8).write(to: folder.appending(path: "own.yml"))
    for _ in 1...2 {
      let result = try run("run", "own.yml", "--quiet")
      #expect(result.status == 0, "\(result.errors)")
    }
    #expect(try runs() == ["größe", "größe-2"])
  }

  @Test func aDataFolderMayHaveSuchAName() throws {
    let rows = """
      index\tsentence1\tsentence2\tlabel
      0\tA b.\tB.\tentailment
      1\tC d.\tE.\tnot_entailment

      """
    for name in ["train", "dev"] {
      try outer.write(rows, to: "mein Ordner ü%41/GLUE %20/RTE/\(name).tsv")
    }
    let result = try run("tasks", "--data", "GLUE %20")
    #expect(result.status == 0 && result.output.contains("rte"), "\(result.errors)")
  }

  @Test func aCommandMayStandInSuchAFolder() throws {
    let shell = repositoryRoot.appending(path: "experiments/command/shell.sh")
    try FileManager.default.copyItem(at: shell, to: folder.appending(path: "train 1%.sh"))
    let text = """
      primary: target
      trainer: {kind: command, command: ["./train 1%.sh"]}
      selection: {rounds: 4, batches_per_pull: 2, minimum_pulls: 1, reward: log_loss, threshold: 0}
      mixing: {trials: 2, initial_trials: 2, steps: 4}
      confirmation: {seeds: 2}

      """
    try Data(text.utf8).write(to: folder.appending(path: "a.yml"))
    let result = try run("run", "a.yml", "--quiet", "--output", "größe %2F 1")
    #expect(result.status == 0, "\(result.errors)")
    let resumed = try run("resume", "größe %2F 1", "--quiet")
    #expect(resumed.status == 0 && resumed.output == result.output, "\(resumed.errors)")
  }
}
