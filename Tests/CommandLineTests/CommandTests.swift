import Foundation
import RunJournal
import TestSupport
import Testing

/// Runs whose models a command trains, and what becomes of its processes.
@Suite(.serialized) struct CommandTests {
  private static let folder = repositoryRoot.appending(path: "experiments/command")

  private func text(_ folder: String, _ name: String) throws -> String {
    try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
  }

  @Test(arguments: ["shell", "score"])
  func anExampleRunsToItsEndWhoeverStopsItOnTheWay(name: String) throws {
    let folder = try TemporaryFolder()
    let whole = folder.path("whole")
    let result = try Tool.run("run", "experiments/command/\(name).yml", "--output", whole)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Verdict: "))
    #expect(try text(whole, "trainer.log").contains("scoring target=") == (name == "score"))

    let run = folder.path("killed")
    let tool = try Tool(
      ["run", "experiments/command/\(name).yml", "--workers", "1", "--output", run])
    while tool.process.isRunning, try !tool.errorsSoFar().contains("stage two: ") {
      Thread.sleep(forTimeInterval: 0.01)
    }
    kill(tool.process.processIdentifier, SIGKILL)
    _ = try tool.result()
    #expect(try Tool.run("resume", run).status == 0)
    #expect(try text(run, "result.json") == text(whole, "result.json"))

    for form in ["huggingface", "weights", "csv", "json"] {
      let export = try Tool.run("export", run, "--format", form)
      #expect(export.status == 0)
      #expect(export.output.contains("target"))
      #expect(export.errors.hasPrefix("autosem: "))
    }
    #expect(try Tool.run("export", run, "--format", "xml").status == 64)
  }

  private static let python = ProcessInfo.processInfo.environment["AUTOSEM_PYTHON"]

  @Test(.enabled(if: python != nil, "AUTOSEM_PYTHON names a Python with PyTorch"))
  func theExampleOnPyTorchFindsTheRelatedTask() throws {
    let folder = try TemporaryFolder()
    let result = try Tool.run(
      "run", "pytorch.yml", "--set", "trainer.command=[\(Self.python ?? ""), -B, pytorch.py]",
      "--output", folder.path("run"), in: Self.folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("near"))
  }

  // MARK: - Processes

