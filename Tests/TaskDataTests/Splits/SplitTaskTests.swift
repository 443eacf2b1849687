import GSLNumerics
import Multitask
import TaskData
import Testing

@Suite struct SplitTaskTests {
  private func task(_ count: Int) -> TaskDataset {
    TaskDataset(
      name: "numbers", target: .classes(["0", "1"]), metric: .accuracy,
      training: (0..<count).map { Example(first: "\($0)", target: Double($0 % 2)) },
      test: [Example(first: "test", target: 0)])
  }

  private func order(_ seed: UInt64) -> SplitOrder {
    SplitOrder(using: RandomStreams(seed: seed).stream("split"))
  }

  @Test(arguments: [
    (0, 0), (1, 0), (2, 1), (3, 1), (150, 50), (200, 66), (350, 100), (500, 100), (2_490, 498),
    (9_999, 1_999), (67_349, 2_000),
  ])
  func aFifthIsHeldWithinBounds(_ count: Int, _ held: Int) {
    let split = SplitTask(task(count), in: order(1))
    #expect(split.validation.count == held)
    #expect(split.training.count == count - held)
  }

  @Test func everyExampleIsInExactlyOnePart() {
    let task = task(1_000)
    let split = SplitTask(task, in: order(1))
    #expect(Set(split.training).isDisjoint(with: split.validation))
    #expect(Set(split.training).union(split.validation) == Set(task.training))
  }

  @Test func thePartsDependOnTheOrderAlone() {
    let split = SplitTask(task(1_000), in: order(1))
    #expect(split == SplitTask(task(1_000), in: order(1)))
    #expect(split.validation != SplitTask(task(1_000), in: order(2)).validation)
  }

  @Test func theTestSplitIsThePublishedOne() {
    let split = SplitTask(task(1_000), in: order(1))
    #expect(split.examples(.test) == task(1_000).test)
    #expect(split.examples(.training) == split.training)
    #expect(split.examples(.validation) == split.validation)
  }

  @Test func theSummaryCountsTheParts() {
    let summary = SplitTask(task(1_000), in: order(1)).summary(isPrimary: true)
    #expect(
      summary
        == TaskSummary(
          "numbers", isPrimary: true, metric: "accuracy", trainingExamples: 800,
          validationExamples: 200, testExamples: 1))
  }
}
