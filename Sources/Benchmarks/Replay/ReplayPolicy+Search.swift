import AutoSeM
import GSLNumerics
import Multitask
import RunJournal

extension ReplayPolicy {
  /// The whole search with its default settings in proportion: by its verdict, and by its recommendation.
  static let search = ReplayPolicy(["AutoSeM, verdict", "AutoSeM, recommended mixture"]) {
    factory, trainings, streams in
    let settings = SearchSettings().within(
      trainings, batches: factory.surface.batches, tasks: factory.tasks.count,
      seed: streams.stream("search").seed())
    let outcome = try await Search(factory, settings: settings).run(on: factory.journal())
    let recommended = outcome.recommendation?.mixture ?? factory.surface.plain[0]
    let shares = outcome.mixture
    guard !shares.isEmpty else { return [recommended, recommended] }
    let verdict = try Mixture(
      weights: factory.tasks.map { task in shares.first { $0.task == task.name }?.weight ?? 0 })
    return [verdict, recommended]
  }

  /// Stage one, then equal shares of the primary and what it keeps.
  static let selection = ReplayPolicy("stage one alone") { factory, trainings, streams in
    var settings = SearchSettings()
    settings.workers = 1
    settings.selection = settings.selection.within(
      trainings, batches: factory.surface.batches, tasks: factory.tasks.count)
    let context = SearchContext(
      factory: factory, journal: try factory.journal(), streams: streams, settings: settings)
    let arms = try await SelectionStage(settings: settings.selection, context: context).run()
    return .uniform(
      over: [factory.primary] + arms.filter(\.isKept).map(\.task), of: factory.tasks.count)
  }

  /// Stage two on all tasks.
  static let mixing = ReplayPolicy("stage two alone") { factory, trainings, streams in
    var settings = SearchSettings()
    settings.workers = 1
    settings.mixing = settings.mixing.within(trainings, batches: factory.surface.batches)
    let context = SearchContext(
      factory: factory, journal: try factory.journal(), streams: streams, settings: settings)
    let arms = factory.tasks.taskIndices.map { task in
      ArmRecord(
        task: task, pulls: 0, successes: 1, failures: 1, probabilityHelps: nil,
        isKept: task != factory.primary)
    }
    return try await MixingStage(settings: settings, context: context).run(arms: arms).mixture
  }
}

// MARK: - Settings in proportion

extension SearchSettings {
  /// The share of the trainings for confirmation.
  private static let confirmationShare = 0.25

  /// The largest number of candidates of confirmation.
  private static let candidates = 5

  /// Returns the settings within a number of trainings: a quarter for confirmation, at most as many seeds as by default,
  /// half of the rest for stage one.
  ///
  /// Confirmation has one seed at least, and stage two one trial.
  func within(_ trainings: Int, batches: Int, tasks: Int, seed: UInt64) -> SearchSettings {
    var settings = self
    (settings.seed, settings.workers) = (seed, 1)
    let seeds = Int(Self.confirmationShare * Double(trainings)) / Self.candidates
    settings.confirmation.seeds = min(max(seeds, 1), confirmation.seeds)
    let rest = max(trainings - Self.candidates * settings.confirmation.seeds, 1)
    settings.selection = selection.within(rest / 2, batches: batches, tasks: tasks)
    let spent =
      settings.selection.rounds == 0
      ? 0 : settings.selection.models(settings.selection.rounds, tasks: tasks)
    settings.mixing = mixing.within(rest - spent, batches: batches)
    return settings
  }
}

extension SelectionSettings {
  /// Returns the settings within a number of trainings; without enough for the forced pulls there is no stage one.
  func within(_ trainings: Int, batches: Int, tasks: Int) -> SelectionSettings {
    var settings = self
    settings.batchesPerPull = batches
    let least = tasks * minimumPulls
    settings.rounds =
      (least...max(rounds, least)).last { models($0, tasks: tasks) <= trainings } ?? 0
    return settings
  }

  /// The largest number of models of a number of pulls: with twins, one more for each pull of the most pulled arm;
  /// the primary's pulls are twins.
  func models(_ rounds: Int, tasks: Int) -> Int {
    rounds - minimumPulls + max(rounds - minimumPulls * (tasks - 1), (rounds + tasks - 1) / tasks)
  }
}

extension MixingSettings {
  /// Returns the settings for a number of trials.
  func within(_ trials: Int, batches: Int) -> MixingSettings {
    var settings = self
    settings.trials = max(trials, 1)
    settings.initialTrials = min(initialTrials, settings.trials)
    settings.steps = batches
    return settings
  }
}
