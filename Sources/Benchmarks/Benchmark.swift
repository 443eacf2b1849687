import ArgumentParser
import Foundation
import GSLNumerics

/// The measurements of the package.
@main
struct Benchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "autosem-benchmark",
    abstract: "Times parts of the package, and measures how good their results are.",
    discussion: "docs/benchmarks.md and docs/results.md have the results.",
    subcommands: [
      StepBenchmark.self, TrainerBenchmark.self, WeightingBenchmark.self, DeviceBenchmark.self,
      EmbedBenchmark.self, EncodeBenchmark.self, TuneBenchmark.self, TransferBenchmark.self,
      SelectionBenchmark.self, CalibrationBenchmark.self, MixingBenchmark.self,
      OptimizerBenchmark.self, SuggestionBenchmark.self, ScalingBenchmark.self,
      MixtureBenchmark.self, TargetsBenchmark.self, FitBenchmark.self, TabulateBenchmark.self,
      ReplayBenchmark.self, SearchBenchmark.self, Exp3SBenchmark.self, CoverageBenchmark.self,
      MethodBenchmark.self, WeightsBenchmark.self, FuzzBenchmark.self,
    ])

  /// Runs the measurement of the arguments with the best kernels, which are loaded before anything else.
  static func main() async {
    BLASKernels.loadBest()
    await main(nil)
  }
}

/// Returns the processor seconds that a body takes, all threads together.
func processorSeconds(_ body: () throws -> Void) rethrows -> Double {
  let start = clock()
  try body()
  return Double(clock() - start) / Double(CLOCKS_PER_SEC)
}

/// Prints a line with a rate, from the seconds of some repetitions.
func report(_ what: String, _ seconds: Double, repetitions: Int) {
  let perSecond = (Double(repetitions) / seconds).rounded()
  let milliseconds = (seconds / Double(repetitions) * 100_000).rounded() / 100
  print("\(what): \(perSecond) per CPU-second, \(milliseconds) ms")
}
