import ArgumentParser
import AutoSeM
import Foundation
import GSLNumerics
import Multitask
import RunJournal
import TaskData
import TorchTrainer

/// Compares settings of stage two at the same number of training batches.
///
/// One run per seed, with the suite and the splits of that seed. Settings with a prior from stage one have a
/// common stage one; without, stage one is minimal and keeps all tasks. The recommended mixture is trained
/// with fresh seeds, the same for all settings, and evaluated on the test split. Prints a line per run and a
/// Markdown table of paired differences to the first settings.
struct MixingBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mixing",
    abstract: "Compares settings of stage two at the same number of training batches.")

  @Argument(help: "The tasks, the primary first.")
  var tasks: CommaSeparated<String> = ["rte", "mnli", "qqp", "wnli", "qnli"]

  @Argument(help: "Stage two's budget in whole trials.")
  var trials: Count = 8

  @Argument(help: "The number of runs, one a seed.")
  var seeds: Count = 20

  @Argument(
    help: ArgumentHelp(
      "The settings: plain, or changes such as fidelity=partial,initial=5. Default: plain fidelity=partial.",
      valueName: "way"),
    transform: MixingWay.init)
  var ways: [MixingWay] = []

  func run() async throws {
    let names = tasks.elements
    let trials = trials.rawValue
    let ways = try ways.isEmpty ? ["plain", "fidelity=partial"].map(MixingWay.init) : ways
    let isSelecting = ways.contains { $0.applied(to: SearchSettings().mixing).prior != .none }
    var endings = [[Evaluation]](repeating: [], count: ways.count)
    for seed in seeds.seeds {
      let factory = try factory(of: names, seed: seed)
      var pulls: [PullRecord] = []
      for (index, way) in ways.enumerated() {
        var settings = SearchSettings()
        settings.seed = seed
        settings.workers = 1
        if !isSelecting {
          settings.selection.rounds = 1
          settings.selection.batchesPerPull = 1
          settings.selection.keep = names.count
          settings.selection.threshold = 0
        }
        settings.mixing.trials = trials
        settings.mixing = way.applied(to: settings.mixing)
        settings.mixing.initialTrials = min(settings.mixing.initialTrials, trials)
        let journal = try await journal(of: settings, factory, pulls)
        guard let mixture = try journal.recommendation()?.mixture else { throw CancellationError() }
        pulls = try journal.pulls()
        let evaluation = try truth(of: mixture, factory, settings, seeds: 6)
        endings[index].append(evaluation)
        let shares = zip(factory.tasks, mixture.weights).map { "\($0.name) \(rounded($1, 2))" }
        let spent = try journal.trials().reduce(0) { $0 + $1.batches }
        print(
          "seed \(seed), \(way.name), \(spent) batches: loss \(rounded(evaluation.loss, 3)), "
            + "metric \(rounded(evaluation.metric, 3)); " + shares.joined(separator: ", "))
      }
    }
    print(
      """

      \(names[0]) with \(names.dropFirst().joined(separator: ", ")); \(trials) whole trials' batches

      | way | log-loss | difference | metric | difference |
      |---|---|---|---|---|
      """)
    for (way, own) in zip(ways, endings) {
      let losses = SampleStatistics(zip(own, endings[0]).map { $0.loss - $1.loss })
      let metrics = SampleStatistics(zip(own, endings[0]).map { $0.metric - $1.metric })
      print(
        "| \(way.name) | \(rounded(SampleStatistics(own.map(\.loss)).mean, 3)) "
          + "| \(difference(losses)) | \(rounded(SampleStatistics(own.map(\.metric)).mean, 3)) "
          + "| \(difference(metrics)) |")
    }
  }
}

/// Changes of stage two's default settings: `plain`, or such as `fidelity=partial,initial=5`.
struct MixingWay {
  let name: String
  private let change: (inout MixingSettings) -> Void

  /// Reads changes of settings.
  ///
  /// - Throws: `UnknownWay`.
  init(_ name: String) throws {
    self.name = name
    let changes = try name.split(separator: ",").filter { $0 != "plain" }.map { part in
      let pair = part.split(separator: "=").map(String.init)
      guard pair.count == 2, let change = Self.change(pair[0], pair[1]) else {
        throw UnknownWay(name: name)
      }
      return change
    }
    change = { settings in for change in changes { change(&settings) } }
  }

