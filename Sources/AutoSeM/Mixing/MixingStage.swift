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

  /// Creates the stage.
  package init(settings: SearchSettings, context: SearchContext) {
    self.settings = settings
    self.context = context
  }

  /// Runs the trials that are not in the journal, and returns the recommendation.
  ///
  /// Recorded trials are not recomputed, since another processor may differ in the last digits.
  ///
  /// - Throws: `CancellationError`; `SearchError.trialsKeepFailing`, or `.journalContradicts` for a journal of
  ///   other settings; what the journal throws.
  package func run(arms: [ArmRecord]) async throws -> RecommendationRecord {
    if let recorded = try context.journal.recommendation() {
      for record in try context.journal.trials() {
        context.observer(settings.mixing.event(record))
      }
      return recorded
    }
    let active = context.factory.tasks.mixed(kept: arms.filter(\.isKept).map(\.task))
    let recommendation: RecommendationRecord
    if active.count == 1 || settings.mixing.trials == 0 {
      recommendation = RecommendationRecord(
        mixture: .uniform(over: active, of: context.factory.tasks.count), predictedMean: nil,
        predictedStandardDeviation: nil)
    } else {
      let mixtures = MixtureSpace(
        active: active, factory: context.factory, batches: settings.mixing.steps,
        primaryShare: settings.mixing.primaryShare)
      let optimizer = try optimizer(for: mixtures, prior: prior(mixtures, arms), arms: arms)
      recommendation =
        switch settings.mixing.proposals {
        case .together: try await search(mixtures, by: optimizer)
        case .whenFree: try await searchWhenFree(mixtures, by: optimizer)
        }
    }
    try context.journal.record(recommendation)
    return recommendation
  }

  /// Runs an optimiser's suggestions until the budget is spent or the stopping rule applies.
  func search(
    _ mixtures: MixtureSpace, by optimizer: any TrialOptimizer
  ) async throws -> RecommendationRecord {
    let mixing = settings.mixing
    var optimizer = optimizer
    let checkpoints = TrialCheckpoints()
    let journaled = try context.journal.trials()
    let records = Dictionary(
      journaled.map { (Measurement(trial: $0.trial, reached: $0.reached), $0) },
      uniquingKeysWith: { first, _ in first })
    let asks = try RecordedAsks(in: context.journal, cost: mixing.steps)
    var streak = FailureStreak(limit: context.failuresInARow)
    var seeds = TrialSeeds(
      mixing.randomNumbers, hasBlocks: mixing.fidelity == .full, from: context.streams)
    var measurements = 0
    var rules = try StopRules(settings, journal: context.journal)
    var isConverged = false
    while !isConverged {
      if measurements >= journaled.count { rules.lookAtTime() }
      guard rules.reason == nil else { break }
      // An optimiser of partial trials has its own budget.
      let rest = mixing.fidelity == .full ? mixing.trials - measurements : .max
      var suggestions = try asks.next(
        atMost: min(mixing.proposedTogether, rest), of: &optimizer, after: measurements)
      guard !suggestions.isEmpty else { break }
      let own = suggestions.map { seeds.seed(of: $0.trial) }
      let recorded = try zip(suggestions, own).map { try record(of: $0, seed: $1, in: records) }
      for (index, record) in recorded.enumerated() {
        guard let record else { continue }
        context.observer(mixing.event(record))
        if try record.mixture != mixtures.mixture(at: suggestions[index].point, in: mixing.space) {
          let point = try mixtures.point(of: record, in: mixing.space)
          suggestions[index] = try optimizer.move(suggestions[index], to: point)
        }
      }
      let missing = suggestions.indices.filter { recorded[$0] == nil }
      let measured = try await measure(
        missing.map { (suggestions[$0], own[$0]) }, in: mixtures, checkpoints)
      for record in measured { try streak.count(record.result) }
      var new = measured[...]
      for (suggestion, old) in zip(suggestions, recorded) {
        let result = (old ?? new.removeFirst()).result
        seeds.tell(suggestion.trial, succeeded: result.evaluation != nil)
        rules.tell(result, reached: suggestion.to)
        try tell(result, of: suggestion, in: seeds.block(of: suggestion.trial), to: &optimizer)
      }
      measurements += suggestions.count
      if mixing.stop == .noise, measurements >= mixing.initialTrials {
        isConverged = try estimateRegret(optimizer, measurements)
      }
    }
    try note(rules)
    return try recommendation(of: optimizer, in: mixtures)
  }

  /// Notes why the stage ended before its last trial, if a rule ended it.
  func note(_ rules: StopRules) throws {
    guard let reason = rules.reason else { return }
    let trials = Set(try context.journal.trials().map(\.trial)).count
    guard trials < settings.mixing.trials else { return }
    try context.journal.note(
      "stage two ended after \(trials) of \(settings.mixing.trials) trials, since \(reason)",
      at: "mixing")
  }

  /// Returns the recommendation of an optimiser; notes a model that was not exact.
  func recommendation(
    of optimizer: any TrialOptimizer, in mixtures: MixtureSpace
  ) throws -> RecommendationRecord {
    let recommendation = try optimizer.recommendation()
    if recommendation.jitter > 0 {
      try context.journal.note(
        "a model's covariances were not positive definite to the last digits, and something was "
          + "added to their diagonal", at: "mixing")
    }
    return RecommendationRecord(
      mixture: try mixtures.mixture(at: recommendation.point, in: settings.mixing.space),
      predictedMean: -recommendation.prediction.mean,
      predictedStandardDeviation: recommendation.prediction.standardDeviation)
  }

  /// Tells an optimiser the result of a trial.
  func tell(
    _ result: TrialRecord.Result, of suggestion: Suggestion, in block: Int?,
    to optimizer: inout any TrialOptimizer
  ) throws {
    let objective = settings.mixing.objective
    try optimizer.tell(
      suggestion, objective: result.evaluation.map { -objective.score($0) }, noise: nil,
      outputs: result.evaluation.flatMap { context.factory.tasks.limitedOutputs(of: $0) },
      parts: partWeights.isEmpty
        ? nil : result.evaluation?.parts?.map { -objective.score($0.evaluation) },
      block: block)
  }

  /// The shares of several targets, each of which has a model of its own; empty for one target.
  ///
  /// Partial trials and the paper's portfolio model the weighted mean alone.
  private var partWeights: [Double] {
    let tasks = context.factory.tasks
    guard tasks.hasSeveralTargets, settings.mixing.fidelity == .full,
      settings.mixing.acquisition != .gpHedge
    else { return [] }
    return tasks.targetShares
  }

  /// Records the regret estimate, and returns whether it is below the noise.
  func estimateRegret(
    _ optimizer: any TrialOptimizer, _ measurements: Int
  ) throws -> Bool {
    let record: RegretRecord
    if let recorded = try context.journal.regret(after: measurements) {
      record = recorded
    } else {
      do {
        let estimate = try optimizer.regretEstimate()
        record = RegretRecord(
          measurements: measurements, regret: estimate.regret, noise: estimate.noise)
      } catch BayesianOptimizationError.nothingLearned {
        return false
      }
      try context.journal.record(record)
    }
    context.observer(.estimated(record))
    return RegretEstimate(regret: record.regret, noise: record.noise).isWithinNoise
  }

  /// What tells a measurement of a trial from all others.
  private struct Measurement: Hashable {
    let trial: Int
    let reached: Int
  }

  /// Returns the recorded measurement of a suggestion; nil if there is none.
  private func record(
    of suggestion: Suggestion, seed: UInt64, in records: [Measurement: TrialRecord]
  ) throws -> TrialRecord? {
    let record = records[Measurement(trial: suggestion.trial, reached: suggestion.to)]
    if let record, record.seed != seed {
      throw SearchError.journalContradicts(
        "seed \(record.seed) of trial \(record.trial)", expected: "seed \(seed)")
    }
    return record
  }

  /// Trains and evaluates suggestions.
  private func measure(
    _ suggestions: [(suggestion: Suggestion, seed: UInt64)], in mixtures: MixtureSpace,
    _ checkpoints: TrialCheckpoints
  ) async throws -> [TrialRecord] {
    let jobs = try suggestions.map { suggestion, seed in
      try job(of: suggestion, seed: seed, in: mixtures, checkpoints)
    }
    var records = [TrialRecord?](repeating: nil, count: jobs.count)
    _ = try await context.run(jobs, at: "mixing") { index, ended in
      let (suggestion, job) = (suggestions[index].suggestion, jobs[index])
      checkpoints.put(ended.snapshot, of: suggestion.trial)
      let record = TrialRecord(
        trial: suggestion.trial, proposal: "\(suggestion.origin)", mixture: job.mixture,
        seed: job.seed, result: ended.result, reached: suggestion.to,
        batches: suggestion.cost, seconds: ended.seconds)
      try context.journal.record(record)
      context.observer(settings.mixing.event(record))
      records[index] = record
    }
    return records.compactMap(\.self)
  }

  /// Returns the job of a suggestion.
  private func job(
    of suggestion: Suggestion, seed: UInt64, in mixtures: MixtureSpace,
    _ checkpoints: TrialCheckpoints
  ) throws -> Job {
    let mixing = settings.mixing
    return Job(
      name: "trial \(suggestion.trial)",
      mixture: try mixtures.mixture(at: suggestion.point, in: mixing.space),
      schedule: mixing.schedule, batches: mixing.steps, seed: seed, from: suggestion.from,
      to: suggestion.to, snapshot: checkpoints.take(suggestion.trial), split: .validation)
  }

  // MARK: - The optimiser

  /// Returns the prior of the best mixture; nil for none.
  ///
  /// Its strength, a tenth of the trials, follows Hvarfner et al. (2022).
  private func prior(_ mixtures: MixtureSpace, _ arms: [ArmRecord]) -> FadingPrior? {
    guard settings.mixing.prior == .utilities, let utilities = mixtures.utilities(arms: arms)
    else { return nil }
    return FadingPrior(
      DirichletPrior(mixture: utilities), strength: Double(settings.mixing.trials) / 10)
  }

  private func optimizer(
    for mixtures: MixtureSpace, prior: FadingPrior?, arms: [ArmRecord]
  ) throws -> any TrialOptimizer {
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
      optimizer.limits = mixtures.limits
      optimizer.partWeights = partWeights
      optimizer.trialCost = mixing.steps
      return try learned(space, settings: optimizer, in: mixtures)
    case .partial:
      return MultiFidelityOptimizer(
        space: space,
        settings: MultiFidelitySettings(
          rungs: mixing.rungs, budget: mixing.trials * mixing.steps, warmStarts: warmStarts,
          initialPoints: mixing.initialTrials),
        prior: prior, streams: context.streams)
    }
  }

  /// Returns an optimiser that was told the past runs, those of mixtures of the active tasks.
  private func learned(
    _ space: any SearchSpace, settings optimizer: OptimizerSettings, in mixtures: MixtureSpace
  ) throws -> any TrialOptimizer {
    guard settings.mixing.space == .simplex, let runs = settings.mixing.pastRuns else {
      return BayesianOptimizer(space: space, settings: optimizer, streams: context.streams)
    }
    let scales = runs.compactMap(\.scale)
    let target = (scales.first ?? []).map { _ in 1.0 }
    var search =
      target.isEmpty
      ? BayesianOptimizer(space: space, settings: optimizer, streams: context.streams)
      : BayesianOptimizer(
        space: RestrictedSpace(space, to: space, scales: scales, at: target),
        settings: optimizer.scaled(by: target), streams: context.streams)
    for run in runs {
      guard let point = mixtures.point(of: run) else { continue }
      try search.tell(
        point: point + (run.scale ?? target), objective: run.score.map { -$0 },
        repeats: run.repeats, parts: partWeights.isEmpty ? nil : run.parts.map { $0.map { -$0 } })
    }
    let count = search.observations.count
    let lacksParts = search.observations.contains { $0.objective != nil && $0.parts == nil }
    try context.journal.note(
      "\(count) of \(runs.count) past runs are of mixtures that a trial may have, and were learned from"
        + (lacksParts && !partWeights.isEmpty
          ? "; they have no scores of single targets, so that the mean alone is modelled" : ""),
      at: "mixing")
    return target.isEmpty ? search : ScaledOptimizer(search, scale: target)
  }
}

extension MixingSettings {
  /// The rungs of a partial trial in batches: after its share of them, and at the end.
  fileprivate var rungs: [Int] {
    let first = min(max(Int((partialShare * Double(steps)).rounded()), 1), steps)
    return first < steps ? [first, steps] : [steps]
  }

  /// The event of a measured trial.
  func event(_ record: TrialRecord) -> SearchEvent {
    switch fidelity {
    case .full: .tried(record, of: trials)
    case .partial: .measured(record, of: trials * steps)
    }
  }
}
