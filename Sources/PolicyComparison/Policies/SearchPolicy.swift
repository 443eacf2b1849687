import AutoSeM
import GSLNumerics
import Multitask
import RunJournal

/// A search for a mixture with a share of the batches, and training on that mixture with the rest.
struct SearchPolicy: TrainingPolicy {
  /// The stages of a search.
  enum Stages {
    /// Selection, then mixing.
    case both
    /// Selection, then equal shares of the primary and the kept tasks.
    case selection
    /// Mixing of all tasks.
    case mixing
    /// Random mixtures of all tasks instead of mixing.
    case random
  }

  let stages: Stages
  let settings: SearchSettings

  /// The search's share of the batches.
  let share: Double

  /// Stage one's share of the batches of a search with both stages.
  private static let selectionShare = 0.5

  func train(_ training: BudgetedTraining) async throws {
    try training.trainToTheEnd(
      await mixture(for: training), schedule: settings.mixing.schedule)
  }

  /// Searches.
  private func mixture(for training: BudgetedTraining) async throws -> Mixture {
    let factory = training.factory
    let streams = training.streams.substreams("search")
    let journal = try Journal.inMemory(
      header: RunHeader(
        version: "", experiment: "", origin: "", isSynthetic: false, tasks: factory.tasks))
    var search = settings
    // Runs of a comparison are concurrent; the models of a run are sequential.
    search.workers = 1
    let context = SearchContext(
      factory: factory, journal: journal, streams: streams, settings: search)
    let batches = Int(share * Double(training.budget))
    var arms = factory.tasks.indices.map { task in
      ArmRecord(
        task: TaskIndex(task), pulls: 0, successes: 1, failures: 1, probabilityHelps: nil,
        isKept: task != factory.primary.rawValue)
    }
    if stages == .both || stages == .selection {
      let own = stages == .both ? Int(Self.selectionShare * Double(batches)) : batches
      arms = try await SelectionStage(
        settings: settings.selection.fitting(batches: own, tasks: arms.count), context: context
      ).run()
    }
    if stages == .selection {
      return .uniform(
        over: [factory.primary] + arms.filter(\.isKept).map(\.task), of: arms.count)
    }
    search.mixing = settings.mixing.fitting(batches: batches - training.spent.total)
    if stages == .random { return try randomSearch(search.mixing, factory, streams) }
    return try await MixingStage(settings: search, context: context).run(arms: arms).mixture
  }

  /// Returns the best of as many uniformly drawn mixtures as stage two would try.
  private func randomSearch(
    _ mixing: MixingSettings, _ factory: any TrainerFactory, _ streams: RandomStreams
  ) throws -> Mixture {
    let even = factory.tasks.map { _ in 1.0 }
    var best = (score: -Double.infinity, mixture: Mixture.only(factory.primary, of: even.count))
    var seeds = TrialSeeds(mixing.randomNumbers, hasBlocks: false, from: streams)
    for trial in 0..<mixing.trials {
      let mixture = try Mixture(weights: streams.stream("mixture", trial).dirichlet(even))
      let ending = try factory.run(
        Job(
          name: "trial \(trial)", mixture: mixture, schedule: mixing.schedule,
          batches: mixing.steps, seed: seeds.seed(of: trial), split: .validation))
      seeds.tell(trial, succeeded: ending.result.evaluation != nil)
      guard case .evaluated(let evaluation) = ending.result else { continue }
      let score = mixing.objective.score(evaluation)
      if score > best.score { best = (score, mixture) }
    }
    return best.mixture
  }
}

// With few batches there are fewer pulls and trials rather than shorter ones, since a task's help depends on
// the length of training.

extension SelectionSettings {
  /// Returns the settings within a number of batches, with pulls of half the length if necessary.
  ///
  /// If the batches do not cover the forced pulls of every arm, stage one is skipped and every task kept.
  fileprivate func fitting(batches: Int, tasks: Int) -> SelectionSettings {
    /// The largest number of models of a number of pulls: with twins, one more for each pull of the most pulled
    /// arm; the primary's pulls are twins.
    func models(_ rounds: Int) -> Int {
      let most = max(rounds - minimumPulls * (tasks - 1), (rounds + tasks - 1) / tasks)
      return reward == .twin ? rounds - minimumPulls + most : rounds
    }
    var settings = self
    let least = min(rounds, tasks * max(minimumPulls, 1))
    for length in [batchesPerPull, (batchesPerPull + 1) / 2] {
      guard let rounds = (least...rounds).last(where: { models($0) * length <= batches })
      else { continue }
      settings.rounds = rounds
      settings.batchesPerPull = length
      return settings
    }
    settings.rounds = 0
    return settings
  }
}

extension MixingSettings {
  /// The least number of trials.
  private static let fewestTrials = 6

  /// Returns the settings within a number of batches.
  fileprivate func fitting(batches: Int) -> MixingSettings {
    var settings = self
    settings.trials = min(trials, max(batches / steps, Self.fewestTrials))
    settings.initialTrials = min(initialTrials, settings.trials)
    settings.steps = min(steps, max(batches / settings.trials, 1))
    return settings
  }
}
