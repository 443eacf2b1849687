import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import Multitask
package import RunJournal

/// Stage two: Bayesian optimisation of the mixing ratio of the primary and the kept tasks.
///
/// Follows Guo et al. (2019), section 3.3 <https://arxiv.org/abs/1904.04153>; differs, unless the
/// settings say otherwise, in searching proportions rather than whole numbers and in the anchors
/// (`docs/fidelity.md`).
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
      let anchors = settings.mixing.space == .simplex ? mixtures.anchors(arms: arms) : []
      recommendation = try await search(
        mixtures, anchors, by: makePlanner(mixtures, anchors, prior(mixtures, arms)))
    }
    try journal.record(recommendation)
    return recommendation
  }

  /// Does what a planner asks for until it asks for nothing more, or nothing is left to gain.
  func search(
    _ mixtures: MixtureSpace, _ anchors: [MixtureSpace.Anchor], by planner: any TrialPlanner
  ) async throws -> RecommendationRecord {
    let mixing = settings.mixing
    var planner = planner
    let shelf = SnapshotShelf()
    var streak = FailureStreak(limit: context.failuresInARow)
    var (asks, measurements, isConverged) = (0, 0, false)
    while !isConverged {
      var steps: [TrialStep] = []
      while steps.count < mixing.proposedTogether,
        let step = try planner.ask(using: streams.stream("ask", asks))
      {
        asks += 1
        steps.append(step)
      }
      guard !steps.isEmpty else { break }
      let plans = try steps.map { step in
        Plan(
          step: step,
          proposal: step.trial < anchors.count ? anchors[step.trial].name : step.origin.rawValue,
          mixture: try mixtures.mixture(at: step.point, in: mixing.space),
          seed: streams.stream("trial", step.trial).seed())
      }
      for (step, done) in zip(steps, try await perform(plans, shelf)) {
        if !done.wasThere { try streak.count(done.record.result) }
        switch done.record.result {
        case .evaluated(let evaluation):
          planner.tell(step, objective: -mixing.objective.score(evaluation))
        case .failed: planner.tell(step, objective: nil)
        }
      }
      measurements += steps.count
      if mixing.stop == .noise, asks >= mixing.initialTrials {
        isConverged = try estimateRegret(planner, measurements)
      }
    }
    let (point, belief) = try planner.recommendation()
    if planner.jitter > 0 {
      try journal.note(
        "a model's covariances were not positive definite to the last digits, and something was "
          + "added to their diagonal", at: "mixing")
    }
    return RecommendationRecord(
      mixture: try mixtures.mixture(at: point, in: mixing.space), predictedMean: -belief.mean,
      predictedStandardDeviation: belief.standardDeviation)
  }

  /// Records how much there may still be to gain and returns whether that is too little to go on.
  private func estimateRegret(_ planner: any TrialPlanner, _ measurements: Int) throws -> Bool {
    let estimate: RegretEstimate
    do {
      estimate = try planner.regretEstimate(using: streams.stream("regret", measurements))
    } catch BayesianOptimizationError.nothingLearned {
      return false
    }
    let record = RegretRecord(
      measurements: measurements, regret: estimate.regret, noise: estimate.noise)
    try journal.record(record)
    observer(.estimated(record))
    return estimate.isWithinNoise
  }

  /// A step as it is planned, before it has a result.
  private struct Plan: Sendable {
    let step: TrialStep
    let proposal: String
    let mixture: Mixture
    let seed: UInt64
  }

  /// A step that is done, and whether the journal had it.
  private struct Done: Sendable {
    let record: TrialRecord
    let wasThere: Bool
  }

  /// Takes what the journal holds and trains the rest.
  private func perform(_ plans: [Plan], _ shelf: SnapshotShelf) async throws -> [Done] {
    let done = try journal.trials()
    let run = MixtureRun(
      factory: factory, schedule: settings.mixing.schedule, batches: settings.mixing.steps)
    let recorder = Recorder(observer: observer)
    let mixing = settings.mixing
    @Sendable func event(_ record: TrialRecord) -> SearchEvent {
      switch mixing.fidelity {
      case .full: .tried(record, of: mixing.trials)
      case .partial: .measured(record, of: mixing.trials * mixing.steps)
      }
    }
    return try await concurrently(plans.count, workers: settings.workers) { [journal] index in
      let (plan, step) = (plans[index], plans[index].step)
      if let record = done.first(where: { $0.trial == step.trial && $0.reached == step.to }) {
        guard record.mixture == plan.mixture else {
          throw SearchError.journalContradicts(
            "another mixture in trial \(step.trial)", expected: "the one that was asked for")
        }
        try recorder.record(event(record)) {}
        return Done(record: record, wasThere: true)
      }
      let ending = try run.run(
        plan.mixture, seed: plan.seed, split: .validation, from: step.from, to: step.to,
        snapshot: shelf.take(step.trial))
      shelf.put(ending.snapshot, of: step.trial)
      let record = TrialRecord(
        trial: step.trial, proposal: plan.proposal, mixture: plan.mixture, seed: plan.seed,
        result: ending.result, reached: step.to, batches: step.cost, seconds: ending.seconds)
      try recorder.record(event(record)) { try journal.record(record) }
      return Done(record: record, wasThere: false)
    }
  }

  // MARK: - Planners

  /// What is believed of where the best mixture lies; nil for nothing.
  ///
  /// As strong as Hvarfner et al. (2022) have it, a tenth of the trials.
  private func prior(_ mixtures: MixtureSpace, _ arms: [ArmRecord]) -> FadingPrior? {
    guard settings.mixing.prior == .utilities, let utilities = mixtures.utilities(arms: arms)
    else { return nil }
    return FadingPrior(
      DirichletPrior(mixture: utilities), strength: Double(settings.mixing.trials) / 10)
  }

  private func makePlanner(
    _ mixtures: MixtureSpace, _ anchors: [MixtureSpace.Anchor], _ prior: FadingPrior?
  ) -> any TrialPlanner {
    let mixing = settings.mixing
    let space = mixtures.searchSpace(mixing.space)
    let points = anchors.map(\.point)
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
      optimizer.anchors = points
      optimizer.prior = prior
      return WholeTrials(
        BayesianOptimizer(space: space, settings: optimizer), trials: mixing.trials,
        steps: mixing.steps)
    case .partial:
      return PartialTrials(
        MultiFidelityOptimizer(
          space: space,
          settings: MultiFidelitySettings(
            rungs: mixing.rungs, budget: mixing.trials * mixing.steps, anchors: points,
            initialPoints: mixing.initialTrials),
          prior: prior))
    }
  }
}

extension MixingSettings {
  /// The batches at which a partial trial is measured: after its share of them, and at the end.
  fileprivate var rungs: [Int] {
    let first = min(max(Int((partialShare * Double(steps)).rounded()), 1), steps)
    return first < steps ? [first, steps] : [steps]
  }
}
