import AutoSeM
import Foundation

/// Times parts of the package, and measures how the synthetic tasks help each other.
///
/// `step`, `trainer [GLUE folder]`, `transfer [PRIMARY [SEEDS [BATCHES]]]` or
/// `selection [PRIMARY [SEEDS [REWARD]]]`.
@main enum Benchmark {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case "step": try timeStep()
    case "trainer": try timeTrainer(glue: arguments.dropFirst().first)
    case "transfer":
      let values = Array(arguments.dropFirst())
      try measureTransfer(
        primary: values.first ?? "rte", seeds: values.dropFirst().first.flatMap { Int($0) } ?? 20,
        batches: values.dropFirst(2).first.flatMap { Int($0) } ?? 300)
    case "selection":
      let values = Array(arguments.dropFirst())
      try await measureSelection(
        primary: values.first ?? "rte", seeds: values.dropFirst().first.flatMap { Int($0) } ?? 20,
        reward: values.dropFirst(2).first.flatMap { RewardKind(rawValue: $0) })
    default:
      print(
        "usage: autosem-benchmark step | trainer [FOLDER] | transfer [PRIMARY [SEEDS [BATCHES]]] "
          + "| selection [PRIMARY [SEEDS [REWARD]]]")
    }
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
