import ArgumentParser
import Testing

@testable import Benchmarks

@Suite struct ArgumentsTests {
  @Test func aCountIsAWholeNumberOfAtLeastOne() {
    #expect(Count(argument: "300")?.rawValue == 300)
    for wrong in ["0", "-1", "1.5", "many", "", "1e3"] { #expect(Count(argument: wrong) == nil) }
    #expect((3 as Count).seeds == 1...3)
  }

  @Test func aMagnitudeIsAFiniteNumberOfAtLeastZero() {
    #expect(Magnitude(argument: "0")?.rawValue == 0)
    #expect(Magnitude(argument: "1e-2")?.rawValue == 0.01)
    for wrong in ["-0.1", "nan", "inf", "much", ""] { #expect(Magnitude(argument: wrong) == nil) }
  }

  @Test func eachOfSeveralValuesMustBeRight() {
    #expect(CommaSeparated<Count>(argument: "20,40")?.elements.map(\.rawValue) == [20, 40])
    for wrong in ["20,x", "20,", ",20", "20 40", ""] {
      #expect(CommaSeparated<Count>(argument: wrong) == nil)
    }
    #expect(([1, 4] as CommaSeparated<Count>).defaultValueDescription == "1,4")
  }

  @Test func theDefaultsAreThoseOfThePages() throws {
    let transfer = try TransferBenchmark.parse([])
    #expect(transfer.primary == "rte")
    #expect(transfer.seeds.rawValue == 20 && transfer.batches.rawValue == 300)
    let mixing = try MixingBenchmark.parse([])
    #expect(mixing.tasks.elements == ["rte", "mnli", "qqp", "wnli", "qnli"])
    let models = try #require(try Benchmark.parseAsRoot(["targets"]) as? TargetsBenchmark.Models)
    #expect(models.seeds.rawValue == 10 && models.noise.rawValue == 0.3)
    #expect(try MixtureArguments.parse([]).problems(weights: [3]).allSatisfy { $0.count == 3 })
  }

  /// Before, such arguments were taken for their defaults in silence, or for all readers or none.
  @Test(arguments: [
    ["transfer", "rte", "five"], ["optimizer", "ten"], ["optimizer", "10", "unknown"],
    ["mixtures", "regrets", "0.1", "2", "one"], ["mixtures", "regrets", "0.1", "2", "1"],
    ["fit", "mixtures", "loud"], ["fit", "tables"], ["targets", "search", "60", "x"],
    ["targets", "often"], ["suggestion", "50", "x"], ["scaling", "1,four"], ["coverage", "0"],
    ["calibration", "x"], ["fuzz", "60m"], ["fuzz", "10", "nothing"], ["fuzz", "10", "csv", "x"],
    ["weights", "famo", "tasks=x"], ["weights", "famo", "tasks=1e300"], ["weights"],
    ["selection", "rte", "2", "unknown"],
    ["mixing", "rte,mnli", "8", "2", "unknown=1"], ["replay", "tables", "x"],
    ["replay", "tables", "20", "40", "unknown"], ["tabulate", "glue", "tables", "x"],
    ["search", "glue", "tables", "1", "20,x"], ["exp3s", "glue"], ["gpu", "tpu"], ["unknown"],
  ])
  func aWrongArgumentIsRefused(words: [String]) {
    let error = #expect(throws: (any Error).self) { try Benchmark.parseAsRoot(words) }
    guard let error else { return }
    #expect(Benchmark.exitCode(for: error) != .success)
    #expect(Benchmark.fullMessage(for: error).hasPrefix("Error: "))
  }

  @Test func theRefusalNamesTheValueAndTheArgument() throws {
    let error = try #require(
      #expect(throws: (any Error).self) { try Benchmark.parseAsRoot(["transfer", "rte", "five"]) })
    let message = Benchmark.fullMessage(for: error)
    #expect(message.contains("'five' is invalid for '<seeds>'"))
    #expect(message.contains("The number of seeds"))
  }

  @Test func anErrorOfAMeasurementEndsWithOne() {
    let error = NoGPU(engine: "2.15")
    #expect(Benchmark.exitCode(for: error).rawValue == 1)
    #expect(Benchmark.fullMessage(for: error) == "Error: \(error)")
  }
}
