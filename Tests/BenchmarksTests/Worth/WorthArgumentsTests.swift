import ArgumentParser
import Testing

@testable import Benchmarks

@Suite struct WorthArgumentsTests {
  @Test func theFolderOfTheEncoderMayStandAnywhere() throws {
    for arguments in [
      ["glue", "tables", "--model", "/encoder", "84"],
      ["glue", "tables", "84", "--model", "/encoder"],
    ] {
      let command = try TabulateBenchmark.parse(arguments)
      #expect([command.glue, command.folder] == ["glue", "tables"])
      #expect(command.mixtures.rawValue == 84)
      #expect(command.worth.model == "/encoder")
    }
  }

  @Test func numbersAreReadOrTakeTheirDefaults() throws {
    let given = try SearchBenchmark.parse(["glue", "tables", "2", "20,80"])
    #expect(given.searches.rawValue == 2)
    #expect(given.costs.elements.map(\.rawValue) == [20, 80])
    let standard = try SearchBenchmark.parse(["glue", "tables"])
    #expect(standard.searches.rawValue == 1)
    #expect(standard.costs.elements.map(\.rawValue) == [20, 40])
  }

  @Test func frozenProblemsAreLeftOutWithoutAnEncoder() throws {
    let names = ["qnli-1000", "qnli-500-frozen"]
    #expect(try WorthArguments.parse(names).problems().map(\.name) == ["qnli-1000"])
    let with = try WorthArguments.parse(["--model", "/encoder"] + names)
    #expect(with.problems().map(\.name) == names)
    let all = try WorthArguments.parse(["--model", "encoder"])
    #expect(all.problems().map(\.name) == WorthProblem.all.map(\.name))
    #expect(all.model?.hasPrefix("/") == true)
    let error = try #require(
      #expect(throws: (any Error).self) { try WorthArguments.parse(["none"]) })
    #expect(WorthArguments.message(for: error).contains("\(UnknownProblem(name: "none"))"))
  }

  @Test func bothHalvesHaveFrozenProblems() {
    for half in WorthProblem.Half.allCases {
      #expect(WorthProblem.all.contains { $0.isFrozen && $0.half == half })
    }
    #expect(Set(WorthProblem.all.map(\.name)).count == WorthProblem.all.count)
  }
}
