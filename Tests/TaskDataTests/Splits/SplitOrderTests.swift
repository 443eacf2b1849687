import Foundation
import GSLNumerics
import Testing

@testable import TaskData

@Suite struct SplitOrderTests {
  @Test(
    arguments: [
      ([1, 2, 3, 4], 2, 2), ([1, 1, 1, 4], 2, 3), ([1, 2, 2, 2], 2, 1), ([1, 2, 2, 3], 2, 3),
      ([1, 1, 1, 1], 2, 2), ([1, 2], 0, 0), ([1, 2], 2, 2), ([1, 2], 9, 2),
      ([1, 1, 2, 2, 2], 1, 2),
    ] as [([UInt64], Int, Int)])
  func aCutSeparatesNoEqualRanks(_ ranks: [UInt64], _ wanted: Int, _ expected: Int) {
    #expect(cut(ranks, near: wanted) == expected)
  }

  /// Each of 1,000 rows is among the lowest 100 with probability 0.1: in 400 orders 40 ± 6 times.
  @Test func everyRowIsAsLikelyToBeHeldOut() {
    let rows = (0..<1_000).map { Example(first: "row \($0)", target: 0) }
    var counts = [Int](repeating: 0, count: rows.count)
    for seed in 0..<400 {
      let order = SplitOrder(using: RandomStreams(seed: UInt64(seed)).stream("order"))
      let ranks = rows.map { order.rank(of: $0, number: 0) }
      let boundary = ranks.sorted()[100]
      for row in rows.indices where ranks[row] < boundary { counts[row] += 1 }
    }
    #expect(counts.reduce(0, +) == 40_000)
    // Chi-squared with 999 degrees of freedom has mean 999 and deviation 45 for binomial counts.
    let chiSquared = counts.map { Double(($0 - 40) * ($0 - 40)) / 36 }.reduce(0, +)
    #expect(chiSquared > 999 - 5 * 45 && chiSquared < 999 + 5 * 45)
  }

  @Test(arguments: ["", "0", "1.0", "1.5", "-3", "all", "0.0", "nan"])
  func otherAmountsAreRefused(_ text: String) {
    #expect(HeldOut.Amount(rawValue: text) == nil)
  }

  @Test(arguments: [("0.25", 50), ("30", 30), ("500", 200), ("rest", 140), ("0.001", 1)])
  func amountsAreOfTheRows(_ text: String, _ count: Int) throws {
    let amount = try #require(HeldOut.Amount(rawValue: text))
    #expect(HeldOut.Amount.count(amount, of: 200, limit: 60) == count)
    let json = try JSONEncoder().encode(amount)
    #expect(String(decoding: json, as: UTF8.self) == "\"\(text)\"")
    #expect(try JSONDecoder().decode(HeldOut.Amount.self, from: json) == amount)
  }
}
