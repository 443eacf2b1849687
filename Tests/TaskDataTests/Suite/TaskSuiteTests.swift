import Multitask
import TaskData
import Testing

@Suite struct TaskSuiteTests {
  private func suite(_ names: [String]) -> TaskSuite {
    TaskSuite(
      tasks: names.map {
        TaskDataset(
          name: $0, target: .classes(["0", "1"]), metric: .accuracy,
          training: [Example(first: "a", target: 0), Example(first: "b", target: 1)],
          test: [Example(first: "c", target: 0)])
      }, origin: .synthetic(seed: 1))
  }

  @Test func aTaskIsFoundByItsNameInAnyCase() throws {
    #expect(try suite(["rte", "mnli"]).task(named: "MNLI").name == "mnli")
  }

  @Test func aRestrictedSuiteHasTheOrderOfTheNames() throws {
    let restricted = try suite(["rte", "mnli", "qqp"]).restricted(to: ["qqp", "rte", "QQP"])
    #expect(restricted.names == ["qqp", "rte"])
    #expect(restricted.origin == .synthetic(seed: 1))
  }

  @Test func anUnknownNameIsAnErrorThatHelps() {
    let error = #expect(throws: TaskDataError.self) {
      try suite(["rte", "mnli", "qqp"]).restricted(to: ["rte", "mlni"])
    }
    #expect(
      error?.description
        == "there is no task 'mlni': did you mean 'mnli'? (available: rte, mnli, qqp)")
  }

  @Test(arguments: [
    ("mlni", "mnli"), ("MNLI2", "mnli"), ("rt", "rte"), ("sst-2", "sst2"), ("colla", "cola"),
    ("imagenet", nil), ("", nil),
  ])
  func theNearestNameIsSuggested(_ name: String, _ expected: String?) {
    #expect(nearestName(to: name, among: GLUETask.allCases.map(\.rawValue)) == expected)
  }
}
