import BayesianOptimization
import Multitask
import RunJournal

extension MixingStage {
  /// Asks for a trial as soon as a worker is free, and models the open ones as pending.
  ///
  /// Each proposal is journaled before it is run, with the number of results that were known, and results in the order
  /// in which they came: a resumed stage asks and tells in the same order.
  func searchWhenFree(
    _ mixtures: MixtureSpace, by optimizer: any TrialOptimizer
  ) async throws -> RecommendationRecord {
    var course = try AsynchronousCourse(stage: self, mixtures: mixtures, optimizer: optimizer)
    try course.replay()
    var streak = FailureStreak(limit: context.failuresInARow)
    try await withThrowingTaskGroup(of: (Int, JobResult).self) { group in
      func start(_ trial: Int, _ job: Job) {
        group.addTask { (trial, try await context.run(job, at: "mixing")) }
      }
      for (trial, open) in course.open.sorted(by: { $0.key < $1.key }) { start(trial, open.job) }
      while true {
        while course.open.count < context.workers, let (trial, job) = try course.propose() {
          start(trial, job)
        }
        guard let (trial, result) = try await group.next() else { return }
        let record = try course.end(trial, result)
        context.observer(settings.mixing.event(record))
        try streak.count(record.result)
      }
    }
    try note(course.rules)
    return try recommendation(of: course.optimizer, in: mixtures)
  }
}

/// The asks and tells of a stage without rounds.
private struct AsynchronousCourse {
  /// A trial that has no result yet.
  struct Open {
    let suggestion: Suggestion
    let job: Job
  }

  private let stage: MixingStage
  private let mixtures: MixtureSpace
  private(set) var optimizer: any TrialOptimizer
  private(set) var open: [Int: Open] = [:]
  private(set) var rules: StopRules
  private let asks: RecordedAsks
  private var seeds: TrialSeeds
  private var proposed = 0
  private var told = 0
  private var isConverged = false

  init(stage: MixingStage, mixtures: MixtureSpace, optimizer: any TrialOptimizer) throws {
    self.stage = stage
    self.mixtures = mixtures
    self.optimizer = optimizer
    rules = try StopRules(stage.settings, journal: stage.context.journal)
    asks = try RecordedAsks(
      in: stage.context.journal, cost: stage.settings.mixing.steps)
    let mixing = stage.settings.mixing
    seeds = TrialSeeds(
      mixing.randomNumbers, hasBlocks: mixing.fidelity == .full, from: stage.context.streams)
  }

  private var journal: Journal { stage.context.journal }
  private var mixing: MixingSettings { stage.settings.mixing }

  /// Repeats what the journal has, in its order; what has no result is open.
  mutating func replay() throws {
    var results = try journal.trialsAsTheyEnded()[...]
    for proposal in try journal.proposals() {
      while told < proposal.results, let record = results.popFirst() { try tell(record) }
      guard told == proposal.results else {
        throw SearchError.journalContradicts(
          "trial \(proposal.trial) after \(proposal.results) results", expected: "at most \(told)")
      }
      try ask(recorded: proposal)
    }
    for record in results { try tell(record) }
  }

  /// Asks for the next trial and journals it; nil where there is none.
  mutating func propose() throws -> (trial: Int, job: Job)? {
    rules.lookAtTime()
    guard proposed < mixing.trials, !isConverged, rules.reason == nil else { return nil }
    return try ask(recorded: nil)
  }

  /// Records the result of an open trial.
  mutating func end(_ trial: Int, _ result: JobResult) throws -> TrialRecord {
    guard let open = open[trial] else { preconditionFailure("trial \(trial) is not open") }
    let record = TrialRecord(
      trial: trial, proposal: "\(open.suggestion.origin)", mixture: open.job.mixture,
      seed: open.job.seed, result: result.result, reached: open.suggestion.to,
      batches: open.suggestion.cost, seconds: result.seconds)
    try journal.record(record)
    try tell(record)
    return record
  }

  @discardableResult
  private mutating func ask(recorded: ProposalRecord?) throws -> (trial: Int, job: Job)? {
    guard var suggestion = try asks.next(atMost: 1, of: &optimizer, after: told).first else {
      return nil
    }
    let seed = seeds.seed(of: suggestion.trial)
    let own = try mixtures.mixture(at: suggestion.point, in: mixing.space)
    if let recorded {
      guard recorded.trial == suggestion.trial, recorded.seed == seed else {
        throw SearchError.journalContradicts(
          "seed \(recorded.seed) of trial \(recorded.trial)",
          expected: "seed \(seed) of trial \(suggestion.trial)")
      }
      if recorded.mixture != own {
        let point = try mixtures.point(
          of: recorded.mixture, trial: recorded.trial, in: mixing.space)
        suggestion = try optimizer.move(suggestion, to: point)
      }
    }
    let job = Job(
      name: "trial \(suggestion.trial)", mixture: recorded?.mixture ?? own,
      schedule: mixing.schedule, batches: mixing.steps, seed: seed, split: .validation)
    if recorded == nil {
      try journal.record(
        ProposalRecord(trial: suggestion.trial, results: told, mixture: job.mixture, seed: seed))
    }
    open[suggestion.trial] = Open(suggestion: suggestion, job: job)
    proposed += 1
    return (suggestion.trial, job)
  }

  private mutating func tell(_ record: TrialRecord) throws {
    guard let trial = open.removeValue(forKey: record.trial) else {
      throw SearchError.journalContradicts(
        "trial \(record.trial)", expected: "a trial that was proposed before it ended")
    }
    seeds.tell(record.trial, succeeded: record.result.evaluation != nil)
    rules.tell(record.result, reached: record.reached)
    try stage.tell(
      record.result, of: trial.suggestion, in: seeds.block(of: record.trial), to: &optimizer)
    told += 1
    if mixing.stop == .noise, told >= mixing.initialTrials, !isConverged {
      isConverged = try stage.estimateRegret(optimizer, told)
    }
  }
}
