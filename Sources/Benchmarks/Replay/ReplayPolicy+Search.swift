import AutoSeM
import GSLNumerics
import Multitask
import RunJournal

extension ReplayPolicy {
  /// The whole search by a budget: by its verdict, and by its recommendation.
  static let search = ReplayPolicy(["AutoSeM, verdict", "AutoSeM, recommended mixture"]) {
    factory, trainings, streams in
    let settings = SearchSettings(
      spending: trainings, of: factory.surface.batches, seed: streams.stream("search").seed())
    let outcome = try await Search(factory, settings: settings).run(on: factory.journal())
    let answers = try outcome.answers(else: factory.surface.plain[0])
    return [answers.verdict, answers.recommended]
  }

  /// Stage one, then equal shares of the primary and what it keeps.
  static let selection = stages("stage one alone", selection: 1, mixes: false)

  /// Stage two on all tasks.
  static let mixing = stages("stage two alone", selection: 0)

  /// Stage one with half of the trainings, then stage two on what it keeps.
  static let stages = stages("both stages", selection: 0.5)

  /// Stages with their default settings in proportion, without confirmation.
  ///
  /// - Parameters:
  ///   - name: The name of the row.
  ///   - selection: The share of the trainings for stage one.
  ///   - mixes: Whether there is a stage two.
  private static func stages(
    _ name: String, selection share: Double, mixes: Bool = true
  ) -> ReplayPolicy {
    ReplayPolicy(name) { factory, trainings, streams in
      let batches = factory.surface.batches
      var settings = SearchSettings()
      settings.workers = 1
      settings.selection = settings.selection.within(
        Int(share * Double(trainings)), batches: batches, tasks: factory.tasks.count)
      let context = SearchContext(
        factory: factory, journal: try factory.journal(), streams: streams, settings: settings)
      let arms = try await SelectionStage(settings: settings.selection, context: context).run()
      guard mixes else {
        return .uniform(
          over: [factory.primary] + arms.filter(\.isKept).map(\.task), of: factory.tasks.count)
      }
      let spent = Int(factory.trainings.rounded(.up))
      settings.mixing = settings.mixing.within(trainings - spent, batches: batches)
      return try await MixingStage(settings: settings, context: context).run(arms: arms).mixture
    }
  }
}

// MARK: - A search by a budget

extension SearchSettings {
  /// Creates the settings of a search by a budget of trainings, one after the other.
  ///
  /// - Parameter batches: The batches of a training.
  init(spending trainings: Int, of batches: Int, seed: UInt64) {
    self.init(seed: seed, workers: 1)
    spend(trainings)
    mixing.steps = batches
  }
}

extension Outcome {
  /// Returns the mixture of the verdict, and the recommended one.
  ///
  /// - Parameter mixture: Takes the place of a missing recommendation, as the recommendation that of a missing verdict.
  func answers(else mixture: Mixture) throws -> (verdict: Mixture, recommended: Mixture) {
    let recommended = recommendation?.mixture ?? mixture
    let shares = self.mixture
    guard !shares.isEmpty else { return (recommended, recommended) }
    let verdict = try Mixture(
      weights: header.tasks.map { task in shares.first { $0.task == task.name }?.weight ?? 0 })
    return (verdict, recommended)
  }
}

// MARK: - Settings in proportion

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
