import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import Multitask
package import RunJournal

/// Stage two: Bayesian optimisation of the mixing ratio of the primary and the kept tasks.
///
/// Follows Guo et al. (2019), section 3.3 <https://arxiv.org/abs/1904.04153>; differs, unless the
/// settings say otherwise, in searching proportions rather than whole numbers and in the warm-start
/// points (`docs/fidelity.md`).
package struct MixingStage {
  let settings: SearchSettings
  let context: SearchContext

  /// Prepares the stage.
  package init(settings: SearchSettings, context: SearchContext) {
    self.settings = settings
    self.context = context
  }

  private var factory: any TrainerFactory { context.factory }
  private var journal: Journal { context.journal }
  private var streams: RandomStreams { context.streams }
  private var observer: SearchObserver { context.observer }

  /// Tries the mixtures that the journal does not hold yet and recommends one.
  ///
  /// - Throws: `SearchError.trialsKeepFailing`, and what the journal throws.
  package func run(arms: [ArmRecord]) async throws -> RecommendationRecord {
    let active = [factory.primary] + arms.filter(\.isKept).map(\.task)
    let recommendation: RecommendationRecord
    if active.count == 1 {
      recommendation = RecommendationRecord(
        mixture: .only(factory.primary, of: factory.tasks.count), predictedMean: nil,
        predictedStandardDeviation: nil)
    } else {
      let mixtures = MixtureSpace(
        active: active, factory: factory, batches: settings.mixing.steps,
        primaryShare: settings.mixing.primaryShare)
      recommendation = try await search(
        mixtures, by: optimizer(for: mixtures, prior: prior(mixtures, arms), arms: arms))
    }
    try journal.record(recommendation)
    return recommendation
  }

  /// Runs the suggestions of an optimiser until the budget is spent, or nothing is left to gain.
  func search(
    _ mixtures: MixtureSpace, by optimizer: any TrialOptimizer
  ) async throws -> RecommendationRecord {
    let mixing = settings.mixing
    var optimizer = optimizer
    let shelf = SnapshotShelf()
    var streak = FailureStreak(limit: context.failuresInARow)
    var measurements = 0
    var isConverged = false
    while !isConverged {
      // An optimiser of partial trials has its own budget.
      let rest = mixing.fidelity == .full ? mixing.trials - measurements : .max
      let suggestions = try optimizer.ask(atMost: min(mixing.proposedTogether, rest))
      guard !suggestions.isEmpty else { break }
      let measured = try await measure(suggestions, in: mixtures, shelf)
      for (suggestion, (record, isNew)) in zip(suggestions, measured) {
        if isNew { try streak.count(record.result) }
        switch record.result {
        case .evaluated(let evaluation):
          try optimizer.tell(suggestion, objective: -mixing.objective.score(evaluation))
        case .failed: try optimizer.tell(suggestion, objective: nil)
        }
      }
      measurements += suggestions.count
      if mixing.stop == .noise, measurements >= mixing.initialTrials {
        isConverged = try estimateRegret(optimizer, measurements)
      }
    }
    let recommendation = try optimizer.recommendation()
    if recommendation.jitter > 0 {
      try journal.note(
        "a model's covariances were not positive definite to the last digits, and something was "
          + "added to their diagonal", at: "mixing")
    }
    return RecommendationRecord(
      mixture: try mixtures.mixture(at: recommendation.point, in: mixing.space),
      predictedMean: -recommendation.prediction.mean,
      predictedStandardDeviation: recommendation.prediction.standardDeviation)
  }

  /// Records a bound on what is left to gain and returns whether it is below the noise.
  private func estimateRegret(
    _ optimizer: any TrialOptimizer, _ measurements: Int
  ) throws -> Bool {
    let estimate: RegretEstimate
    do {
      estimate = try optimizer.regretEstimate()
    } catch BayesianOptimizationError.nothingLearned {
      return false
    }
    let record = RegretRecord(
      measurements: measurements, regret: estimate.regret, noise: estimate.noise)
    try journal.record(record)
    observer(.estimated(record))
    return estimate.isWithinNoise
  }

  /// Takes the measurements that the journal holds and trains for the rest.
  private func measure(
    _ suggestions: [Suggestion], in mixtures: MixtureSpace, _ shelf: SnapshotShelf
  ) async throws -> [(record: TrialRecord, isNew: Bool)] {
    let journaled = try journal.trials()
    let mixing = settings.mixing
    let run = MixtureRun(factory: factory, schedule: mixing.schedule, batches: mixing.steps)
    let recorder = Recorder(observer: observer)
    return try await concurrently(suggestions.count, workers: context.workers) {
      [journal, streams] index in
      let suggestion = suggestions[index]
      let mixture = try mixtures.mixture(at: suggestion.point, in: mixing.space)
      let old = journaled.first {
        $0.trial == suggestion.trial && $0.reached == suggestion.to
      }
      if let old {
        guard old.mixture == mixture else {
          throw SearchError.journalContradicts(
            "another mixture in trial \(suggestion.trial)", expected: "the suggested mixture")
        }
        try recorder.record(mixing.event(old)) {}
        return (old, false)
      }
      let seed = streams.stream("trial", suggestion.trial).seed()
      let ending = try run.run(
        mixture, seed: seed, split: .validation, from: suggestion.from, to: suggestion.to,
        snapshot: shelf.take(suggestion.trial))
      shelf.put(ending.snapshot, of: suggestion.trial)
      let record = TrialRecord(
        trial: suggestion.trial, proposal: "\(suggestion.origin)", mixture: mixture, seed: seed,
        result: ending.result, reached: suggestion.to, batches: suggestion.cost,
        seconds: ending.seconds)
      try recorder.record(mixing.event(record)) { try journal.record(record) }
      return (record, true)
    }
  }

  // MARK: - The optimiser

  /// The prior of the best mixture; nil for none.
  ///
  /// Its strength is a tenth of the trials and follows Hvarfner et al. (2022).
  private func prior(_ mixtures: MixtureSpace, _ arms: [ArmRecord]) -> FadingPrior? {
    guard settings.mixing.prior == .utilities, let utilities = mixtures.utilities(arms: arms)
    else { return nil }
    return FadingPrior(
      DirichletPrior(mixture: utilities), strength: Double(settings.mixing.trials) / 10)
  }

  private func optimizer(
    for mixtures: MixtureSpace, prior: FadingPrior?, arms: [ArmRecord]
  ) -> any TrialOptimizer {
    let mixing = settings.mixing
    let space = mixtures.searchSpace(mixing.space)
    let warmStarts = mixing.space == .simplex ? mixtures.warmStarts(arms: arms) : []
    switch mixing.fidelity {
    case .full:
      var optimizer =
        switch mixing.acquisition {
        case .knowledgeGradient:
          OptimizerSettings.standard(for: space, budget: mixing.trials, isNoisy: true)
        case .logExpectedImprovement: OptimizerSettings()
        case .gpHedge: OptimizerSettings.paper(for: space)
        }
      optimizer.initialPoints = mixing.initialTrials
      optimizer.hyperparameterSamples = mixing.hyperparameterSamples
      optimizer.warmStarts = warmStarts
      optimizer.prior = prior
      optimizer.trialCost = mixing.steps
      return BayesianOptimizer(space: space, settings: optimizer, streams: streams)
    case .partial:
      return MultiFidelityOptimizer(
        space: space,
        settings: MultiFidelitySettings(
          rungs: mixing.rungs, budget: mixing.trials * mixing.steps, warmStarts: warmStarts,
          initialPoints: mixing.initialTrials),
        prior: prior, streams: streams)
    }
  }
}

extension MixingSettings {
  /// The batches at which a partial trial is measured: after its share of them, and at the end.
  fileprivate var rungs: [Int] {
    let first = min(max(Int((partialShare * Double(steps)).rounded()), 1), steps)
    return first < steps ? [first, steps] : [steps]
  }

  /// The event of a measured trial.
  fileprivate func event(_ record: TrialRecord) -> SearchEvent {
    switch fidelity {
    case .full: .tried(record, of: trials)
    case .partial: .measured(record, of: trials * steps)
    }
  }
}
