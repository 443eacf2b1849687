import Foundation
import TestSupport
import Testing

#if os(Linux)
  /// Signals, and limits of the system.
  @Suite(.serialized) struct LimitTests {
    @Test(arguments: [SIGQUIT, SIGABRT])
    func theseSignalsEndARunAtOnce(signal: Int32) throws {
      let experiment = try ScoreExperiment("sleep 30; echo 1")
      let tool = try Tool(["run", experiment.file])
      while tool.process.isRunning, try !tool.errorsSoFar().contains("run: ") {
        Thread.sleep(forTimeInterval: 0.01)
      }
      let start = ContinuousClock.now
      kill(tool.process.processIdentifier, signal)
      #expect(try tool.result().status == signal)
      #expect(tool.process.terminationReason == .uncaughtSignal)
      #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func tooLittleMemoryIsSaidAtTheBeginning() throws {
      let experiment = try ScoreExperiment()
      // Below about 300 MB, threads of OpenBLAS would have no memory when it is loaded.
      for kilobytes in [400_000, 280_000, 240_000] {
        for command in [["run", experiment.file, "--quiet"], ["report", "nothing"]] {
          let result = try Tool(command, shell: "ulimit -v \(kilobytes); tool").result()
          #expect(result.status == 1)
          #expect(
            result.errors.hasPrefix("autosem: there is too little memory: OpenBLAS takes 128 MiB"),
            "\(kilobytes): \(result.errors)")
        }
        #expect(
          try Tool(["--help"], shell: "ulimit -v \(kilobytes); tool").result().status == 0)
      }
    }

    @Test func tooFewDescriptorsAreNamedAsTheCause() throws {
      let experiment = try ScoreExperiment(trials: 6)
      for limit in [14, 16, 18, 20, 24, 28, 32] {
        let result = try Tool(
          ["run", experiment.file, "--output", experiment.run + "-\(limit)"],
          shell: "ulimit -n \(limit); tool"
        ).result()
        #expect(!result.errors.contains("SIGKILL"), "\(limit): \(result.errors)")
        #expect(
          result.status == 0 || result.errors.contains("open files")
            || result.errors.contains("unable to open"), "\(limit): \(result.errors)")
      }
    }

    @Test func aFolderForTemporaryFilesThatIsNotThereIsNamed() throws {
      let experiment = try ScoreExperiment("cat {file} >/dev/null; echo 0.5")
      let result = try Tool(
        ["run", experiment.file], environment: ["TMPDIR": "/no/such/folder"]
      ).result()
      #expect(result.status == 1)
      #expect(result.errors.contains("TMPDIR names the folder for them"), "\(result.errors)")
      #expect(!result.errors.contains("NSCocoaErrorDomain"))
    }
  }
#endif
