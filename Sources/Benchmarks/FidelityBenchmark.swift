import AutoSeM
import Foundation
import GSLNumerics
import Multitask
import RunJournal
import TaskData
import TorchTrainer

/// Compares stage two with whole and with partial trials, at the same number of training batches.
///
/// One run a seed, with the suite and the split made from that seed and the tasks given; stage one is
/// passed through without training to speak of and keeps them all. The mixture that stage two
/// recommends is trained with fresh seeds, which all ways share, and measured on the test split. Prints
/// a line a run and a Markdown table with paired differences to the first way.
///
/// - Parameters:
///   - names: The tasks, the primary first.
///   - trials: The whole trials whose batches stage two may spend.
///   - seeds: The runs.
///   - initialTrials: How many trials come from the design.
func measureFidelity(
  _ names: [String], trials: Int, seeds: ClosedRange<UInt64>, initialTrials: [Int]
) async throws {
  let ways = initialTrials.flatMap { initial in
    MixingSettings.Fidelity.allCases.map { (fidelity: $0, initial: initial) }
  }
  var endings = [[Evaluation]](repeating: [], count: ways.count)
  for seed in seeds {
    let factory = try factory(of: names, seed: seed)
    for (place, way) in ways.enumerated() {
      var settings = SearchSettings()
      settings.seed = seed
      settings.workers = 1
      settings.selection.rounds = 1
      settings.selection.batchesPerPull = 1
      settings.selection.keep = names.count
      settings.selection.threshold = 0
      settings.mixing.trials = trials
      settings.mixing.initialTrials = min(way.initial, trials)
      settings.mixing.fidelity = way.fidelity
      let (mixture, spent) = try await recommendation(factory, settings)
      let evaluation = try truth(of: mixture, factory, settings, seeds: 6)
      endings[place].append(evaluation)
      let shares = zip(factory.tasks, mixture.weights).map { "\($0.name) \(rounded($1, 2))" }
      print(
        "seed \(seed), \(way.fidelity.rawValue), \(way.initial) initial, \(spent) batches: "
          + "loss \(rounded(evaluation.loss, 3)), metric \(rounded(evaluation.metric, 3)); "
          + shares.joined(separator: ", "))
    }
  }
  print(
    """

    \(names[0]) with \(names.dropFirst().joined(separator: ", ")); \(trials) whole trials' batches

    | trials | initial | log-loss | difference | metric | difference |
    |---|---|---|---|---|---|
    """)
  for (way, own) in zip(ways, endings) {
    let losses = SampleStatistics(zip(own, endings[0]).map { $0.loss - $1.loss })
    let metrics = SampleStatistics(zip(own, endings[0]).map { $0.metric - $1.metric })
    print(
      "| \(way.fidelity.rawValue) | \(way.initial) "
        + "| \(rounded(SampleStatistics(own.map(\.loss)).mean, 3)) | \(difference(losses)) "
        + "| \(rounded(SampleStatistics(own.map(\.metric)).mean, 3)) | \(difference(metrics)) |")
  }
}

private func factory(of names: [String], seed: UInt64) throws -> TorchTrainerFactory {
  let suite = try TaskSuite.synthetic(seed: seed, names: names)
  guard let place = suite.names.firstIndex(of: names[0]) else {
    throw TaskDataError.unknownTask(names[0], available: suite.names)
  }
  let streams = RandomStreams(seed: seed).substreams("validation")
  return try TorchTrainerFactory(
    tasks: suite.tasks.map { SplitTask($0, using: streams.stream($0.name)) },
    primary: TaskIndex(place), settings: TorchTrainerSettings())
}

/// Runs a search until stage two has recommended a mixture, and says what that took.
private func recommendation(
  _ factory: TorchTrainerFactory, _ settings: SearchSettings
) async throws -> (mixture: Mixture, batches: Int) {
  let journal = try Journal.inMemory(
    header: RunHeader(
      version: "benchmark", experiment: "{}", origin: "synthetic", isSynthetic: true,
      tasks: factory.tasks))
  let search = Search(settings: settings, factory: factory, journal: journal)
  let (events, ended) = AsyncStream.makeStream(of: Void.self)
  let running = Task {
    defer { ended.finish() }
    _ = try await search.run { event in
      if case .recommended = event { ended.yield() }
    }
  }
  for await _ in events { running.cancel() }
  do {
    try await running.value
  } catch is CancellationError {
    // Confirmation is not wanted.
  }
  guard let recommendation = try journal.recommendation() else { throw CancellationError() }
  return (recommendation.mixture, try journal.trials().reduce(0) { $0 + $1.batches })
}

/// The mean over fresh seeds on the test split.
private func truth(
  of mixture: Mixture, _ factory: TorchTrainerFactory, _ settings: SearchSettings, seeds: Int
) throws -> Evaluation {
  let streams = RandomStreams(seed: settings.seed)
  let evaluations = try (0..<seeds).map { number in
    let trainer = try factory.makeTrainer(seed: streams.stream("truth", number).seed())
    let order = settings.mixing.schedule.tasks(
      for: mixture, batches: settings.mixing.steps, using: streams.stream("truth-order", number))
    for task in order { _ = try trainer.train(task: task, batches: 1) }
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
