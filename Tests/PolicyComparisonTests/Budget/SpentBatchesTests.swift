import Multitask
import Testing

@testable import PolicyComparison

@Suite struct SpentBatchesTests {
  @Test func everyTwentiethOfTheBudgetIsCountedApart() {
    let spent = SpentBatches(tasks: 2, budget: 40)
    spent.add(3, of: TaskIndex(0))
    spent.add(2, of: TaskIndex(1))
    #expect(spent.onEach == [3, 2] && spent.total == 5)
    #expect(spent.overTime == [[2, 0], [1, 1], [0, 1]])
  }

  @Test func theLastPartHasWhatExceedsTheBudget() {
    let spent = SpentBatches(tasks: 1, budget: 20)
    spent.add(23, of: TaskIndex(0))
    #expect(spent.overTime == Array(repeating: [1], count: 19) + [[4]])
  }

  /// Some parts of a budget below twenty batches have none.
  @Test func aBatchMayBeLongerThanAPart() {
    let spent = SpentBatches(tasks: 1, budget: 10)
    spent.add(2, of: TaskIndex(0))
    #expect(spent.overTime == [[1], [0], [1]])
  }
}
