import Foundation
import Multitask
import TestSupport
import Testing

@testable import CommandTrainer

extension CommandTrainerTests {
  @Suite struct ScoreTests {
    private func call(_ weights: [(String, Double)] = [("rte", 0.75), ("mnli", 0.25)]) -> ScoreCall
    {
      ScoreCall(
        mixture: weights.map { (name: $0.0, weight: $0.1) }, batches: 300, seed: 7, split: .test)
    }

    @Test func aMixtureIsGivenAsArgumentsWhereTheCommandWantsIt() throws {
      try call().withArguments(
        of: ["run", "--mix={mixture}", "{seed}", "{split}", "{batches}", "{else}"]
      ) { command in
        #expect(
          command == ["run", "--mix=rte=0.75,mnli=0.25", "7", "test", "300", "{else}"])
      }
    }

    @Test func placeholdersAreNotLookedForInWhatWasFilledIn() throws {
      try call([("{seed}", 1)]).withArguments(of: ["{mixture}/{split}", "{", "{seed", "{{seed}}"]) {
        #expect($0 == ["{seed}=1.0/test", "{", "{seed", "{7}"])
      }
    }

    @Test(arguments: ["a,b", "c=d", "{seed}", "x\ny", "", "\u{1B}[31m", "\u{202E}x"])
    func aNameThatCannotStandInAnArgumentIsRefused(name: String) throws {
      let failure = #expect(throws: CommandTrainerError.self) {
        try ScoreTrainerFactory(
          settings: CommandTrainerSettings(command: ["true"], folder: "/"), primary: "rte",
          auxiliary: ["mnli", name])
      }
      #expect(failure?.description.contains("where a name of up to 200 characters") == true)
    }

    @Test func aCommandWithNoPlaceForTheMixtureGetsItAtItsEnd() throws {
      try call().withArguments(of: ["run", "{seed}"]) { command in
        #expect(command == ["run", "7", "--weights", "rte=0.75,mnli=0.25"])
      }
    }

    @Test func aMixtureIsGivenAsAFileThatIsGoneAfterwards() throws {
      var path = ""
      try call().withArguments(of: ["run", "{file}"]) { command in
        #expect(command.count == 2)
        path = command[1]
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(
          text
            == #"{"mixture":{"rte":0.75,"mnli":0.25},"batches":300,"seed":7,"split":"test"}"# + "\n"
        )
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }

    private func score(
      _ script: String, timeout: Double = 100, usesLoss: Bool = false,
      environment: [String: String]? = nil
    ) throws -> Evaluation {
      let factory = try ScoreTrainerFactory(
        settings: CommandTrainerSettings(
          command: ["sh", "-c", script, "{mixture}"], folder: "/", environment: environment,
          timeout: timeout),
        primary: "a", auxiliary: ["b"], usesLoss: usesLoss)
      let trainer = try factory.makeTrainer(seed: 1)
      _ = try trainer.train(task: TaskIndex(0), batches: 3)
      _ = try trainer.train(task: TaskIndex(1), batches: 1)
      return try trainer.evaluate(task: TaskIndex(0), split: .validation)
    }

    @Test(arguments: [
      ("echo loading; echo 0.5", 0.5, -0.5), ("printf 1e-3", 1e-3, -1e-3),
      ("echo '{\"score\": -2}'; echo", -2, 2), ("echo '{\"score\":1,\"loss\":3}'", 1, -1),
      ("echo 0.5; echo '{\"heartbeat\":true}'", 0.5, -0.5),
      ("case $0 in a=0.75,b=0.25) echo 4;; esac", 4, -4),
    ])
    func theScoreIsTheLastLine(script: String, metric: Double, loss: Double) throws {
      let evaluation = try score(script)
      #expect(evaluation.metric == metric)
      #expect(evaluation.loss == loss)
    }

    @Test(arguments: [
      ("echo done", CommandTrainerError.Problem.wrongReply("done", expected: Score.expected)),
      ("true", .wrongReply("", expected: Score.expected)), ("echo nan", .notFinite("score")),
      ("echo 0.5; exit 2", .ended(.exited(2))), ("echo 0.5; kill -15 $$", .ended(.signalled(15))),
      ("head -c 10000000 /dev/zero", .lineTooLong(limit: 1 << 20)),
      ("sleep 100", .timedOut(seconds: 0.5)),
    ])
    func aCommandThatGivesNoScoreSaysWhatItDid(
      script: String, problem: CommandTrainerError.Problem
    ) throws {
      let timeout = script.hasPrefix("sleep") ? 0.5 : 100
      let error = #expect(throws: CommandTrainerError.self) { try score(script, timeout: timeout) }
      #expect(error?.problem == problem)
    }

    @Test func theLossBesideAScoreIsUsedOnlyOnRequest() throws {
      let evaluation = try score("echo '{\"score\":1,\"loss\":3}'", usesLoss: true)
      #expect(evaluation.metric == 1 && evaluation.loss == 3)
      #expect(try score("echo 2", usesLoss: true).loss == -2)
    }

    @Test func variablesReplaceAndJoinThoseOfTheEnvironment() throws {
      let script = #"test "$HOME" = "a b" && test "$X" = 1=2 && test -n "$PATH" && echo $Y"#
      let environment = ["HOME": "a b", "X": "1=2", "Y": "0.25"]
      #expect(try score(script, environment: environment).metric == 0.25)
    }

    @Test func theProgramIsSearchedOnThePathOfItsEnvironment() throws {
      let folder = try TemporaryFolder()
      let file = try folder.write("#!/bin/sh\necho 0.75\n", to: "bin/score-of-tests")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
      let settings = CommandTrainerSettings(
        command: ["score-of-tests"], folder: folder.path(""),
        environment: ["PATH": folder.path("bin")])
      let trainer = try ScoreTrainerFactory(
        settings: settings, primary: "a", auxiliary: ["b"]
      ).makeTrainer(seed: 1)
      #expect(try trainer.evaluate(task: TaskIndex(0), split: .validation).metric == 0.75)
    }

    @Test func whateverAScriptPrintsShowsThatItLives() throws {
      let talk =
        "for i in 1 2 3 4 5 6; do echo $i; sleep 0.25; echo $i >&2; sleep 0.25; done; echo 0.5"
      #expect(try score(talk, timeout: 2).metric == 0.5)
    }

    @Test func aProgramThatIsNotThereIsFoundBeforeTheSearch() {
      let error = #expect(throws: CommandTrainerError.self) {
        try ScoreTrainerFactory(
          settings: CommandTrainerSettings(command: ["no-such-program"], folder: "/"),
          primary: "a", auxiliary: ["b"])
      }
      #expect(
        error?.problem
          == .notStarted("there is no program 'no-such-program' in the folders of PATH"))
    }
  }
}
