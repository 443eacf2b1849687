import AutoSeM
import Foundation
import GSLNumerics
import TorchTrainer

/// Times parts of the package, and measures transfer between the synthetic tasks and the optimiser's regret.
///
/// `step`, `embed MODEL SENTENCES`, `encode MODEL GLUE`, `tune MODEL GLUE`, `trainer [GLUE folder]`,
/// `transfer [PRIMARY [SEEDS [BATCHES [SHARING [STRENGTH]]]]]`,
/// `selection [PRIMARY [SEEDS [REWARD]]]`, `optimizer [SEEDS [OBJECTIVE …]]`,
/// `mixtures correlations|regrets|tables [NOISE [SEEDS [WEIGHTS …]]]`,
/// `targets [SEEDS [NOISE]]`, `targets search [SEEDS [NOISE [TRIALS …]]]`,
/// `fit mixtures [NOISE [SEEDS [WEIGHTS …]]]`, `fit tables FOLDER`,
/// `suggestion [OBSERVATIONS …]`, `mixing [TASK,TASK… [TRIALS [SEEDS [WAY …]]]]`, `method FILE`,
/// `tabulate GLUE FOLDER [MIXTURES [PROBLEM …]] [--model FOLDER]`,
/// `replay FOLDER [SEARCHES [COST,COST… [POLICY …]]]`,
/// `search|exp3s GLUE TABLES [SEARCHES [COST,COST… [PROBLEM …]]] [--model FOLDER]`,
/// `scaling [WORKERS,WORKERS… [TRIALS [SEEDS [SPREAD,SPREAD…]]]]`, `gpu [cpu]`,
/// `fuzz COUNT|SECONDSs [TARGET [SEED]]`, `weighting`, `coverage [SAMPLES]`, `calibration [RUNS]` or
/// `weights METHOD [KEY=VALUE …]`.
@main enum Benchmark {
  static func main() async {
    BLASKernels.loadBest()
    do {
      try await run(CommandLine.arguments.dropFirst())
    } catch {
      try? FileHandle.standardError.write(contentsOf: Data("autosem-benchmark: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ arguments: ArraySlice<String>) async throws {
    switch arguments.first {
    case "step": try timeStep()
    case "embed":
      let values = Array(arguments.dropFirst())
      guard values.count == 2 else {
        return print("usage: autosem-benchmark embed MODEL SENTENCES")
      }
      try printVectors(model: values[0], file: values[1])
    case "encode":
      let values = Array(arguments.dropFirst())
      guard values.count == 2 else { return print("usage: autosem-benchmark encode MODEL GLUE") }
      try timeEncoding(model: values[0], glue: values[1])
    case "tune":
      let values = Array(arguments.dropFirst())
      guard values.count == 2 else { return print("usage: autosem-benchmark tune MODEL GLUE") }
      try timeTuning(model: values[0], glue: values[1])
    case "trainer": try timeTrainer(glue: arguments.dropFirst().first)
    case "transfer":
      let values = Array(arguments.dropFirst())
      var settings = TorchTrainerSettings()
      settings.sharing =
        values.dropFirst(3).first.flatMap { ParameterSharing(rawValue: $0) } ?? settings.sharing
      settings.sharingStrength =
        values.dropFirst(4).first.flatMap { Double($0) } ?? settings.sharingStrength
      try measureTransfer(
        primary: values.first ?? "rte", seeds: values.dropFirst().first.flatMap { Int($0) } ?? 20,
        batches: values.dropFirst(2).first.flatMap { Int($0) } ?? 300, settings: settings)
    case "selection":
      let values = Array(arguments.dropFirst())
      try await measureSelection(
        primary: values.first ?? "rte", seeds: values.dropFirst().first.flatMap { Int($0) } ?? 20,
        reward: values.dropFirst(2).first.flatMap { RewardKind(rawValue: $0) })
    case "optimizer":
      let values = Array(arguments.dropFirst())
      try measureOptimizer(
        seeds: values.first.flatMap { Int($0) } ?? 10, objectives: Array(values.dropFirst()))
    case "mixtures": try measureMixtures(Array(arguments.dropFirst()))
    case "targets" where arguments.dropFirst().first == "search":
      try measureTargetSearches(Array(arguments.dropFirst(2)))
    case "targets": try measureTargets(Array(arguments.dropFirst()))
    case "fit": try measureFits(Array(arguments.dropFirst()))
    case "suggestion":
      let counts = arguments.dropFirst().compactMap { Int($0) }
      try timeSuggestion(
        observations: counts.isEmpty ? [50, 100, 200, 500, 1000, 5000] : counts)
    case "mixing":
      let values = Array(arguments.dropFirst())
      let tasks = (values.first ?? "rte,mnli,qqp,wnli,qnli").split(separator: ",").map(String.init)
      let trials = values.dropFirst().first.flatMap { Int($0) } ?? 8
      let seeds = values.dropFirst(2).first.flatMap { UInt64($0) } ?? 20
      let ways = values.count > 3 ? Array(values[3...]) : ["plain", "fidelity=partial"]
      try await measureMixing(
        tasks, trials: max(trials, 1), seeds: 1...max(seeds, 1), ways: ways.map(MixingWay.init))
    case "tabulate":
      let worth = WorthArguments(arguments.dropFirst())
      guard worth.values.count >= 2 else {
        return print(
          "usage: autosem-benchmark tabulate GLUE FOLDER [MIXTURES [PROBLEM ...]] [--model FOLDER]")
      }
      try tabulate(
        worth.problems(from: 3), mixtures: worth.numbers(at: 2, else: [200])[0],
        glue: URL(filePath: worth.values[0]), model: worth.model,
        to: URL(filePath: worth.values[1]))
    case "replay":
      let values = Array(arguments.dropFirst())
      guard let folder = values.first else {
        return print(
          "usage: autosem-benchmark replay FOLDER [SEARCHES [COST,COST... [POLICY ...]]]")
      }
      let costs = values.dropFirst(2).first?.split(separator: ",").compactMap { Int($0) } ?? []
      try await replay(
        tables: URL(filePath: folder), searches: values.dropFirst().first.flatMap { Int($0) } ?? 20,
        policies: ReplayPolicy.named(Array(values.dropFirst(3))),
        costs: costs.isEmpty ? Replay.costs : costs)
    case "search", "exp3s":
      let worth = WorthArguments(arguments.dropFirst())
      guard worth.values.count >= 2 else {
        return print(
          "usage: autosem-benchmark search|exp3s GLUE TABLES [SEARCHES [COST,COST... [PROBLEM ...]]] "
            + "[--model FOLDER]")
      }
      let problems = try worth.problems(from: 4)
      let costs = worth.numbers(at: 3, else: [20, 40])
      let searches = worth.numbers(at: 2, else: [1])[0]
      let (glue, tables) = (URL(filePath: worth.values[0]), URL(filePath: worth.values[1]))
      if arguments.first == "search" {
        try await searchByTraining(
          problems, costs: costs, searches: searches, glue: glue, model: worth.model,
          tables: tables)
      } else {
        try trainByExp3S(
          problems, costs: costs, searches: searches, glue: glue, model: worth.model,
          tables: tables)
      }
    case "scaling":
      let values = Array(arguments.dropFirst())
      let counts = values.first?.split(separator: ",").compactMap { Int($0) } ?? []
      let spreads = values.dropFirst(3).first?.split(separator: ",").compactMap { Double($0) } ?? []
      try measureScaling(
        workers: counts.isEmpty ? [1, 4, 16, 64, 256, 1_024] : counts,
        trials: values.dropFirst().first.flatMap { Int($0) } ?? 128,
        seeds: values.dropFirst(2).first.flatMap { Int($0) } ?? 3,
        spreads: spreads.isEmpty ? ScalingSearch.spreads : spreads)
    case "gpu" where arguments.count == 1:
      if try await !compareDevices(.gpu) { exit(1) }
    case "gpu" where Array(arguments.dropFirst()) == ["cpu"]:
      if try await !compareDevices(.compositions) { exit(1) }
    case "weighting": try timeWeighting()
    case "fuzz": try fuzz(Array(arguments.dropFirst()))
    case "weights" where arguments.count >= 2:
      let values = Array(arguments.dropFirst())
      try answerLines(of: values[0], settings: Array(values.dropFirst()))
    case "coverage":
      measureCoverage(samples: arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000)
    case "calibration":
      measureCalibration(runs: arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000)
    case "method" where arguments.count == 2:
      try runMethod(arguments[arguments.index(after: arguments.startIndex)])
    default:
      print(
        "usage: autosem-benchmark step | embed MODEL SENTENCES | encode MODEL GLUE | tune MODEL GLUE "
          + "| trainer [FOLDER] "
          + "| transfer [PRIMARY [SEEDS [BATCHES [SHARING [STRENGTH]]]]] "
          + "| selection [PRIMARY [SEEDS [REWARD]]] | optimizer [SEEDS [OBJECTIVE ...]] "
          + "| mixtures correlations|regrets|tables [NOISE [SEEDS [WEIGHTS ...]]] "
          + "| targets [SEEDS [NOISE]] | targets search [SEEDS [NOISE [TRIALS ...]]] | fit mixtures [NOISE [SEEDS [WEIGHTS ...]]] | fit tables FOLDER "
          + "| suggestion [OBSERVATIONS ...] | mixing [TASK,TASK... [TRIALS [SEEDS [WAY ...]]]] "
          + "| method FILE | tabulate GLUE FOLDER [MIXTURES [PROBLEM ...]] [--model FOLDER] "
          + "| replay FOLDER [SEARCHES [COST,COST... [POLICY ...]]] "
          + "| search|exp3s GLUE TABLES [SEARCHES [COST,COST... [PROBLEM ...]]] [--model FOLDER] "
          + "| scaling [WORKERS,WORKERS... [TRIALS [SEEDS [SPREAD,SPREAD...]]]] | gpu [cpu] | weighting "
          + "| coverage [SAMPLES] "
          + "| fuzz COUNT|SECONDSs [TARGET [SEED]] | calibration [RUNS] | weights METHOD [KEY=VALUE ...]"
      )
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
