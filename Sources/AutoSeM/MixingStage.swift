import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import Multitask
import RunJournal

/// Stage two: Bayesian optimisation of the mixing ratio of the primary and the kept tasks.
///
/// Follows Guo et al. (2019), section 3.3 <https://arxiv.org/abs/1904.04153>; differs, unless the
/// settings say otherwise, in searching proportions rather than whole numbers and in the anchors
/// (`docs/fidelity.md`).
struct MixingStage {
  private static let failuresInARow = 5

  let settings: SearchSettings
  let factory: any TrainerFactory
  let journal: Journal
  let streams: RandomStreams
  let observer: SearchObserver

  /// Tries the mixtures that the journal does not hold yet and recommends one.
  ///
  /// - Throws: `SearchError.trialsKeepFailing`, and what the journal throws.
  func run(arms: [ArmRecord]) async throws -> RecommendationRecord {
    let active = [factory.primary] + arms.filter(\.isKept).map(\.task)
    let recommendation: RecommendationRecord
    if active.count == 1 {
      recommendation = RecommendationRecord(
        mixture: .only(factory.primary, of: factory.tasks.count), predictedMean: nil,
        predictedStandardDeviation: nil)
    } else {
      recommendation = try await search(
        MixtureSpace(active: active, factory: factory, batches: settings.mixing.steps), arms)
    }
    try journal.record(recommendation)
    return recommendation
  }

  private func search(
    _ mixtures: MixtureSpace, _ arms: [ArmRecord]
  ) async throws -> RecommendationRecord {
    let settings = settings.mixing
    let anchors = settings.space == .simplex ? mixtures.anchors(arms: arms) : []
    var optimizer = makeOptimizer(mixtures, anchors)
    var failures = 0
    for first in stride(from: 0, to: settings.trials, by: settings.proposedTogether) {
      let trials = first..<min(first + settings.proposedTogether, settings.trials)
      let candidates = try trials.map { try optimizer.ask(using: streams.stream("ask", $0)) }
      let plans = try zip(trials, candidates).map { trial, candidate in
        Plan(
          trial: trial,
          proposal: trial < anchors.count ? anchors[trial].name : candidate.origin.rawValue,
          mixture: try mixtures.mixture(at: candidate.point, in: settings.space),
          seed: streams.stream("trial", trial).seed())
      }
      for (candidate, record) in zip(candidates, try await perform(plans)) {
        switch record.result {
        case .evaluated(let evaluation):
          failures = 0
          optimizer.tell(candidate, objective: -score(evaluation))
        case .failed(let reason):
          failures += 1
          optimizer.tell(candidate, objective: nil)
          guard failures < Self.failuresInARow else {
            throw SearchError.trialsKeepFailing(count: failures, reason: reason)
          }
        }
      }
    }
    let point = try optimizer.recommend()
    let predicted = try optimizer.prediction(at: point)
    return RecommendationRecord(
      mixture: try mixtures.mixture(at: point, in: settings.space),
      predictedMean: -predicted.mean,
      predictedStandardDeviation: predicted.standardDeviation)
  }

  /// A trial as it is planned, before it has a result.
  private struct Plan: Sendable {
    let trial: Int
    let proposal: String
    let mixture: Mixture
    let seed: UInt64
  }

  /// Takes what the journal holds and trains the rest.
  private func perform(_ plans: [Plan]) async throws -> [TrialRecord] {
    let done = try journal.trials()
    let run = MixtureRun(
      factory: factory, schedule: settings.mixing.schedule, batches: settings.mixing.steps)
    let recorder = Recorder(observer: observer)
    let total = settings.mixing.trials
    return try await concurrently(plans.count, workers: settings.workers) { [journal] index in
      let plan = plans[index]
      if let record = done.first(where: { $0.trial == plan.trial }) {
        guard record.mixture == plan.mixture else {
          throw SearchError.replayDiffers(stage: "mixing", index: plan.trial)
        }
        try recorder.record(.tried(record, of: total)) {}
        return record
      }
      let ending = try run.run(plan.mixture, seed: plan.seed, split: .validation)
      let record = TrialRecord(
        trial: plan.trial, proposal: plan.proposal, mixture: plan.mixture, seed: plan.seed,
        result: ending.result, batches: run.batches, seconds: ending.seconds)
      try recorder.record(.tried(record, of: total)) { try journal.record(record) }
      return record
    }
  }

  private func score(_ evaluation: Evaluation) -> Double {
    switch settings.mixing.objective {
    case .metric: evaluation.metric
    case .logLoss: -evaluation.loss
    }
  }

  private func makeOptimizer(
    _ mixtures: MixtureSpace, _ anchors: [MixtureSpace.Anchor]
  ) -> BayesianOptimizer {
    let space = mixtures.searchSpace(settings.mixing.space)
    var optimizer =
      switch settings.mixing.acquisition {
      case .logExpectedImprovement: OptimizerSettings()
      case .gpHedge: OptimizerSettings.paper(for: space)
      }
    optimizer.initialPoints = settings.mixing.initialTrials
    optimizer.anchors = anchors.map(\.point)
    return BayesianOptimizer(space: space, settings: optimizer)
  }
}
