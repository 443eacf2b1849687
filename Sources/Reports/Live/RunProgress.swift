public import AutoSeM
import Bandits
public import Multitask
import RunJournal

/// How far a search is, gathered from its events or from its journal.
public struct RunProgress: Sendable {
  /// The stages of a search.
  public enum Stage: Int, Comparable, Sendable {
    /// Stage one.
    case selection
    /// Stage two.
    case mixing
    /// The runs on the test split.
    case confirmation

    /// The order of the stages.
    public static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
  }

  let tasks: TaskList

  /// The settings; nil where the journal has those of another version.
  let settings: SearchSettings?

  /// The models that may be in training at once.
  let workers: Int

  private(set) var stage = Stage.selection
  private(set) var arms: [Arm]
  private(set) var isSelected = false
  private(set) var trials: [TrialRecord] = []
  private(set) var recommendation: Mixture?
  private(set) var regret: RegretRecord?

  /// The parts of the stages that are done, and their sizes where they are known.
  private(set) var selection: Part
  private(set) var mixing: Part
  private(set) var confirmation: Part

  private(set) var failures = 0

  /// The reason of the newest failure.
  private(set) var reason: String?

  private var bandit: ThompsonSampling

  /// An arm of stage one.
  struct Arm: Equatable {
    let task: TaskIndex
    var pulls = 0
    var posterior = BetaPosterior()
    var probabilityHelps: Double?
    var isKept = false
  }

  /// A part of a run.
  struct Part: Equatable {
    /// The pulls, the trials or their batches, or the runs.
    var done = 0

    /// The number in all; nil where it is not known.
    var total: Int?

    /// The jobs that were measured, for the time of the others.
    var jobs = 0
    var batches = 0
    var seconds = 0.0
  }

  /// Begins the progress of a search.
  ///
  /// - Parameters:
  ///   - tasks: The tasks of the run.
  ///   - settings: The settings of the run; nil where they are not known.
  public init(tasks: TaskList, settings: SearchSettings?) {
    self.tasks = tasks
    self.settings = settings
    workers = settings?.workers ?? 1
    arms = tasks.taskIndices.map { Arm(task: $0) }
    bandit = ThompsonSampling(arms: tasks.count, decay: settings?.selection.decay ?? 0)
    selection = Part(total: settings?.selection.rounds)
    let isPartial = settings?.mixing.fidelity == .partial
    mixing = Part(total: settings.map { $0.mixing.trials * (isPartial ? $0.mixing.steps : 1) })
    confirmation = Part(total: nil)
  }

  /// Adds an event.
  public mutating func add(_ event: SearchEvent) {
    switch event {
    case .pulled(let pull, let total):
      bandit.observe(reward: pull.reward, of: pull.task.rawValue)
      for index in arms.indices {
        (arms[index].pulls, arms[index].posterior) =
          (bandit.pulls[index], bandit.undiscounted[index])
      }
      selection.add(1, of: total, pull.batches, pull.seconds)
      count(pull.result)
    case .selected(let records):
      stage = .mixing
      isSelected = true
      for record in records where arms.indices.contains(record.task.rawValue) {
        arms[record.task.rawValue].isKept = record.isKept
        arms[record.task.rawValue].probabilityHelps = record.probabilityHelps
      }
    case .tried(let trial, let total):
      mixing.add(1, of: total, trial.batches, trial.seconds)
      add(trial)
    case .measured(let trial, let total):
      mixing.add(trial.batches, of: total, trial.batches, trial.seconds)
      add(trial)
    case .estimated(let record): regret = record
    case .recommended(let record):
      stage = .confirmation
      recommendation = record.mixture
      confirmation.total = confirmation.total ?? runsToConfirm
    case .confirmed(let record, let total):
      confirmation.add(1, of: total, record.batches, record.seconds)
      count(record.result)
    }
  }

  private mutating func add(_ trial: TrialRecord) {
    trials.append(trial)
    count(trial.result)
  }

  private mutating func count(_ result: TrialRecord.Result) {
    guard case .failed(let reason) = result else { return }
    failures += 1
    self.reason = reason
  }

  // MARK: - What is shown

  /// The score by which mixtures are compared, larger being better.
  func score(_ evaluation: Evaluation) -> Double {
    (settings?.mixing.objective ?? .logLoss).score(evaluation)
  }

  /// The trials that were trained as long as any, in the order in which they ended.
  var wholeTrials: [TrialRecord] {
    let longest = settings?.mixing.fidelity == .full ? nil : trials.map(\.reached).max()
    return trials.filter { longest == nil || $0.reached == longest }
  }

  /// The best trial so far; nil before one succeeds.
  var best: (trial: TrialRecord, evaluation: Evaluation)? {
    wholeTrials.compactMap { trial in trial.result.evaluation.map { (trial, $0) } }
      .max { score($0.1) < score($1.1) }
  }

  /// The runs of confirmation, as if no two candidates were the same mixture.
  private var runsToConfirm: Int? {
    settings.map { settings in
      let isNothingKept = isSelected && !arms.contains(where: \.isKept)
      return (isNothingKept ? 3 : ConfirmationCandidate.all(targets: tasks.targets.count).count)
        * settings.confirmation.seeds
    }
  }

  // MARK: - The time that is left

  /// The seconds that the rest will take, by the times that were measured; nil before the first one, and where the
  /// size of the rest is not known.
  public var secondsLeft: Double? {
    guard let settings, confirmation.done == 0 || confirmation.done != confirmation.total else {
      return nil
    }
    let jobs = [selection, mixing, confirmation]
    let (batches, seconds) = jobs.reduce((0, 0.0)) { ($0.0 + $1.batches, $0.1 + $1.seconds) }
    guard batches > 0, seconds > 0 else { return nil }
    let perBatch = seconds / Double(batches)
    let trial = mixing.perBatch ?? perBatch
    var left = 0.0
    if stage == .selection, let rounds = selection.total {
      // What the bandit chooses is trained one by one.
      let forced = min(settings.selection.minimumPulls * tasks.count, rounds)
      let parallel = max(forced - selection.done, 0)
      let single = max(rounds - max(forced, selection.done), 0)
      let perPull = selection.jobs > 0 ? selection.seconds / Double(selection.jobs) : 0
      left += perPull * (Double(parallel) / Double(workers) + Double(single))
    }
    if stage <= .mixing {
      let steps = settings.mixing.trials * settings.mixing.steps
      let together = max(min(workers, settings.mixing.proposedTogether), 1)
      left += trial * Double(max(steps - mixing.batches, 0)) / Double(together)
    }
    let runs = (confirmation.total ?? runsToConfirm ?? 0) - confirmation.done
    let perRun = (confirmation.perBatch ?? trial) * Double(settings.mixing.steps)
    return left + perRun * Double(max(runs, 0)) / Double(workers)
  }
}

extension RunProgress.Part {
  fileprivate mutating func add(_ amount: Int, of total: Int, _ batches: Int, _ seconds: Double) {
    done += amount
    self.total = total
    jobs += 1
    self.batches += batches
    self.seconds += seconds
  }

  /// The seconds of a batch; nil before the first one.
  fileprivate var perBatch: Double? {
    batches > 0 && seconds > 0 ? seconds / Double(batches) : nil
  }
}
