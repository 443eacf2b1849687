import Foundation
import Multitask
import TestSupport
import Testing

@testable import CommandTrainer

extension CommandTrainerTests {
  @Suite struct DialogueTests {
    /// The lines of the protocol, as its description has them.
    @Test func requestsAreWrittenAsDocumented() {
      #expect(
        CommandRequest.hello(tasks: ["rte", "mnli"], primary: "rte", seed: 7, trial: 3).line
          == #"{"hello":{"protocol":1,"tasks":["rte","mnli"],"primary":"rte","seed":7,"trial":3,"protocols":[1,2]}}"#
      )
      #expect(
        CommandRequest.train(task: "mnli", batches: 10).line
          == #"{"train":{"task":"mnli","batches":10}}"#)
      #expect(
        CommandRequest.evaluate(task: "rte", split: .validation).line
          == #"{"evaluate":{"task":"rte","split":"validation"}}"#)
      #expect(CommandRequest.snapshot(path: "/tmp/a \"b\"").line == #"{"snapshot":"/tmp/a \"b\""}"#)
      #expect(CommandRequest.restore(path: "/tmp/ä").line == #"{"restore":"/tmp/ä"}"#)
      #expect(CommandRequest.bye.line == #"{"bye":true}"#)
    }

    @Test func theTasksAreThoseThatTheCommandReports() throws {
      let factory = try CommandTrainerFactory(
        settings: Scripts.settings(atTraining: "exit"), primary: "b", auxiliary: nil)
      #expect(
        Array(factory.tasks) == [
          TaskSummary(
            "a", metric: "accuracy", trainingExamples: 64),
          TaskSummary(
            "b", isPrimary: true, metric: "bleu", trainingExamples: 32, validationExamples: 7),
        ])
      #expect(factory.primary == TaskIndex(1))
    }

    @Test func theFingerprintIsThatOfTheCommandAndItsTasks() throws {
      func fingerprint(_ behaviour: String, _ auxiliary: [String]?) throws -> String {
        try CommandTrainerFactory(
          settings: Scripts.settings(atTraining: behaviour), primary: "a", auxiliary: auxiliary
        ).fingerprint
      }
      let plain = try fingerprint("exit", nil)
      #expect(plain.count == 16)
      #expect(try fingerprint("exit", nil) == plain)
      #expect(try fingerprint("exit 1", nil) != plain)
      #expect(try fingerprint("exit", []) != plain)
    }

    @Test func theSeedIsOneThatEveryLanguageTakes() {
      #expect(scriptSeed(7) == 7)
      #expect(scriptSeed(.max) == 0x7FFF_FFFF)
    }

    @Test func aCancelledCallEndsAtOnceAndTakesTheCommandAlong() async throws {
      let folder = try TemporaryFolder()
      let settings = Scripts.settings(
        atTraining: "echo $$ > pid; sleep 100", folder: folder.url.path(percentEncoded: false))
      let call = Task {
        let trainer = try Scripts.trainer(settings)
        _ = try trainer.train(task: TaskIndex(0), batches: 1)
      }
      let pid = try await Processes.number(in: folder.path("pid"))
      call.cancel()
      await #expect(throws: CancellationError.self) { try await call.value }
      #expect(try await Processes.isGone(pid))
    }

    @Test func aTrainerThatIsDroppedLeavesNoProcessNorItsChildren() async throws {
      let folder = try TemporaryFolder()
      let settings = Scripts.settings(
        atTraining: """
          trap '' TERM; (trap '' TERM; sleep 100) & echo $! > child
          echo $$ > pid; echo '{"loss_before":2,"loss_after":1,"examples":96}'
          """, folder: folder.url.path(percentEncoded: false))
      try Scripts.trainer(settings).use { _ = try $0.train(task: TaskIndex(0), batches: 1) }
      for file in ["pid", "child"] {
        let pid = try await Processes.number(in: folder.path(file))
        #expect(try await Processes.isGone(pid), "\(file)")
      }
    }

    @Test func droppingATrainerThatDoesNotAnswerTakesNoTime() async throws {
      let folder = try TemporaryFolder()
      let settings = Scripts.settings(
        atTraining: """
          trap '' TERM; echo $$ > pid; echo '{"loss_before":2,"loss_after":1,"examples":96}'; sleep 100
          """, folder: folder.url.path(percentEncoded: false))
      var trainer: (any Trainer)? = try Scripts.trainer(settings)
      _ = try trainer?.train(task: TaskIndex(0), batches: 1)
      let pid = try await Processes.number(in: folder.path("pid"))
      let duration = ContinuousClock().measure { trainer = nil }
      // The command itself is waited for two seconds, and killed one second after SIGTERM.
      #expect(duration < .seconds(2))
      #expect(try await Processes.isGone(pid))
    }

    /// Writes down what it is told, and speaks a version of the protocol.
    private func requests(version: String, to tasks: [Int]) throws -> (text: String, TrainingSignal)
    {
      let folder = try TemporaryFolder()
      var settings = Scripts.settings(
        atTraining: """
          echo "$line" >> told; echo '{"loss_before":2,"loss_after":1,"examples":96}'
          """, folder: folder.url.path(percentEncoded: false))
      settings.command[2] = settings.command[2].replacing(
        #"{"tasks""#, with: "{" + version + #""tasks""#)
      let signal = try Scripts.trainer(settings).train(on: tasks.map(TaskIndex.init))
      return (try String(contentsOfFile: folder.path("told"), encoding: .utf8), signal)
    }

    @Test func aSequenceIsOneMessageOfProtocolTwo() throws {
      let (text, signal) = try requests(version: #""protocol":2,"#, to: [0, 1, 1, 0])
      #expect(text == #"{"train":{"tasks":["a","b","b","a"]}}"# + "\n")
      #expect(signal == TrainingSignal(losses: [2, 1], examples: 96))
    }

    @Test(arguments: ["", #""protocol":1,"#])
    func aCommandOfProtocolOneGetsTheRunsOfEqualTasks(version: String) throws {
      let (text, signal) = try requests(version: version, to: [0, 1, 1, 0])
      #expect(
        text == """
          {"train":{"task":"a","batches":1}}
          {"train":{"task":"b","batches":2}}
          {"train":{"task":"a","batches":1}}

          """)
      #expect(signal == TrainingSignal(losses: [2, 1], examples: 3 * 96))
    }

    @Test func aVersionThatIsNotKnownIsAnError() throws {
      let error = try #require(
        #expect(throws: CommandTrainerError.self) {
          _ = try requests(version: #""protocol":3,"#, to: [0])
        })
      #expect(
        error.problem == .wrongTasks("uses version 3 of the protocol, where 1 or 2 was expected"))
    }

    @Test func everyTrainerHasAProcessOfItsOwn() async throws {
      let settings = Scripts.settings(
        atTraining:
          "sleep 0.5; echo \"{\\\"loss_before\\\":$$,\\\"loss_after\\\":1,\\\"examples\\\":1}\"")
      let factory = try CommandTrainerFactory(settings: settings, primary: "a", auxiliary: nil)
      let pids = try await withThrowingTaskGroup(of: Double.self) { group in
        for seed in 0..<8 {
          group.addTask {
            try factory.makeTrainer(seed: UInt64(seed)).train(task: TaskIndex(0), batches: 1)
              .losses[
                0]
          }
        }
        return try await group.reduce(into: [Double]()) { $0.append($1) }
      }
      #expect(Set(pids).count == 8)
    }
  }
}

extension Trainer {
  /// Uses a trainer and drops it.
  fileprivate func use(_ body: (any Trainer) throws -> Void) rethrows { try body(self) }
}

/// Processes, seen from outside.
enum Processes {
  /// Reads a process's number from a file, once it is there.
  static func number(in file: String) async throws -> Int32 {
    while true {
      if let text = try? String(contentsOfFile: file, encoding: .utf8),
        let pid = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
      {
        return pid
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Whether a process ends within some seconds.
  static func isGone(_ pid: Int32) async throws -> Bool {
    for _ in 0..<250 {
      // One that nobody has waited for yet is gone, too.
      let state = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
      if kill(pid, 0) != 0 || state?.contains(") Z ") == true { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }
}
