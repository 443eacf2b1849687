import Foundation
import Multitask
import Testing

@Suite struct TaskListTests {
  private let tasks = [
    TaskSummary("mnli"),
    TaskSummary("rte", isPrimary: true, metric: "accuracy", trainingExamples: 9),
  ]

  @Test func aListKnowsItsPrimary() throws {
    let list = try TaskList(tasks)
    #expect(list.primary == TaskIndex(1))
    #expect(list[list.primary].name == "rte" && list[1] == tasks[1])
    #expect(list.names == ["mnli", "rte"] && list.taskIndices == [TaskIndex(0), TaskIndex(1)])
    #expect(Array(list) == tasks)
  }

  @Test func thePrimaryComesFirstWhereItIsNamed() {
    let list = TaskList(
      primary: TaskSummary("rte", trainingExamples: 9), auxiliaries: ["mnli", "qqp"])
    #expect(list.primary == TaskIndex(0))
    #expect(list.map(\.isPrimary) == [true, false, false])
    #expect(list.names == ["rte", "mnli", "qqp"])
    #expect(list[1].metric == "score" && list[1].trainingExamples == 0)
  }

  @Test(arguments: [
    ([], "exactly one primary task was expected, got none among the tasks none"),
    (
      [TaskSummary("a"), "b"],
      "exactly one primary task was expected, got none among the tasks 'a', 'b'"
    ),
    (
      [TaskSummary("a", isPrimary: true), TaskSummary("b", isPrimary: true)],
      "exactly one primary task was expected, got 'a', 'b' among the tasks 'a', 'b'"
    ),
  ])
  func exactlyOnePrimaryIsExpected(tasks: [TaskSummary], message: String) throws {
    let error = try #require(#expect(throws: TaskListError.self) { try TaskList(tasks) })
    #expect(error.description == message)
    let json = try JSONEncoder().encode(tasks)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(TaskList.self, from: json) }
  }

  @Test func equalNamesAreRefused() throws {
    let twice = [TaskSummary("a", isPrimary: true), "b", "b"]
    let error = #expect(throws: TaskListError.equalNames("b")) { try TaskList(twice) }
    #expect(
      error?.description
        == "two tasks have the name 'b', different names were expected: rename one of them")
    #expect(throws: TaskListError.equalNames("a")) {
      try TaskList(primary: "a", auxiliaries: ["b", "a"]).checkNames()
    }
    try TaskList(primary: "a", auxiliaries: ["b"]).checkNames()
  }

  @Test func aListIsStoredAsAPlainArray() throws {
    let list = try TaskList(tasks)
    let json = try JSONEncoder().encode(list)
    #expect(try JSONDecoder().decode([TaskSummary].self, from: json) == tasks)
    #expect(try JSONDecoder().decode(TaskList.self, from: json) == list)
  }
}
