import CommandTrainer
import Foundation
import Multitask
import TestSupport
import Testing

extension CommandTrainerTests {
  /// Every way in which a command may fail to do its part.
  @Suite struct FailureTests {
    typealias Problem = CommandTrainerError.Problem

    /// What a command does instead of training, and what that is called.
    static let failures: [(behaviour: String, problem: Problem)] = [
      ("echo 'step 1 of 10'", .wrongReply("step 1 of 10", expected: trainReply)),
      ("echo '{\"loss\":1}'", .wrongReply("{\"loss\":1}", expected: trainReply)),
      ("printf '\\377\\376\\n'", .wrongReply("\u{FFFD}\u{FFFD}", expected: trainReply)),
      (
        "echo '{\"loss_before\":NaN,\"loss_after\":1,\"examples\":1}'",
        .notFinite("loss_before")
      ),
      (
        "echo '{\"loss_before\":1,\"loss_after\":-Infinity,\"examples\":1}'",
        .notFinite("loss_after")
      ),
      ("printf '{\"loss_bef'; exit 0", .endedInALine("{\"loss_bef")),
      ("head -c 1000000000 /dev/zero", .lineTooLong(limit: 1 << 20)),
      ("exit 3", .ended(.exited(3))),
      ("exit 0", .ended(.exited(0))),
      ("kill -9 $$", .ended(.signalled(9))),
      ("exec 1>&-; sleep 100", .closedOutput),
      (
        "echo '{\"loss_before\":1,\"loss_after\":1,\"examples\":9223372036854775807}'",
        .wrongReply(
          "{\"loss_before\":1,\"loss_after\":1,\"examples\":9223372036854775807}",
          expected: trainReply)
      ),
      ("echo '{\"error\":\"out of memory\"}'", .refused("out of memory")),
    ]

    private static let trainReply = #"{"loss_before":…,"loss_after":…,"examples":…}"#

    private func failure(
      _ behaviour: String, timeout: Double = 100, callLimit: Double = 100
    ) throws -> CommandTrainerError {
      let trainer = try Scripts.trainer(
        Scripts.settings(atTraining: behaviour, timeout: timeout, callLimit: callLimit))
      return try #require(
        throws: CommandTrainerError.self,
        performing: { try trainer.train(task: TaskIndex(1), batches: 3) })
    }

    @Test(arguments: failures)
    func aCommandThatFailsSaysWhatItDid(behaviour: String, problem: Problem) throws {
      let error = try failure(behaviour)
      #expect(error.problem == problem)
      #expect(error.call == "train 'b' on 3 batches")
      #expect(error.description.hasPrefix("the command 'sh -c "))
    }

    @Test func silenceIsAFailureAfterItsTime() throws {
      #expect(try failure("sleep 100", timeout: 0.3).problem == .timedOut(seconds: 0.3))
    }

    @Test func heartbeatsKeepACallAlive() throws {
      let beats = "for i in 1 2 3 4 5 6 7 8 9 10; do echo '{\"heartbeat\":true}'; sleep 0.25; done"
      let reply = "echo '{\"loss_before\":2,\"loss_after\":1,\"examples\":96}'"
      let trainer = try Scripts.trainer(
        Scripts.settings(atTraining: "\(beats); \(reply)", timeout: 2))
      let signal = try trainer.train(task: TaskIndex(0), batches: 3)
      #expect(signal == TrainingSignal(losses: [2, 1], examples: 96))
    }

