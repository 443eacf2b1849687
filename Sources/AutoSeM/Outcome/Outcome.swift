public import Multitask
public import RunJournal

/// What a run found, read from its journal; a run that is still going gives what it has so far.
public struct Outcome: Sendable {
  /// What the run is.
  public let header: RunHeader

  /// Whether the run came to its end.
  public let isFinished: Bool

  /// What stage one found, `[tasks]`; empty before it ended.
  public let arms: [ArmRecord]

  /// The measurements of the trials of stage two, several of a trial that was measured on its way.
  public let trials: [TrialRecord]

  /// What stage two might still have gained, as it was estimated on the way; empty where it was not.
  public let regrets: [RegretRecord]

  /// The mixture that stage two recommends; nil before it ended.
  public let recommendation: RecommendationRecord?

  /// How the candidates did on the test split, in the order of confirmation.
  public let standings: [Standing]

  /// The number of examples of the test split, the same for all seeds; nil before the first score.
  public let testExamples: Int?

  /// What was spent.
  public let cost: Cost

  /// Warnings that the run left.
  public let notes: [String]

  /// Reads a run.
  ///
  /// - Throws: What the journal throws, also where it holds what no autosem wrote.
  public init(of journal: Journal) throws {
    try journal.checkRecords()
    header = try journal.header()
    isFinished = try journal.isFinished
    arms = try journal.arms()
    trials = try journal.trials()
    regrets = try journal.regrets()
    recommendation = try journal.recommendation()
    let confirmations = try journal.confirmations()
    standings = Standing.standings(
      best: recommendation?.mixture, kept: arms.filter(\.isKept).map(\.task), tasks: header.tasks,
      from: confirmations)
    testExamples = confirmations.compactMap(\.result.evaluation?.examples).first
    cost = Cost(pulls: try journal.pulls(), trials: trials, confirmations: confirmations)
    notes = try journal.notes()
  }

  /// The values that the primary's metric can have.
  public var scoreRange: ScoreRange {
    ScoreRange(
      metric: header.tasks[primary].metric, scores: standings.compactMap { $0.scores?.mean })
  }

  /// The index of the task that matters.
  public var primary: TaskIndex {
    header.tasks.primary
  }

  /// The number of mixtures that stage two tried.
  public var trialCount: Int { Set(trials.map(\.trial)).count }

  /// The number of those that were trained as long as any.
  public var wholeTrialCount: Int {
    let whole = trials.map(\.reached).max()
    return trials.count { $0.reached == whole }
  }

  /// The tasks that stage one kept.
  public var kept: [TaskIndex] { arms.filter(\.isKept).map(\.task) }
}

/// How a candidate of confirmation did on the test split.
public struct Standing: Equatable, Sendable {
  /// Which candidate.
  public let candidate: ConfirmationCandidate

  /// The mixture.
  public let mixture: Mixture

  /// The primary's metric; nil where every run failed.
  public let scores: ScoreEstimate?

  /// The difference to the primary alone, paired by seed and example; positive is better, nil for the primary.
  public let gain: ScoreEstimate?

  /// Candidates with the same mixture share its runs.
  fileprivate static func standings(
    best: Mixture?, kept: [TaskIndex], tasks: TaskList, from records: [ConfirmationRecord]
  ) -> [Standing] {
    guard let best else { return [] }
    let candidates = ConfirmationCandidate.mixtures(best: best, kept: kept, tasks: tasks)
    func evaluations(_ candidate: CandidateMixture) -> [Int: Evaluation]? {
      let own = records.filter { $0.candidate == candidate.candidate }
      let runs = own.isEmpty ? records.filter { $0.mixture == candidate.mixture } : own
      guard !runs.isEmpty else { return nil }
      return runs.reduce(into: [:]) { $0[$1.replicate] = $1.result.evaluation }
    }
    let alone = candidates.first { $0.candidate == .primaryOnly }.flatMap(evaluations) ?? [:]
    return candidates.compactMap { candidate in
      guard let own = evaluations(candidate) else { return nil }
      let replicates = own.keys.sorted()
      let pairs = replicates.compactMap { replicate in
        alone[replicate].flatMap { base in own[replicate].map { (own: $0, other: base) } }
      }
      return Standing(
        candidate: candidate.candidate, mixture: candidate.mixture,
        scores: ScoreEstimate(replicates.compactMap { own[$0] }),
        gain: candidate.candidate == .primaryOnly ? nil : ScoreEstimate(differences: pairs))
    }
  }
}

/// What a run spent.
public struct Cost: Equatable, Sendable {
  /// The training batches of stage one.
  public let selectionBatches: Int

  /// The training batches of stage two.
  public let mixingBatches: Int

  /// The training batches of confirmation.
  public let confirmationBatches: Int

  /// The training batches of one run of confirmation, the same for every candidate.
  public let batchesPerConfirmation: Int

  /// The time that workers spent, added up.
  public let workerSeconds: Double

  init(pulls: [PullRecord], trials: [TrialRecord], confirmations: [ConfirmationRecord]) {
    selectionBatches = pulls.reduce(0) { $0 + $1.batches }
    mixingBatches = trials.reduce(0) { $0 + $1.batches }
    confirmationBatches = confirmations.reduce(0) { $0 + $1.batches }
    batchesPerConfirmation = confirmations.first?.batches ?? 0
    workerSeconds =
      pulls.reduce(0) { $0 + $1.seconds } + trials.reduce(0) { $0 + $1.seconds }
      + confirmations.reduce(0) { $0 + $1.seconds }
  }
}
