public import ArgumentParser
public import AutoSeM
import Foundation
import GSLNumerics
import Multitask
import RunJournal
import TaskData
import TorchTrainer

/// Measures how often stage one keeps each task of the synthetic suite, with the default settings and one run
/// per seed of suite and splits.
///
/// Prints Markdown tables: the mean utilities and the numbers of runs that kept each task, and each set of
/// tasks.
struct SelectionBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selection",
    abstract: "Measures how often stage one keeps each task of the synthetic suite.")

  @Argument(help: "The primary task.")
  var primary = "rte"

  @Argument(help: "The number of seeds.")
  var seeds: Count = 20

  @Argument(help: "The reward. Default: that of the search.")
  var reward: RewardKind?

  func run() async throws {
    var kept: [String: Int] = [:]
    var together: [String: Int] = [:]
    var utilities: [String: [Double]] = [:]
    var names: [String] = []
    for seed in seeds.seeds {
      let suite = try TaskSuite.synthetic(seed: seed)
      guard let index = suite.names.firstIndex(of: primary) else {
        throw TaskDataError.unknownTask(primary, available: suite.names)
      }
      names = suite.names
      let streams = RandomStreams(seed: seed).substreams("validation")
      let factory = try TorchTrainerFactory(
        tasks: suite.tasks.map { SplitTask($0, in: SplitOrder(using: streams.stream("held-out"))) },
        primary: TaskIndex(index), settings: TorchTrainerSettings())
      let arms = try await arms(factory, seed, reward)
      let set = arms.filter(\.isKept).map { names[$0.task.rawValue] }.sorted()
      together[set.joined(separator: ", "), default: 0] += 1
      for arm in arms {
        let task = names[arm.task.rawValue]
        utilities[task, default: []].append(arm.mean)
        kept[task, default: 0] += arm.isKept ? 1 : 0
      }
    }
    print("| task | mean utility | kept in |\n|---|---|---|")
    for task in names {
      let mean = SampleStatistics(utilities[task] ?? [.nan]).mean
      print(
        "| \(task) | \((1000 * mean).rounded() / 1000) | \(kept[task] ?? 0) of \(seeds.rawValue) |")
    }
    print("\n| kept together | in |\n|---|---|")
    for (set, runs) in together.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      print("| \(set) | \(runs) of \(seeds.rawValue) |")
    }
  }
}

extension RewardKind: ExpressibleByArgument {}

/// Runs stage one and minimal further stages.
private func arms(
  _ factory: TorchTrainerFactory, _ seed: UInt64, _ reward: RewardKind?
) async throws -> [ArmRecord] {
  var settings = SearchSettings()
  settings.seed = seed
  if let reward, reward != .twin {
    // The same number of batches, in short pulls of one continuous model.
    settings.selection.reward = reward
    settings.selection.rounds *= settings.selection.batchesPerPull / 10
    settings.selection.batchesPerPull = 10
  }
  settings.mixing.trials = 1
  settings.mixing.initialTrials = 1
  settings.mixing.steps = 1
  settings.confirmation.seeds = 1
  let journal = try Journal.inMemory(
    header: RunHeader(
      version: "benchmark", experiment: "{}", origin: "synthetic", isSynthetic: true,
      tasks: factory.tasks))
  return try await Search(factory, settings: settings).run(on: journal).arms
}
