public import AutoSeM
import GSLNumerics
public import Multitask
public import RunJournal

/// A comparison of policies with the same tasks, trainer, splits, seeds and number of training batches.
///
/// Like a search, a comparison is a replay: recorded runs are not trained again.
public struct Comparison: Sendable {
  let settings: ComparisonSettings
  let search: SearchSettings
  let factory: any TrainerFactory
  let policies: [NamedPolicy]

  /// Creates a comparison.
  ///
  /// - Parameters:
  ///   - settings: The settings of the comparison.
  ///   - custom: Further policies with distinct names.
  ///   - search: The settings of AutoSeM and its parts; seed and workers are the comparison's.
  ///   - factory: The factory of the models.
  ///   - logged: The logged data of the counterfactual policy; nil for a part of its own batches.
  /// - Throws: `ComparisonError.noExamples`, `.nameTaken` and `.referenceNotCompared`.
  public init(
    settings: ComparisonSettings = ComparisonSettings(),
    custom: KeyValuePairs<String, any TrainingPolicy> = [:],
    search: SearchSettings = SearchSettings(), factory: any TrainerFactory,
    logged: LoggedPulls? = nil
  ) throws(ComparisonError) {
    try Self.check(factory)
    let context = ComparedPolicy.Context(
      search: search, comparison: settings, factory: factory, logged: logged)
    let builtIn = (settings.policies ?? ComparedPolicy.allCases).map { policy in
      NamedPolicy(name: policy.rawValue, policy: policy.training(in: context))
    }
    policies = builtIn + custom.map { NamedPolicy(name: $0.key, policy: $0.value) }
    for (index, policy) in policies.enumerated()
    where policies[..<index].contains(where: { $0.name == policy.name }) {
      throw .nameTaken(policy.name)
    }
    if let reference = settings.reference?.rawValue,
      !policies.contains(where: { $0.name == reference })
    {
      throw .referenceNotCompared(reference)
    }
    self.settings = settings
    self.search = search
    self.factory = factory
  }

  /// Checks that policies can be compared with a trainer.
  ///
  /// - Throws: `ComparisonError.noExamples` and `.measuredOnly`.
  public static func check(_ factory: any TrainerFactory) throws(ComparisonError) {
    if let target = factory.tasks.targets.first(where: { !$0.isTrained }) {
      throw .measuredOnly(factory.tasks[target.task].name)
    }
    guard factory.tasks.contains(where: { $0.trainingExamples > 0 }) else { throw .noExamples }
  }

  /// Runs the policies, except for recorded runs, and ranks them.
  ///
  /// - Parameters:
  ///   - journal: The journal of the runs.
  ///   - observer: The observer of the plan and of every run, also of recorded ones.
  /// - Throws: `ComparisonError.noPolicy`; `CancellationError` between two batches when the task is cancelled;
  ///   `SearchError` for other tasks than the journal's, and for a single one; `TaskListError`; what the journal
  ///   throws. The journal keeps the finished runs.
  public func run(
    journal: Journal, observer: @escaping ComparisonObserver = { _ in }
  ) async throws -> Leaderboard {
    try Search.check(factory)
    try journal.checkTasks(factory.tasks)
    try journal.dropFailuresToRetry()
    let plan = try plan()
    observer(.planned(plan))
    for skipped in plan.skipped { try journal.note("\(skipped)", at: "comparison") }
    let following = policies.filter { plan.policies.contains($0.name) }
    let jobs = (0..<settings.seeds).flatMap { replicate in
      following.map { (policy: $0, replicate: replicate) }
    }
    let done = try journal.policyRuns()
    for record in done { observer(.ran(record, of: jobs.count)) }
    let missing = jobs.filter { job in
      !done.contains { $0.policy == job.policy.name && $0.replicate == job.replicate }
    }
    _ = try await concurrently(missing.count, workers: search.workers) { index in
      try await run(missing[index].policy, missing[index].replicate)
    } finished: { _, ended in
      let (record, notes) = ended
      for note in notes { try journal.note("\(record.policy) \(note)", at: "comparison") }
      try journal.record(record)
      observer(.ran(record, of: jobs.count))
    }
    try journal.finish()
    return try Leaderboard(of: journal)
  }

  /// Checks the policies' requirements of a trainer.
  private func plan() throws -> ComparisonPlan {
    let trainer = try factory.makeCheckpointingTrainer(seed: 0)
    let unmet = TrainerRequirement.allCases.filter { !$0.isMet(by: trainer) }
    func names(_ isNamed: (TrainerRequirement) -> Bool) -> [String] {
      policies.filter { isNamed($0.policy.requirement) }.map(\.name)
    }
    let skipped = unmet.map { requirement in
      SkippedPolicies(names: names { $0 == requirement }, requirement: requirement)
    }.filter { !$0.names.isEmpty }
    let followed = names { !unmet.contains($0) }
    guard !followed.isEmpty else { throw ComparisonError.noPolicy(skipped: skipped) }
    return ComparisonPlan(policies: followed, skipped: skipped)
  }

  /// Trains and evaluates a model; its failure is a result, not an error.
  private func run(
    _ policy: NamedPolicy, _ replicate: Int
  ) async throws -> (record: PolicyRunRecord, notes: [String]) {
    let clock = Stopwatch()
    let seed = RandomStreams(seed: search.seed).stream("comparison", replicate).seed()
    let training = try BudgetedTraining(
      factory: factory, settings: settings, objective: search.mixing.objective,
      streams: RandomStreams(seed: seed))
    let result: TrialRecord.Result
    var kept: (validation: Evaluation, test: Evaluation, keptAt: Int)?
    do {
      try await policy.policy.train(training)
      let ending = try training.result()
      kept = ending
      result = .evaluated(ending.test)
    } catch let error as CancellationError {
      throw error
    } catch {
      result = .failed(reason: "\(error)")
    }
    let spent = training.spent.onEach
    let record = PolicyRunRecord(
      policy: policy.name, replicate: replicate, seed: seed, result: result,
      validation: kept?.validation, keptAt: kept?.keptAt,
      mixture: spent.allSatisfy { $0 == 0 }
        ? .only(factory.primary, of: spent.count) : .proportional(to: spent),
      batchesOverTime: training.spent.overTime, batches: training.spent.total,
      seconds: clock.seconds)
    return (record, training.notes)
  }
}

/// A policy and its name in the journal.
struct NamedPolicy: Sendable {
  let name: String
  let policy: any TrainingPolicy
}
