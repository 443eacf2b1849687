import Testing

@testable import Benchmarks

@Suite struct WorthArgumentsTests {
  @Test func theFolderOfTheEncoderMayStandAnywhere() {
    for arguments in [
      ["glue", "tables", "--model", "/encoder", "84"],
      ["glue", "tables", "84", "--model", "/encoder"],
    ] {
      let worth = WorthArguments(arguments)
      #expect(worth.values == ["glue", "tables", "84"])
      #expect(worth.model == "/encoder")
    }
  }

  @Test func numbersAreReadOrTakeTheirDefaults() {
    let worth = WorthArguments(["glue", "tables", "2", "20,40"])
    #expect(worth.numbers(at: 2, else: [1]) == [2])
    #expect(worth.numbers(at: 3, else: [80]) == [20, 40])
    #expect(worth.numbers(at: 4, else: [80]) == [80])
  }

  @Test func frozenProblemsAreLeftOutWithoutAnEncoder() throws {
    let names = ["qnli-1000", "qnli-500-frozen"]
    let without = try WorthArguments(["glue", "tables"] + names).problems(from: 2)
    #expect(without.map(\.name) == ["qnli-1000"])
    let with = try WorthArguments(["glue", "tables", "--model", "/encoder"] + names)
      .problems(from: 2)
    #expect(with.map(\.name) == names)
    #expect(throws: UnknownProblem.self) { try WorthArguments(["none"]).problems(from: 0) }
  }

  @Test func bothHalvesHaveFrozenProblems() {
    for half in WorthProblem.Half.allCases {
      #expect(WorthProblem.all.contains { $0.isFrozen && $0.half == half })
    }
    #expect(Set(WorthProblem.all.map(\.name)).count == WorthProblem.all.count)
  }
}
