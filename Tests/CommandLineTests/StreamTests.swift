import Foundation
import TestSupport
import Testing

#if os(Linux)
  /// Standard streams that cannot be written, and what is written to them.
  @Suite(.serialized) struct StreamTests {
    private let experiment: ScoreExperiment

    init() throws {
      experiment = try ScoreExperiment()
      #expect(try Tool.run("run", experiment.file, "--quiet").status == 0)
    }

    private static let commands = [
      ["report", "RUN"], ["report", "RUN", "--json"], ["report", "RUN", "--format", "html"],
      ["trials", "RUN"], ["export", "RUN", "--format", "csv"], ["validate", "FILE"], ["tasks"],
      ["--help"], ["run", "FILE", "--output", "RUN-2"], ["optimize", "--help"],
    ]

    private func arguments(_ command: [String]) -> [String] {
      command.map {
        $0.replacing("RUN", with: experiment.run).replacing("FILE", with: experiment.file)
      }
    }

    @Test(arguments: commands)
    func outputThatCannotBeWrittenIsAFailure(command: [String]) throws {
      let result = try Tool(arguments(command), output: "/dev/full").result()
      #expect(result.status == 1)
      #expect(
        result.errors.contains("autosem: standard output could not be written: No space left"),
        "\(result.errors)")
      #expect(!result.errors.contains("Error Domain"))
    }

    @Test func aClosedOutputIsNoPlaceForTheJournal() throws {
      let result = try Tool(["report", experiment.run], shell: "tool >&-").result()
      #expect(result.status == 1)
      #expect(result.errors.contains("standard output could not be written"), "\(result.errors)")
      #expect(try Tool.run("report", experiment.run).status == 0)
    }

    @Test func aReaderThatHasSeenEnoughIsNoFailureOfAReport() throws {
      let code = experiment.folder.path("code")
      let result = try Tool(
        ["report", experiment.run, "--format", "html"],
        shell: "{ sleep 0.1; tool; echo $? >'\(code)'; } | exec true"
      ).result()
      #expect(result.errors.isEmpty)
      #expect(try String(contentsOfFile: code, encoding: .utf8) == "141\n")
    }

    @Test func aRunGoesOnWhenNobodyReadsItsProgress() throws {
      let (run, code) = (experiment.folder.path("other"), experiment.folder.path("code"))
      _ = try Tool(
        ["run", experiment.file, "--output", run],
        shell: "{ tool 2>&1; echo $? >'\(code)'; } | head -1"
      ).result()
      #expect(try Tool.run("report", run).output.contains("Verdict:"))
      #expect(FileManager.default.fileExists(atPath: run + "/report.html"))
      #expect(try String(contentsOfFile: code, encoding: .utf8) == "1\n")
    }

    // MARK: - Characters

    @Test func controlCharactersOfInputsDoNotReachATerminal() throws {
      let hidden = "\u{1B}[31m\u{7}\u{9B}2J\u{202E}"
      let shown = #"\u{1B}[31m\u{7}\u{9B}2J\u{202E}"#
      let file = try experiment.folder.write(
        "primary: \"x\\e[31m\\a\\x9b2J\\u202e\"\nmode: \"\\e[31m\"\n", to: "hidden.yml")
      let data = try experiment.folder.write("text\(hidden),label\na,b\nc,d\n", to: "data.csv")
      let results = [
        try Tool.run("validate", file), try Tool.run("run", "--set", "x\(hidden)=1"),
        try Tool.run("--no\(hidden)"), try Tool.run("tasks", data),
        try Tool.run("report", "no\(hidden)"),
      ]
      for result in results {
        let text = result.output + result.errors
        #expect(text.contains(#"\u{1B}[31m"#), "\(text.debugDescription)")
        for scalar in hidden.unicodeScalars where scalar.properties.generalCategory == .control {
          #expect(!text.unicodeScalars.contains(scalar), "\(text.debugDescription)")
        }
        #expect(!text.unicodeScalars.contains("\u{202E}"))
      }
      #expect(results[1].errors.contains(shown))
    }

    @Test func whatACommandSaysOfItsFailureIsShownVisibly() throws {
      let failing = try ScoreExperiment("printf '\\\\033[2J\\\\007boom\\\\n' >&2; exit 3")
      let result = try Tool.run("run", failing.file)
      #expect(result.errors.contains(#"\u{1B}[2J\u{7}boom"#), "\(result.errors)")
      #expect(!result.errors.unicodeScalars.contains("\u{1B}"))
    }

    @Test func aFolderWithALineEndInItsNameIsThatFolder() throws {
      let run = experiment.folder.path("a\nb")
      #expect(try Tool.run("run", experiment.file, "--quiet", "--output", run).status == 0)
      #expect(FileManager.default.fileExists(atPath: run + "/report.html"))
    }

    @Test func inputThatIsAFolderIsAFailureOfOptimize() throws {
      let result = try Tool(["optimize"], shell: "tool < /").result()
      #expect(result.status == 1)
      #expect(result.errors == "autosem: standard input is a folder: lines of JSON were expected\n")
    }
  }
#endif
