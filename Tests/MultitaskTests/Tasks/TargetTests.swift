import Foundation
import Multitask
import Testing

@Suite struct TargetTests {
  private func list(_ targets: [Target]) throws -> TaskList {
    try TaskList(["a", "b", "c"], targets: targets)
  }

  @Test func theFirstTargetIsThePrimaryAndTheOthersKeepTheirOrder() throws {
    let tasks = try list([Target(TaskIndex(2), weight: 3), Target(TaskIndex(0), loseAtMost: 0.01)])
    #expect(tasks.primary == TaskIndex(2) && tasks.map(\.isPrimary) == [false, false, true])
    #expect(tasks.targetNames == ["c", "a"] && tasks.targetShares == [0.75, 0.25])
    #expect(tasks.auxiliaries == [TaskIndex(1)] && tasks.trainedTasks.count == 3)
    #expect(tasks.reference.weights == [0.5, 0, 0.5])
  }

  @Test func oneTargetIsThePrimaryAlone() throws {
    let tasks = try list([Target(TaskIndex(1))])
    #expect(tasks == (try TaskList(["a", TaskSummary("b", isPrimary: true), "c"])))
    #expect(!tasks.hasSeveralTargets && tasks.reference == .only(TaskIndex(1), of: 3))
  }

  @Test func aTargetThatIsNoTaskIsOnlyMeasured() throws {
    let tasks = try TaskList(
      ["web", "code"], targets: [NamedTarget("gsm8k"), NamedTarget("code", weight: 2)])
    #expect(tasks.names == ["web", "code", "gsm8k"])
    #expect(tasks.targetNames == ["gsm8k", "code"] && tasks.trainedTargets == [TaskIndex(1)])
    #expect(tasks.trainedTasks == [TaskIndex(0), TaskIndex(1)])
    #expect(tasks.reference.weights == [0, 1, 0])
    let measured = try TaskList(["web", "code"], targets: [NamedTarget("gsm8k")])
    #expect(measured.reference.weights == [0.5, 0.5, 0])
  }

  @Test(arguments: [
    [], [Target(TaskIndex(3))], [Target(TaskIndex(0)), Target(TaskIndex(0))],
    [Target(TaskIndex(0), weight: 0)], [Target(TaskIndex(0), weight: .nan)],
    [Target(TaskIndex(0), loseAtMost: -1)],
    (0..<3).map { Target(TaskIndex($0), isTrained: false) },
  ])
  func impossibleTargetsAreRefused(_ targets: [Target]) {
    #expect(throws: TaskListError.self) { try list(targets) }
  }

  @Test func tasksWithTargetsAreReadAsTheyWereWritten() throws {
    let several = try list([Target(TaskIndex(2)), Target(TaskIndex(0), weight: 2, loseAtMost: 0.5)])
    for tasks in [several, try list([Target(TaskIndex(1))])] {
      let text = try JSONEncoder().encode(tasks)
      #expect(try JSONDecoder().decode(TaskList.self, from: text) == tasks)
    }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        TaskList.self, from: Data(#"{"tasks":[],"targets":[]}"#.utf8))
    }
  }
}