  /// Returns settings with the changes.
  func applied(to settings: MixingSettings) -> MixingSettings {
    var settings = settings
    change(&settings)
    return settings
  }

  private static func change(_ key: String, _ value: String) -> ((inout MixingSettings) -> Void)? {
    switch key {
    case "fidelity": MixingSettings.Fidelity(rawValue: value).map { new in { $0.fidelity = new } }
    case "acquisition":
      MixingSettings.Acquisition(rawValue: value).map { new in { $0.acquisition = new } }
    case "prior": MixingSettings.Prior(rawValue: value).map { new in { $0.prior = new } }
    case "hyperparameter_samples":
      Int(value).map { new in { $0.hyperparameterSamples = new } }
    case "primary_share": Double(value).map { new in { $0.primaryShare = new } }
    case "initial": Int(value).map { new in { $0.initialTrials = new } }
    default: nil
    }
  }
}

/// An unknown change of stage two's settings.
struct UnknownWay: Error, CustomStringConvertible {
  let name: String

  var description: String {
    "'\(name)' is no way of stage two: 'plain' was expected, or such as 'fidelity=partial', "
      + "'acquisition=knowledge_gradient', 'hyperparameter_samples=0', 'prior=utilities', "
      + "'primary_share=0' and 'initial=5', with commas between them"
  }
}

private func factory(of names: [String], seed: UInt64) throws -> TorchTrainerFactory {
  let suite = try TaskSuite.synthetic(seed: seed, names: names)
  guard let index = suite.names.firstIndex(of: names[0]) else {
    throw TaskDataError.unknownTask(names[0], available: suite.names)
  }
  let streams = RandomStreams(seed: seed).substreams("validation")
  return try TorchTrainerFactory(
    tasks: suite.tasks.map { SplitTask($0, in: SplitOrder(using: streams.stream("held-out"))) },
    primary: TaskIndex(index), settings: TorchTrainerSettings())
}

/// Returns the journal of a search up to stage two's recommendation.
///
/// - Parameter pulls: The recorded pulls of stage one.
private func journal(
  of settings: SearchSettings, _ factory: TorchTrainerFactory, _ pulls: [PullRecord]
) async throws -> Journal {
  let journal = try Journal.inMemory(
    header: RunHeader(
      version: "benchmark", experiment: "{}", origin: "synthetic", isSynthetic: true,
      tasks: factory.tasks))
  for pull in pulls { try journal.record(pull) }
  let search = Search(factory, settings: settings)
  let (events, ended) = AsyncStream.makeStream(of: Void.self)
  let running = Task {
    defer { ended.finish() }
    _ = try await search.run(on: journal) { event in
      if case .recommended = event { ended.yield() }
    }
  }
  for await _ in events { running.cancel() }
  do {
    try await running.value
  } catch is CancellationError {
    // The benchmark has its own confirmation.
  }
  return journal
}

/// Returns the mean evaluation over fresh seeds on the test split.
private func truth(
  of mixture: Mixture, _ factory: TorchTrainerFactory, _ settings: SearchSettings, seeds: Int
) throws -> Evaluation {
  let streams = RandomStreams(seed: settings.seed)
  let evaluations = try (0..<seeds).map { number in
    let trainer = try factory.makeTrainer(seed: streams.stream("truth", number).seed())
    let order = settings.mixing.schedule.tasks(
      for: mixture, batches: settings.mixing.steps, using: streams.stream("truth-order", number))
    _ = try trainer.train(on: order)
    return try trainer.evaluate(task: factory.primary, split: .test)
  }
  return Evaluation(
    metric: SampleStatistics(evaluations.map(\.metric)).mean,
    loss: SampleStatistics(evaluations.map(\.loss)).mean, examples: evaluations[0].examples)
}

private func rounded(_ value: Double, _ digits: Int) -> String {
  String(format: "%.\(digits)f", value)
}

private func difference(_ statistics: SampleStatistics) -> String {
  String(format: "%+.3f ± %.3f", statistics.mean, statistics.halfWidth() ?? .nan)
}
