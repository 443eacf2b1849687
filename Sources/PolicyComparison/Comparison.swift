public import AutoSeM
import GSLNumerics
public import Multitask
public import RunJournal
import Synchronization

/// Policies side by side: the same tasks, trainer, splits, seeds and number of training batches.
///
/// Like a search it is a replay: what the journal holds is not trained again.
public struct Comparison: Sendable {
  private let settings: ComparisonSettings
  private let search: SearchSettings
  private let factory: any TrainerFactory
  private let journal: Journal
  private let earlier: EarlierRuns?

  /// Prepares a comparison.
  ///
  /// - Parameters:
  ///   - settings: What is compared.
  ///   - search: How AutoSeM and its parts search; its seed and workers are the comparison's.
  ///   - factory: Makes the models.
  ///   - journal: Where it is written down, and what was already.
  ///   - earlier: What the counterfactual policy is learned from; nil for a part of its own batches.
  public init(
    settings: ComparisonSettings, search: SearchSettings, factory: any TrainerFactory,
    journal: Journal, after earlier: EarlierRuns? = nil
  ) {
    self.settings = settings
    self.search = search
    self.factory = factory
    self.journal = journal
    self.earlier = earlier
  }

  /// Makes sure that policies can be compared with a trainer.
  ///
  /// - Throws: `ComparisonError.noExamples`.
  public static func check(_ factory: any TrainerFactory) throws(ComparisonError) {
    guard factory.tasks.contains(where: { $0.trainingExamples > 0 }) else { throw .noExamples }
  }

  /// Makes the runs that were not made yet and says how the policies did.
  ///
  /// - Parameter observer: Is told of every run, with the total number of runs, the journaled ones
  ///   included; from several threads, though never from two at once.
  /// - Throws: What `check` throws; `CancellationError` when the task is cancelled, between two batches;
  ///   `SearchError` for other tasks than the journal's; what the journal throws. What is journaled stays.
  public func run(
    observer: @escaping @Sendable (PolicyRunRecord, _ of: Int) -> Void = { _, _ in }
  ) async throws -> Leaderboard {
    try Self.check(factory)
    try journal.checkTasks(factory.tasks)
    let policies = try settings.policies ?? ComparedPolicy.allCases.filter(canFollow())
    let jobs = (0..<settings.seeds).flatMap { replicate in
      policies.map { (policy: $0, replicate: replicate) }
    }
    let done = try journal.policyRuns()
    for record in done { observer(record, jobs.count) }
    let missing = jobs.filter { job in
      !done.contains { $0.policy == job.policy.rawValue && $0.replicate == job.replicate }
    }
    let turn = Mutex(())
    _ = try await concurrently(missing.count, workers: search.workers) { [journal] index in
      let record = try await run(missing[index].policy, missing[index].replicate)
      try turn.withLock { _ in
        try journal.record(record)
        observer(record, jobs.count)
      }
    }
    try journal.finish()
    return try Leaderboard(of: journal)
  }

  /// Which policies the trainer has what they need for.
  private func canFollow() throws -> (ComparedPolicy) -> Bool {
    let trainer = try factory.makeTrainer(seed: 0)
    let (hasGradients, isAdversarial) = (
      trainer is any JointTrainer, trainer is any AdversarialTrainer
    )
    return { policy in
      policy.taskDistance == nil ? hasGradients || !policy.needsGradients : isAdversarial
    }
  }

  /// Trains and measures; a model that fails is a result, not an error.
  private func run(_ policy: ComparedPolicy, _ replicate: Int) async throws -> PolicyRunRecord {
    let clock = Stopwatch()
    let seed = RandomStreams(seed: search.seed).stream("comparison", replicate).seed()
    let training = try BudgetedTraining(
      factory: factory, settings: settings, objective: search.mixing.objective,
      streams: RandomStreams(seed: seed))
    let result: TrialRecord.Result
    var kept: (validation: Evaluation, test: Evaluation, keptAt: Int)?
    do {
      try await policy.training(search, settings, factory.tasks, after: earlier)
        .train(training)
      let ending = try training.result()
      kept = ending
      result = .evaluated(ending.test)
    } catch let error as CancellationError {
      throw error
    } catch {
      result = .failed(reason: "\(error)")
    }
    let spent = training.spent.onEach
    return PolicyRunRecord(
      policy: policy.rawValue, replicate: replicate, seed: seed, result: result,
      validation: kept?.validation, keptAt: kept?.keptAt,
      mixture: spent.allSatisfy { $0 == 0 }
        ? .only(factory.primary, of: spent.count) : .proportional(to: spent),
      batches: training.spent.total, seconds: clock.seconds)
  }
}