    @Test func heartbeatsDoNotKeepACallAliveForEver() throws {
      let beats = "while :; do echo '{\"heartbeat\":true}'; sleep 0.1; done"
      #expect(
        try failure(beats, timeout: 100, callLimit: 0.5).problem == .exceededCallLimit(seconds: 0.5)
      )
    }

    @Test func theLastTwentyLinesOfStandardErrorAreReported() throws {
      let error = try failure("for i in $(seq 1 50); do echo \"line $i\" >&2; done; exit 7")
      #expect(error.problem == .ended(.exited(7)))
      #expect(error.lastErrors == (31...50).map { "line \($0)" })
      #expect(error.description.hasSuffix("  | line 49\n  | line 50"))
      #expect(
        error.description.split(separator: "\n").first?.hasSuffix(
          "ended with exit code 7; on standard error: line 50") == true)
    }

    @Test func aReplyTooManyIsFoundAtTheNextCall() throws {
      let reply = "echo '{\"loss_before\":2,\"loss_after\":1,\"examples\":96}'"
      let trainer = try Scripts.trainer(Scripts.settings(atTraining: "\(reply); \(reply)"))
      _ = try trainer.train(task: TaskIndex(0), batches: 1)
      // The second line may come a moment after the first.
      Thread.sleep(forTimeInterval: 0.3)
      let error = try #require(
        throws: CommandTrainerError.self,
        performing: { try trainer.evaluate(task: TaskIndex(0), split: .test) })
      #expect(error.problem == .unrequestedLine(#"{"loss_before":2,"loss_after":1,"examples":96}"#))
    }

    @Test func aCommandThatRefusesIsStillThere() throws {
      let trainer = try Scripts.trainer(
        Scripts.settings(atTraining: "echo '{\"error\":\"not now\"}'"))
      #expect(throws: CommandTrainerError.self) {
        try trainer.train(task: TaskIndex(0), batches: 1)
      }
      #expect(try trainer.evaluate(task: TaskIndex(0), split: .validation).metric == 0.5)
    }

    @Test func aTrainerThatFailedKeepsFailingForTheSameReason() throws {
      let trainer = try Scripts.trainer(Scripts.settings(atTraining: "exit 3"))
      let first = #expect(throws: CommandTrainerError.self) {
        try trainer.train(task: TaskIndex(0), batches: 1)
      }
      let second = #expect(throws: CommandTrainerError.self) {
        try trainer.evaluate(task: TaskIndex(0), split: .validation)
      }
      #expect(first == second)
    }

    @Test func aCommandThatDoesNotReadIsNotWaitedForInAWrite() throws {
      let settings = CommandTrainerSettings(command: ["sleep", "100"], folder: "/")
      let error = #expect(throws: CommandTrainerError.self) {
        try CommandTrainerFactory(
          settings: settings, primary: String(repeating: "a", count: 100_000), auxiliary: [])
      }
      #expect(error?.problem == .inputNotRead)
    }

    // MARK: - Before anything is trained

    @Test func aFileThatIsNoProgramIsNotGivenToAShell() throws {
      let folder = try TemporaryFolder()
      let file = try folder.write("echo no shell was wanted\n", to: "script")
      for (permissions, error) in [(0o644, 13), (0o755, 8)] {
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file)
        for command in ["./script", file] {
          let failure = #expect(throws: CommandTrainerError.self) {
            try CommandTrainerFactory(
              settings: CommandTrainerSettings(command: [command], folder: folder.path("")),
              primary: "a", auxiliary: nil)
          }
          let reason =
            error == 13
            ? "'\(command)' is not executable: run chmod +x \(command)"
            : "'\(command)' is not a program: a script begins with the line of its interpreter, such as "
              + "#!/usr/bin/env python3"
          #expect(failure?.problem == .notStarted(reason))
        }
      }
    }

    /// Commands that cannot be started in a folder with `train.py`, `wrong.py` and the folder `models`.
    static let unstartable: [(command: [String], reason: String)] = [
      (["/no/such/program"], "there is no file '/no/such/program'"),
      (["no-such-program"], "there is no program 'no-such-program' in the folders of PATH"),
      ([""], "the name of its program is empty"),
      (
        ["python3 train.py"],
        "there is no program 'python3 train.py': write each word as an item of the list, [python3, train.py]"
      ),
      (
        ["CUDA_VISIBLE_DEVICES=0", "python3"],
        "'CUDA_VISIBLE_DEVICES=0' sets a variable and is not a program: write {CUDA_VISIBLE_DEVICES: 0} under "
          + "trainer.env"
      ),
      (
        ["train.py"],
        "there is no program 'train.py' in the folders of PATH: for the file in the working folder write "
          + "./train.py, or write [python3, train.py]"
      ),
      (
        ["./train.py"],
        "'./train.py' is not executable: run chmod +x ./train.py, or write [python3, ./train.py]"
      ),
      (
        ["./wrong.py"],
        "the interpreter of './wrong.py' does not exist: its first line is '#!/usr/bin/pyhton'"
      ),
      (["./models"], "'./models' is a folder, a program was expected"),
      (["./train.py/x"], "a part of the path './train.py/x' is not a folder"),
    ]

    @Test(arguments: unstartable)
    func aCommandThatCannotBeStartedSaysWhy(command: [String], reason: String) throws {
      let folder = try TemporaryFolder()
      try folder.write("import torch\n", to: "train.py")
      try folder.write("", to: "models/config.json")
      let wrong = try folder.write("#!/usr/bin/pyhton\n", to: "wrong.py")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: wrong)
      let failure = #expect(throws: CommandTrainerError.self) {
        try CommandTrainerFactory(
          settings: CommandTrainerSettings(command: command, folder: folder.path("")), primary: "a",
          auxiliary: nil)
      }
      #expect(failure?.problem == .notStarted(reason))
    }

    @Test func aWorkingFolderThatIsNotThereIsNamed() throws {
      let failure = #expect(throws: CommandTrainerError.self) {
        try CommandTrainerFactory(
          settings: CommandTrainerSettings(command: ["sh"], folder: "/no/such/folder"),
          primary: "a",
          auxiliary: nil)
      }
      #expect(
        failure?.problem == .notStarted("its working folder '/no/such/folder' does not exist"))
    }

    @Test(arguments: [
      (#"{"tasks":[]}"#, "has no task 'a': its tasks are none"),
      (
        #"{"tasks":[{"name":"b","examples":1,"metric":"f1"}]}"#,
        "has no task 'a': its tasks are b"
      ),
      (
        #"{"tasks":[{"name":"a","examples":1,"metric":"f1"},{"name":"a","examples":1,"metric":"f1"}]}"#,
        "has the task 'a' twice"
      ),
      (
        #"{"tasks":[{"name":"a","examples":0,"metric":"f1"}]}"#,
        "has a task 'a' with the sizes 0, where one to 1000000000000 training examples and no negative size were "
          + "expected"
      ),
      (
        #"{"tasks":[{"name":"a","examples":9223372036854775807,"metric":"f1"}]}"#,
        "has a task 'a' with the sizes 9223372036854775807, where one to 1000000000000 training examples and no "
          + "negative size were expected"
      ),
      (
        #"{"tasks":[{"name":"a","examples":5,"metric":"f1","validation_examples":-5}]}"#,
        "has a task 'a' with the sizes 5, -5, where one to 1000000000000 training examples and no negative size "
          + "were expected"
      ),
      (
        #"{"tasks":[{"name":"a","examples":5,"metric":""}]}"#,
        "has a task 'a' whose metric has no name that can be shown"
      ),
      (
        #"{"tasks":[{"name":"a","examples":5,"metric":"f1"},{"name":"x=y","examples":5,"metric":"f1"}]}"#,
        "has a task 'x=y', where a name of up to 200 characters without line ends, control characters and any of "
          + ", = { } was expected"
      ),
    ])
    func tasksThatCannotBeUsedAreRefused(hello: String, reason: String) throws {
      let settings = CommandTrainerSettings(
        command: ["sh", "-c", "read -r line; echo '\(hello)'; read -r line"], folder: "/")
      let failure = #expect(throws: CommandTrainerError.self) {
        try CommandTrainerFactory(settings: settings, primary: "a", auxiliary: nil)
      }
      #expect(failure?.problem == .wrongTasks(reason))
    }
  }
}
