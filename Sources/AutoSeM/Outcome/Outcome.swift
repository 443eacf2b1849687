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

  /// How the candidates did on the test split, in the order of confirmation: by the weighted mean of several targets.
  public let standings: [Standing]

  /// How each of several targets did, `[targets]`; empty for one target, and before confirmation.
  public let targets: [TargetStanding]

  /// The number of examples of the test split, of all targets together, the same for all seeds; nil before the first
  /// score.
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
    let confirmed = ConfirmedRuns(
      best: recommendation?.mixture, kept: arms.filter(\.isKept).map(\.task), tasks: header.tasks,
      records: confirmations)
    standings = confirmed.standings
    targets = confirmed.targetStandings
    testExamples = confirmations.compactMap(\.result.evaluation?.examples).first
    cost = Cost(pulls: try journal.pulls(), trials: trials, confirmations: confirmations)
    notes = try journal.notes()
  }

  /// The values that the primary's metric, or the mean of several targets' metrics, can have.
  public var scoreRange: ScoreRange {
    guard header.tasks.hasSeveralTargets else {
      return ScoreRange(
        metric: header.tasks[primary].metric, scores: standings.compactMap { $0.scores?.mean })
    }
    return ScoreRange(
      meanOf: zip(targets, header.tasks.targetShares).map { ($0.scoreRange, share: $1) })
  }

  /// The index of the task that matters, of several targets the first.
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
