import Foundation
import TestSupport
import Testing

/// What a user may get wrong, or the machine: one sentence, a code, and what was journaled stays.
@Suite(.serialized) struct BadInputTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// The budget of a run that is over at once.
  private static let tiny =
    ["--quiet"]
    + [
      "selection.rounds=4", "selection.batches_per_pull=1", "mixing.trials=2",
      "mixing.initial_trials=1", "mixing.steps=2", "confirmation.seeds=2",
    ].flatMap { ["--set", $0] }

  /// Runs `experiments/quick.yml` with these options and this budget.
  private func quick(_ options: String..., output: String = "run") throws -> Tool.Result {
    try Tool(
      ["run", "experiments/quick.yml", "--output", folder.path(output)] + Self.tiny + options
    ).result()
  }

  /// Expects one sentence on standard error and nothing on standard output.
  private func expectSentence(
    _ result: Tool.Result, status: Int32 = 2, _ parts: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.status == status, sourceLocation: sourceLocation)
    #expect(result.output.isEmpty, sourceLocation: sourceLocation)
    #expect(result.errors.hasPrefix("autosem: "), sourceLocation: sourceLocation)
    #expect(!result.errors.contains("Error Domain"), sourceLocation: sourceLocation)
    for part in parts {
      #expect(
        result.errors.contains(part), "'\(part)' is not in: \(result.errors)",
        sourceLocation: sourceLocation)
    }
  }

  // MARK: - Tasks and data

  @Test func theTasksOfAnExperimentMustExistAndDiffer() throws {
    expectSentence(
      try Tool.run("--primary", "rte", "--auxiliary", "mnli,qpq"), "no task 'qpq'", "'qqp'")
    expectSentence(
      try Tool.run("--primary", "rte", "--auxiliary", "rte,mnli"), "'rte' is the primary")
  }

  /// Two right rows of RTE.
  private static let rows = """
    index\tsentence1\tsentence2\tlabel
    0\tA b.\tB.\tentailment
    1\tC d.\tE.\tnot_entailment

    """

  /// Two right rows of QNLI, as an auxiliary task.
  private func writeQNLI() throws {
    let rows = Self.rows.replacing("sentence1\tsentence2", with: "question\tsentence")
    for name in ["train", "dev"] { try folder.write(rows, to: "glue/QNLI/\(name).tsv") }
  }

  @Test func aDataFolderMustHoldTasks() throws {
    let data = folder.path("glue")
    let run = { try Tool.run("--primary", "rte", "--data", data) }
    expectSentence(try run(), "'\(data)' does not exist")
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    expectSentence(try run(), "'\(data)' holds no task", "RTE")
    try folder.write(Self.rows, to: "glue/RTE/dev.tsv")
    try folder.write("", to: "glue/RTE/train.tsv")
    expectSentence(try run(), "RTE/train.tsv' is empty")
    try folder.write(Self.rows + "2\tF.\tG.\tmaybe\n", to: "glue/RTE/train.tsv")
    expectSentence(try run(), "RTE/train.tsv:4: found the label 'maybe'", "was expected")
  }

  @Test func emptySentencesAndASingleClassAreNoReasonToStop() throws {
    for name in ["train", "dev"] {
      let single = (0..<20).map {
        "\($0)\t\($0 % 3 == 0 ? "" : "A \(name) \($0).")\t\tentailment\n"
      }.joined()
      try folder.write(
        "index\tsentence1\tsentence2\tlabel\n" + single, to: "glue/RTE/\(name).tsv")
    }
    try writeQNLI()
    let result = try Tool(
      ["--primary", "rte", "--data", folder.path("glue"), "--output", folder.path("run")]
        + Self.tiny
    ).result()
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func aRunWhoseDataChangedOrMovedSaysSo() throws {
    try folder.write(Self.rows, to: "glue/RTE/train.tsv")
    try folder.write(Self.rows.replacing(".", with: "!"), to: "glue/RTE/dev.tsv")
    try writeQNLI()
    let begun = try Tool(
      ["--primary", "rte", "--data", folder.path("glue"), "--output", folder.path("run")]
        + Self.tiny
    ).result()
    #expect(begun.status == 0, "\(begun.errors)")
    let changed = Self.rows.replacing("C d.", with: "C e.")
    try folder.write(changed, to: "glue/RTE/dev.tsv")
    expectSentence(
      try Tool.run("resume", folder.path("run"), "--quiet"), "has changed since it began")
    try FileManager.default.removeItem(atPath: folder.path("glue"))
    expectSentence(try Tool.run("resume", folder.path("run")), "does not exist")
    #expect(try Tool.run("report", folder.path("run")).status == 0)
  }

  @Test func aSingleTaskIsNoSearch() throws {
    try folder.write(Self.rows, to: "glue/RTE/train.tsv")
    try folder.write(Self.rows.replacing(".", with: "!"), to: "glue/RTE/dev.tsv")
    for command in ["validate", "run", "compare"] {
      expectSentence(
        try Tool.run(command, "--primary", "rte", "--data", folder.path("glue")),
        "the primary 'rte' is the only task, at least one auxiliary task was expected")
    }
  }

  // MARK: - The run

  @Test func aModelThatDivergesEndsTheRunAndKeepsTheJournal() throws {
    let diverging = [
      "trainer.learning_rate=10", "trainer.weight_decay=10", "trainer.clip_norm=1000000",
      "selection.batches_per_pull=40",
    ].flatMap { ["--set", $0] }
    let run = folder.path("run")
    let result = try Tool(
      ["run", "experiments/quick.yml", "--quiet", "--output", run] + diverging
    ).result()
    expectSentence(result, status: 1, "finite number was expected", run)
    let report = try Tool.run("report", run)
    #expect(report.status == 0 && report.output.contains("not finished"))
    expectSentence(
      try Tool.run("resume", run, "--quiet"), status: 1, "finite number was expected")
  }

  @Test func aFinishedRunResumesToWhatItFound() throws {
    let result = try quick()
    #expect(result.status == 0, "\(result.errors)")
    #expect(try Tool.run("resume", folder.path("run"), "--quiet").output == result.output)
  }

  @Test func oneTrialOneAuxiliaryAndMoreWorkersThanTrialsAreEnough() throws {
    let alone = try quick("--trials", "1", "--workers", "1", output: "one")
    let crowd = try quick("--trials", "1", "--workers", "64", output: "many")
    #expect(alone.status == 0 && crowd.status == 0, "\(crowd.errors)")
    #expect(alone.output.contains("Verdict:") && crowd.output.contains("Verdict:"))
    #expect(try quick("--auxiliary", "mnli", output: "single").status == 0)
  }

  @Test func aRunThatGoesOnIsReadByOthersAndWrittenByNone() throws {
    let run = folder.path("run")
    let tool = try Tool(
      ["run", "experiments/quick.yml", "--output", run, "--set", "selection.rounds=5000"])
    while tool.process.isRunning, try !tool.errorsSoFar().contains("run: ") {
      Thread.sleep(forTimeInterval: 0.01)
    }
    expectSentence(try Tool.run("resume", run), "another process")
    #expect(try Tool.run("report", run).output.contains("not finished"))
    // Impatience changes nothing.
    tool.process.interrupt()
    tool.process.interrupt()
    let result = try tool.result()
    #expect(result.status == 130)
    #expect(result.errors.contains("autosem resume"))
  }

  // MARK: - The journal

  @Test func aJournalThatCannotBeReadIsRefused() throws {
    _ = try quick()
    let journal = URL(filePath: folder.path("run/journal.sqlite"))
    let bytes = try Data(contentsOf: journal)
    func expectRefusal(
      _ change: (inout Data) -> Void, _ part: String, status: Int32 = 2
    ) throws {
      var changed = bytes
      change(&changed)
      try changed.write(to: journal)
      for command in ["resume", "report"] {
        expectSentence(try Tool.run(command, folder.path("run")), status: status, part)
      }
    }
    // The user version of an SQLite file is a big-endian number at byte 60.
    try expectRefusal({ $0[63] = 99 }, "format version 99, at most ")
    try expectRefusal({ $0.removeSubrange(5_000...) }, "damaged", status: 1)
    try expectRefusal({ $0 = Data("notes\n".utf8) }, "is not a journal of autosem")
  }

  @Test func aReportThatCannotBeWrittenIsPrintedAllTheSame() throws {
    let result = try quick()
    let file = folder.path("run/result.json")
    try FileManager.default.removeItem(atPath: file)
    // A folder in its place: even the superuser may not write it.
    try folder.write("", to: "run/result.json/blocker")
    let report = try Tool.run("report", folder.path("run"))
    #expect(report.status == 1)
    #expect(report.output == result.output)
    #expect(report.errors.hasPrefix("autosem: '\(file)' could not be written: "))
    #expect(!report.errors.contains("Error Domain"))
  }

  #if os(Linux)
    @Test func progressThatNobodyCanReadDoesNotStopARun() throws {
      let loud = Self.tiny.filter { $0 != "--quiet" }
      let result = try Tool(
        ["run", "experiments/quick.yml", "--output", folder.path("run")] + loud,
        errors: "/dev/full"
      ).result()
      #expect(result.status == 0)
      #expect(result.output.contains("Verdict:"))
    }
  #endif
}
