public import AutoSeM
import Multitask
public import PolicyComparison
public import RunJournal

/// The events of a run as lines of JSON, which `docs/events.md` describes.
///
/// A line is a pure function of its record, so that a resumed run gives the same lines again.
public struct EventLines: Sendable {
  /// How a session of a run ended.
  public enum End: Equatable, Sendable {
    /// The run is done, with this verdict; nil for a comparison.
    case finished(verdict: String?)
    /// It was interrupted and may be resumed.
    case stopped
    /// It failed for a reason and may be resumed.
    case failed(reason: String)
  }

  /// The version of the schema.
  public static let format = 1

  /// The first line: the run, its tasks and its settings.
  public let began: String

  private let tasks: TaskList

  /// Begins the lines of a run.
  ///
  /// - Parameters:
  ///   - header: The header of the run.
  ///   - run: The name of the run, such as that of its folder.
  ///   - settings: The keys of the experiment with their values.
  public init(header: RunHeader, run: String, settings: [String: String] = [:]) {
    tasks = header.tasks
    var fields = EventFields("began")
    fields.format = Self.format
    fields.run = run
    fields.kind = header.kind.rawValue
    fields.version = header.version
    fields.primary = tasks[tasks.primary].name
    fields.metricName = tasks[tasks.primary].metric
    fields.synthetic = header.isSynthetic
    fields.tasks = tasks.map(TaskFields.init)
    fields.settings = settings
    began = fields.line
  }

  /// The name of the run that a first line is of; nil for a line that begins no run.
  public static func run(ofFirst line: String) -> String? { EventFields.run(ofFirst: line) }

  /// Returns the line of an event of a search.
  public func line(of event: SearchEvent) -> String {
    switch event {
    case .pulled(let pull, let total): line(of: pull, total)
    case .selected(let arms): line(of: arms)
    case .tried(let trial, let total): line("tried", of: trial, total)
    case .measured(let trial, let total): line("measured", of: trial, total)
    case .estimated(let regret): line(of: regret)
    case .recommended(let recommendation): line(of: recommendation)
    case .confirmed(let record, let total): line(of: record, total)
    }
  }

  /// Returns the line of an event of a comparison.
  public func line(of event: ComparisonEvent) -> String {
    switch event {
    case .planned(let plan):
      var fields = EventFields("planned")
      fields.policies = plan.policies
      fields.skipped = plan.skipped.flatMap(\.names)
      return fields.line
    case .ran(let run, let total):
      var fields = EventFields("ran", result: run.result)
      fields.policy = run.policy
      fields.replicate = run.replicate
      fields.seed = "\(run.seed)"
      fields.validationMetric = run.validation.map(\.metric)
      fields.validationLoss = run.validation.map(\.loss)
      fields.keptAt = run.keptAt
      return line(fields, total, run.mixture, run.batches, run.seconds)
    }
  }

  /// Returns the line of the end of a session.
  public func line(of end: End) -> String {
    var fields = EventFields("ended")
    switch end {
    case .finished(let verdict): (fields.state, fields.verdict) = ("finished", verdict)
    case .stopped: fields.state = "stopped"
    case .failed(let reason): (fields.state, fields.failure) = ("failed", reason)
    }
    return fields.line
  }

  // MARK: - Records

  private func line(of pull: PullRecord, _ total: Int) -> String {
    var fields = EventFields("pulled", result: pull.result)
    fields.round = pull.round
    fields.task = tasks[pull.task].name
    fields.reward = pull.reward
    fields.baseline = pull.baseline
    return line(fields, total, nil, pull.batches, pull.seconds)
  }

  private func line(of arms: [ArmRecord]) -> String {
    var fields = EventFields("selected")
    fields.arms = arms.map { arm in
      ArmFields(
        task: tasks[arm.task].name, pulls: arm.pulls, successes: arm.successes,
        failures: arm.failures, utility: arm.mean, probabilityHelps: arm.probabilityHelps,
        kept: arm.isKept)
    }
    return fields.line
  }

  private func line(_ event: String, of trial: TrialRecord, _ total: Int) -> String {
    var fields = EventFields(event, result: trial.result)
    fields.trial = trial.trial
    fields.proposal = trial.proposal
    fields.seed = "\(trial.seed)"
    fields.reached = trial.reached
    return line(fields, total, trial.mixture, trial.batches, trial.seconds)
  }

  private func line(of regret: RegretRecord) -> String {
    var fields = EventFields("estimated")
    fields.measurements = regret.measurements
    fields.regret = regret.regret
    fields.noise = regret.noise
    return fields.line
  }

  private func line(of recommendation: RecommendationRecord) -> String {
    var fields = EventFields("recommended")
    fields.predictedMean = recommendation.predictedMean
    fields.predictedStandardDeviation = recommendation.predictedStandardDeviation
    fields.mixture = named(recommendation.mixture)
    return fields.line
  }

  private func line(of record: ConfirmationRecord, _ total: Int) -> String {
    var fields = EventFields("confirmed", result: record.result)
    fields.candidate = record.candidate.rawValue
    fields.replicate = record.replicate
    fields.seed = "\(record.seed)"
    return line(fields, total, record.mixture, record.batches, record.seconds)
  }

  private func line(
    _ fields: EventFields, _ total: Int, _ mixture: Mixture?, _ batches: Int, _ seconds: Double
  ) -> String {
    var fields = fields
    fields.of = total
    fields.mixture = mixture.map(named)
    fields.batches = batches
    fields.seconds = seconds
    return fields.line
  }

  private func named(_ mixture: Mixture) -> [String: Double] {
    Dictionary(zip(tasks.names, mixture.weights)) { first, _ in first }
  }
}
