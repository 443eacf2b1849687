import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct ToolTests {
  @Test func helpNamesEveryCommand() throws {
    let result = try Tool.run("--help")
    #expect(result.status == 0)
    for command in ["run", "resume", "report", "export", "validate", "tasks", "optimize"] {
      #expect(result.output.contains("  \(command) "), "\(command) is missing")
    }
  }

  @Test func wrongUsageExitsWith64() throws {
    #expect(try Tool.run("--no-such-option").status == 64)
    #expect(try Tool.run("resume").status == 64)
    #expect(try Tool.run("run", "--set", "novalue").status == 64)
  }

  @Test func anUnknownPrimaryIsOneSentenceWithAHint() throws {
    let result = try Tool.run("--primary", "rtee")
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("rtee"))
    #expect(result.errors.contains("rte"))
    #expect(result.errors.contains("did you mean"))
  }

  @Test func aBadFileIsRefusedWithThePlaceOfEveryProblem() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "primary: rte\nmixing:\n  trails: 20\n  steps: -1\n", to: "bad.yml")
    let result = try Tool.run("validate", file)
    #expect(result.status == 2)
    #expect(result.errors.contains("bad.yml:3:3"))
    #expect(result.errors.contains("did you mean 'trials'"))
    #expect(result.errors.contains("bad.yml:4:10"))
  }

  @Test func everyExperimentThatIsShippedValidates() throws {
    let folder = repositoryRoot.appending(path: "experiments")
    let files = try FileManager.default.subpathsOfDirectory(
      atPath: folder.path(percentEncoded: false)
    )
    // Those of methods are the benchmark's. The example on PyTorch asks PyTorch; `CommandTests` does
    // where it is installed.
    .filter { $0.hasSuffix(".yml") && !$0.hasPrefix("methods/") && $0 != "command/pytorch.yml" }
    #expect(files.count >= 13)
    for file in files where !file.hasSuffix("-frozen.yml") && !file.hasSuffix("-tuned.yml") {
      let result = try Tool.run(
        "validate", folder.appending(path: file).path(percentEncoded: false))
      #expect(result.status == 0, "\(file): \(result.errors)")
    }
  }

  @Test(arguments: ["frozen", "tuned"])
  func anExperimentWithoutItsPretrainedEncoderSaysWhereToGetOne(encoder: String) throws {
    let file = repositoryRoot.appending(path: "experiments/rte-\(encoder).yml").path(
      percentEncoded: false)
    let result = try Tool.run("validate", file)
    #expect(result.status == 2)
    #expect(result.errors.contains("trainer.model was expected"))
    #expect(result.errors.contains("huggingface.co"))
    let missing = try Tool.run("validate", file, "--set", "trainer.model=/nowhere")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("/nowhere"))
  }

  @Test func tasksListsTheSyntheticSuiteAndSaysSo() throws {
    let result = try Tool.run("tasks")
    #expect(result.status == 0)
    #expect(result.output.contains("synthetic"))
    for task in ["rte", "mrpc", "qnli", "cola", "sst2", "stsb", "wnli", "qqp", "mnli"] {
      #expect(result.output.contains("  \(task) "), "\(task) is missing")
    }
  }

  @Test func theQuickExperimentEndsWithAVerdictAndAResultFile() throws {
    let folder = try TemporaryFolder()
    let run = folder.path("quick")
    let result = try Tool.run("run", "experiments/quick.yml", "--output", run)
    #expect(result.status == 0, "\(result.errors)")
    for part in [
      "SYNTHETIC", "Stage one", "P(helps)", "Confirmation", "primary only", "uniform over all",
      "size-proportional", "Verdict:",
    ] {
      #expect(result.output.contains(part), "'\(part)' is missing")
    }
    #expect(result.errors.contains("stage one: "))
    let json = try String(contentsOfFile: run + "/result.json", encoding: .utf8)
    #expect(json.contains("\"version\" : \"0.1.0 (LibTorch "))
    #expect(try Tool.run("report", run, "--json").output == json)
    #expect(try Tool.run("report", run).output == result.output)

    let again = try Tool.run("run", "experiments/quick.yml", "--output", run)
    #expect(again.status == 2)
    #expect(again.errors.contains("another"))
  }

  @Test func aRunThatIsKilledAtAnyMomentResumesToTheSameResult() throws {
    let folder = try TemporaryFolder()
    let whole = folder.path("whole")
    let wholeResult = try Tool.run(
      "run", "experiments/quick.yml", "--quiet", "--output", whole)
    #expect(wholeResult.status == 0)
    for (number, moment) in ["stage one: ", "kept: ", "best mixture: "].enumerated() {
      let run = folder.path("killed\(number)")
      let tool = try Tool(["run", "experiments/quick.yml", "--output", run])
      while tool.process.isRunning, try !tool.errorsSoFar().contains(moment) {
        Thread.sleep(forTimeInterval: 0.01)
      }
      kill(tool.process.processIdentifier, SIGKILL)
      #expect(try tool.result().status == SIGKILL)
      let resumed = try Tool.run("resume", run)
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(
        try String(contentsOfFile: run + "/result.json", encoding: .utf8)
          == String(contentsOfFile: whole + "/result.json", encoding: .utf8))
    }
  }

  @Test func partialTrialsRunFromTheCommandLine() throws {
    let folder = try TemporaryFolder()
    let result = try Tool.run(
      "run", "experiments/quick.yml", "--set", "mixing.fidelity=partial", "--set",
      "mixing.stop=noise", "--output", folder.path("partial"))
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("/100 batches, "))
    #expect(result.errors.contains("stage two: at most "))
    #expect(result.output.contains("Stage two, mixing ("))
    #expect(result.output.contains("still to gain: at most "))
  }

  @Test func theCounterfactualPolicyIsLearnedFromAnEarlierRun() throws {
    let folder = try TemporaryFolder()
    let run = folder.path("earlier")
    let small = [
      "--quiet", "--batches", "60", "--seeds", "2", "--policies", "counterfactual", "--set",
      "comparison.steps=30", "--logs", run,
    ]
    func compare(_ name: String, _ options: String...) throws -> Tool.Result {
      try Tool(
        ["compare", "experiments/quick.yml", "--output", folder.path(name)] + small + options
      ).result()
    }
    let absent = try compare("a")
    #expect(absent.status == 2 && absent.errors.contains("holds no run"))
    #expect(try Tool.run("run", "experiments/quick.yml", "--output", run).status == 0)
    let learned = try compare("b")
    #expect(learned.status == 0 && learned.output.contains("counterfactual"), "\(learned.errors)")
    // What is finished is read again, with the run that it was learned from.
    #expect(try Tool.run("resume", folder.path("b")).status == 0)
    let other = try compare("c", "--auxiliary", "mnli,qqp")
    #expect(other.status == 2 && other.errors.contains("is a run on the tasks"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("c")))
    let comparison = try compare("d", "--logs", folder.path("b"))
    #expect(comparison.status == 2 && comparison.errors.contains("is a comparison"))
  }

  @Test func interruptingStopsCleanlyAndSaysHowToGoOn() throws {
    let folder = try TemporaryFolder()
    let run = folder.path("interrupted")
    let tool = try Tool(["run", "experiments/quick.yml", "--output", run])
    while tool.process.isRunning, try !tool.errorsSoFar().contains("stage one: ") {
      Thread.sleep(forTimeInterval: 0.01)
    }
    tool.process.interrupt()
    let result = try tool.result()
    #expect(result.status == 130)
    #expect(result.errors.contains("autosem resume"))
    #expect(result.output.isEmpty)
    let report = try Tool.run("report", run)
    #expect(report.status == 0)
    #expect(report.output.contains("not finished"))
  }

  @Test func placesWhereNoRunCanBeAreRefused() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("", to: "file")
    let blocked = try Tool.run("run", "experiments/quick.yml", "--output", file + "/run")
    #expect(blocked.status == 2)
    #expect(blocked.errors.hasPrefix("autosem: "))
    for command in ["resume", "report"] {
      let result = try Tool.run(command, folder.path("nothing"))
      #expect(result.status == 2)
      #expect(result.errors.hasPrefix("autosem: "))
    }
  }
}
