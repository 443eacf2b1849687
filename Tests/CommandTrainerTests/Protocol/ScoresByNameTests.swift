import Foundation
import Multitask
import TestSupport
import Testing

@testable import CommandTrainer

extension CommandTrainerTests {
  @Suite struct ScoresByNameTests {
    private let targets = [NamedTarget("gsm_8k", weight: 3), NamedTarget("mmlu")]
    private let scores = #""scores":{"gsm_8k":0.25,"mmlu":0.5,"b":0.75}"#

    private func command(_ evaluation: String, folder: String = "/") throws -> any Trainer {
      var settings = Scripts.settings(
        atTraining: #"echo '{"loss_before":2,"loss_after":1,"examples":96}'"#,
        evaluation: evaluation, folder: folder)
      settings.command[2] = settings.command[2].replacing(
        "*evaluate*) ", with: "*evaluate*) echo x >> asked; ")
      return try CommandTrainerFactory(
        settings: settings, primary: "gsm_8k", auxiliary: nil, targets: targets
      ).makeTrainer(seed: 1)
    }

    private func tasks() throws -> TaskList {
      try TaskList(["a", "b"], targets: targets)
    }

    @Test func aCommandGivesTheScoresOfAllTargetsAtOnce() throws {
      let folder = try TemporaryFolder()
      let trainer = try command(
        scores + #","losses":{"gsm_8k":2,"mmlu":1},"examples":7"#, folder: folder.path(""))
      let evaluation = try trainer.measured(targetsOf: tasks(), split: .validation)
      #expect(evaluation.metric == 0.3125 && evaluation.loss == 1.75 && evaluation.examples == 14)
      #expect(evaluation.parts?.map(\.evaluation.metric) == [0.25, 0.5])
      #expect(evaluation.others == ["b": 0.75])
      func asked() throws -> Int {
        try String(contentsOfFile: folder.path("asked"), encoding: .utf8).count / 2
      }
      #expect(try asked() == 1)
      _ = try trainer.measured(targetsOf: tasks(), split: .test)
      #expect(try asked() == 2)
      _ = try trainer.train(task: TaskIndex(0), batches: 1)
      _ = try trainer.measured(targetsOf: tasks(), split: .validation)
      #expect(try asked() == 3)
    }

    @Test func aCommandThatAnswersForATaskIsAskedForEachTarget() throws {
      let folder = try TemporaryFolder()
      let trainer = try command(
        #""metric":0.5,"loss":0.25,"examples":7"#, folder: folder.path(""))
      let evaluation = try trainer.measured(targetsOf: tasks(), split: .validation)
      #expect(evaluation.metric == 0.5 && evaluation.examples == 14)
      #expect(try String(contentsOfFile: folder.path("asked"), encoding: .utf8) == "x\nx\n")
    }

    @Test func aTargetWithoutAScoreIsNamed() throws {
      let folder = try TemporaryFolder()
      let trainer = try command(#""scores":{"mmlu":0.5}"#, folder: folder.path(""))
      let error = #expect(throws: CommandTrainerError.self) {
        try trainer.measured(targetsOf: tasks(), split: .validation)
      }
      #expect(
        error.map {
          "\($0)".contains("gave no score 'gsm_8k', which is a target: its scores are mmlu")
        } == true)
    }

    @Test func theHelloNamesSeveralTargets() {
      let line = CommandRequest.hello(
        tasks: ["a"], primary: "x", targets: ["x", "y"], seed: 7, trial: 3
      ).line
      #expect(line.hasSuffix(#""protocols":[1,2],"targets":["x","y"]}}"#))
    }

    private func scored(_ line: String, _ targets: [NamedTarget]) throws -> Evaluation {
      let factory = try ScoreTrainerFactory(
        settings: CommandTrainerSettings(
          command: ["sh", "-c", "echo \"$0\" >&2; echo '\(line)'", "{mixture}"], folder: "/"),
        primary: targets.first?.name ?? "a", auxiliary: ["a", "b"], targets: targets, usesLoss: true
      )
      let trainer = try factory.makeTrainer(seed: 1)
      _ = try trainer.train(on: [TaskIndex(0), TaskIndex(1)])
      return try trainer.measured(targetsOf: factory.tasks, split: .validation)
    }

    @Test func aScorerGivesTheScoresOfAllTargetsAtOnce() throws {
      let evaluation = try scored("{\(scores)}", targets)
      #expect(evaluation.metric == 0.3125 && evaluation.loss == -0.3125)
      #expect(evaluation.others == ["b": 0.75])
      let one = try scored("{\(scores)}", [NamedTarget("mmlu")])
      #expect(one.metric == 0.5 && one.parts == nil)
      #expect(one.others == ["b": 0.75, "gsm_8k": 0.25])
    }

    @Test(arguments: [
      ("0.5", "gave one score, where a score for each target was expected"),
      (#"{"scores":{"gsm_8k":0.5}}"#, "gave no score 'mmlu'"),
      (#"{"scores":{"gsm_8k":NaN,"mmlu":1}}"#, "score 'gsm_8k'"),
    ])
    func aWrongAnswerOfAScorerIsExplained(_ line: String, _ message: String) {
      let error = #expect(throws: CommandTrainerError.self) { try scored(line, targets) }
      #expect(error.map { "\($0)".contains(message) } == true, "\(error.map { "\($0)" } ?? "")")
    }
  }
}
