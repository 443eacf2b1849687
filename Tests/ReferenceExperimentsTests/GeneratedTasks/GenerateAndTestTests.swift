import Foundation
import ReferenceExperiments
import Testing

@Suite struct GenerateAndTestTests {
  /// The tasks replaced at each of some steps.
  private func replaced(
    _ rule: inout GenerateAndTest, _ utilities: [Double], steps: Int
  ) -> [[Int]] {
    (0..<steps).map { _ in rule.step { utilities } }
  }

  @Test func theLeastUsefulFifthIsReplacedFromTimeToTime() {
    var rule = GenerateAndTest(tasks: 6, period: 4)
    let steps = replaced(&rule, [0.5, 0.1, 0.9, 0.2, 0.3, 0.7], steps: 8)
    // A fifth of six, rounded up, is two.
    #expect(steps == [[], [], [], [1, 3], [], [], [], [1, 3]])
    #expect(rule.ages == [8, 0, 8, 0, 8, 8])
  }

  @Test(arguments: [(1, 1), (5, 1), (6, 2), (10, 2), (15, 3), (35, 7)])
  func theNumberReplacedIsRoundedUp(tasks: Int, count: Int) {
    var rule = GenerateAndTest(tasks: tasks, period: 1)
    let utilities = (0..<tasks).map(Double.init)
    #expect(rule.step { utilities } == Array(0..<count))
  }

  @Test func whoIsTooYoungStays() {
    var rule = GenerateAndTest(tasks: 3, period: 2, share: 0.3, maturity: 3)
    // After two steps nobody is old enough; after four everybody, and then the one replaced is not.
    #expect(replaced(&rule, [0.1, 0.2, 0.3], steps: 6) == [[], [], [], [0], [], [1]])
    #expect(rule.ages == [2, 0, 6])
  }

  @Test func utilitiesAreAskedForWhenItIsTime() {
    var rule = GenerateAndTest(tasks: 2, period: 3)
    var asked = 0
    for _ in 0..<7 {
      _ = rule.step {
        asked += 1
        return [0.2, 0.1]
      }
    }
    #expect(asked == 2)
    var none = GenerateAndTest(tasks: 0, period: 1)
    #expect(replaced(&none, [], steps: 3) == [[], [], []])
  }

  @Test func aRuleGoesOnFromWhatWasWrittenDown() throws {
    var rule = GenerateAndTest(tasks: 4, period: 3)
    _ = replaced(&rule, [4, 3, 2, 1], steps: 4)
    var read = try JSONDecoder().decode(
      GenerateAndTest.self, from: JSONEncoder().encode(rule))
    #expect(read == rule)
    #expect(
      replaced(&read, [1, 2, 3, 4], steps: 5) == replaced(&rule, [1, 2, 3, 4], steps: 5))
  }
}