  /// An experiment whose command writes down its processes, answers hello and then does nothing more.
  private func hanging(in folder: TemporaryFolder, atTraining behaviour: String) throws -> String {
    try folder.write(
      """
      #!/bin/sh
      while IFS= read -r line; do
        case $line in
          *hello*) echo '{"tasks":[{"name":"a","examples":9,"metric":"f1"},{"name":"b","examples":9,"metric":"f1"}]}' ;;
          *bye*) echo '{"ok":true}'; exit ;;
          *) \(behaviour) ;;
        esac
      done
      """, to: "train.sh")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path("train.sh"))
    return try folder.write(
      "primary: a\ntrainer:\n  kind: command\n  command: [./train.sh]\n", to: "a.yml")
  }

  @Test(arguments: [SIGKILL, SIGTERM, SIGINT])
  func howeverAutosemEndsItsCommandsEndToo(signal: Int32) throws {
    let folder = try TemporaryFolder()
    // A child of the command that hears neither SIGTERM nor the end of standard input.
    let file = try hanging(
      in: folder,
      atTraining:
        "(trap '' TERM; while :; do sleep 1; done) & echo $! $$ > pids.new; mv pids.new pids; wait")
    let tool = try Tool(["run", file, "--output", folder.path("run")])
    while tool.process.isRunning, !FileManager.default.fileExists(atPath: folder.path("pids")) {
      Thread.sleep(forTimeInterval: 0.01)
    }
    kill(tool.process.processIdentifier, signal)
    let result = try tool.result()
    #expect(result.status == (signal == SIGKILL ? SIGKILL : 130))
    let pids = try String(contentsOfFile: folder.path("pids"), encoding: .utf8)
      .split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
    #expect(pids.count == 2)
    for pid in pids { #expect(isGone(pid), "\(pid) lives on") }
  }

  /// Whether a process ends within some seconds.
  private func isGone(_ pid: Int32) -> Bool {
    (0..<250).contains { _ in
      // One that nobody has waited for yet is gone, too.
      let state = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
      if kill(pid, 0) != 0 || state?.contains(") Z ") == true { return true }
      Thread.sleep(forTimeInterval: 0.02)
      return false
    }
  }

  @Test func aCommandThatAlwaysFailsStopsTheSearchAndIsQuoted() throws {
    let folder = try TemporaryFolder()
    let file = try hanging(in: folder, atTraining: "echo no such GPU >&2; exit 3")
    let run = folder.path("run")
    // One at a time: a second worker may have begun a fourth.
    let result = try Tool.run(
      "run", file, "--set", "failures_in_a_row=3", "--set", "workers=1", "--output", run)
    #expect(result.status == 1)
    #expect(result.errors.contains("3 in a row gave no score"))
    #expect(result.errors.contains("ended with exit code 3"))
    let first = try #require(result.errors.split(separator: "\n").first { $0.contains("failed") })
    #expect(first.hasPrefix("stage one: 1/50 pulls, "))
    #expect(first.hasSuffix("ended with exit code 3; on standard error: no such GPU"))
    // The same reason is not repeated for every pull.
    #expect(result.errors.components(separatedBy: "failed: ").count == 2)
    #expect(try text(run, "trainer.log") == "[1] no such GPU\n[2] no such GPU\n[3] no such GPU\n")
    let pulls = try Journal.open(in: URL(filePath: run)).pulls()
    #expect(pulls.count == 3)
    #expect(pulls.allSatisfy { $0.result.evaluation == nil })
    let export = try Tool.run("export", run, "--format", "csv")
    #expect(export.status == 2)
    #expect(export.errors.contains("no mixture yet"))
  }

  @Test(arguments: [
    (
      "shell",
      ["  train on a batch of target: loss ", "  evaluate target on validation: accuracy "]
    ),
    ("score", ["  score of target 0.33 · near 0.33 · far 0.33: "]),
  ])
  func validateRunsTheCommandOnceAndShowsItsAnswers(name: String, answers: [String]) throws {
    let result = try Tool.run("validate", "experiments/command/\(name).yml")
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("the command answered in ") })
    #expect(lines.count == start + 1 + answers.count)
    for (line, answer) in zip(lines[(start + 1)...], answers) {
      #expect(line.hasPrefix(answer), "\(line)")
    }
  }

  @Test func validateReportsACommandThatFails() throws {
    let folder = try TemporaryFolder()
    let file = try hanging(in: folder, atTraining: "echo no such GPU >&2; exit 3")
    let result = try Tool.run("validate", file)
    #expect(result.status == 2)
    #expect(
      result.errors
        == "autosem: the command './train.sh', asked to train 'a' on a batch, ended with exit code 3; on standard "
        + "error: no such GPU\n")
  }

  /// A scorer whose score and loss disagree.
  @Test(.enabled(if: sharedCase("scorer") != nil, "shared/cases is absent"))
  func theScoreDecidesWhereALossIsBesideIt() throws {
    let script = try #require(sharedCase("scorer")).path(percentEncoded: false) + "score.py"
    let folder = try TemporaryFolder()
    let weights = #"sed 's/.*"mixture":\([^}]*}\).*/\1/' "$1""#
    let file = try folder.write(
      """
      primary: target
      auxiliary: [near]
      mixing: {trials: 8, initial_trials: 5}
      confirmation: {seeds: 2}
      trainer:
        kind: score
        command:
          - sh
          - -c
          - 'python3 -B "$0" "$(\(weights.replacing("'", with: "''")))"'
          - \(script)
          - "{file}"

      """, to: "a.yml")
    let result = try Tool.run("run", file, "--quiet", "--output", folder.path("run"))
    #expect(result.status == 0, "\(result.errors)")
    let table = try Tool.run("export", folder.path("run"), "--format", "csv").output
    let near = table.split(separator: "\n").first { $0.hasPrefix("near,") }
    #expect(try #require(near?.split(separator: ",").last.flatMap { Double($0) }) > 0.7, "\(table)")
  }

  @Test func policiesAreComparedOnACommandThatTrains() throws {
    let folder = try TemporaryFolder()
    let result = try Tool.run(
      "compare", "experiments/command/shell.yml", "--policies", "primary_only,uniform,exp3s",
      "--seeds", "2", "--batches", "12", "--set", "comparison.steps=6", "--output",
      folder.path("run"))
    #expect(result.status == 0, "\(result.errors)")
    let runs = try Journal.open(in: URL(filePath: folder.path("run"))).policyRuns()
    for run in runs { #expect((run.result.evaluation == nil) == (run.policy == "exp3s")) }
    #expect(result.output.contains("gradients"), "\(result.output)")
  }

  @Test func policiesAreNotComparedOnACommandThatOnlyScores() throws {
    let folder = try TemporaryFolder()
    let run = folder.path("run")
    let result = try Tool.run(
      "compare", "experiments/command/score.yml", "--output", run)
    #expect(result.status == 2)
    #expect(result.errors.contains("give 'autosem compare' a trainer of kind 'command'"))
    #expect(!FileManager.default.fileExists(atPath: run))
  }

  @Test func aRunDoesNotGoOnWithACommandThatHasOtherTasks() throws {
    let folder = try TemporaryFolder()
    let file = try hanging(in: folder, atTraining: "exit 3")
    let run = folder.path("run")
    _ = try Tool.run("run", file, "--output", run)
    let script = try String(contentsOfFile: folder.path("train.sh"), encoding: .utf8)
    try folder.write(script.replacingOccurrences(of: ":9", with: ":8"), to: "train.sh")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path("train.sh"))
    let result = try Tool.run("resume", run)
    #expect(result.status == 2)
    #expect(result.errors.contains("has changed since it began"))
  }
}
