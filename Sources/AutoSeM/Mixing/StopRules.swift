import Multitask
import RunJournal

/// The rules that end stage two before its last trial.
struct StopRules {
  private let settings: SearchSettings
  private let clock = Stopwatch()

  /// The seconds that the run had taken when it went on.
  private let secondsBefore: Double

  private var best = -Double.infinity
  private var trialsSinceBest = 0

  /// Why stage two ends; nil while it goes on.
  private(set) var reason: String?

  /// Creates the rules at the beginning of a stage, which may have records already.
  ///
  /// - Throws: What the journal throws.
  init(_ settings: SearchSettings, journal: Journal) throws {
    self.settings = settings
    let seconds =
      try journal.pulls().map(\.seconds).reduce(0, +)
      + journal.trials().map(\.seconds).reduce(0, +)
    secondsBefore = seconds / Double(max(settings.workers, 1))
  }

  /// Takes note of the result of a trial; a part of a trial decides nothing.
  mutating func tell(_ result: TrialRecord.Result, reached: Int) {
    let mixing = settings.mixing
    guard reason == nil, reached >= mixing.steps else { return }
    trialsSinceBest += 1
    if let evaluation = result.evaluation {
      let score = mixing.objective.score(evaluation)
      if score > best { (best, trialsSinceBest) = (score, 0) }
      if let target = mixing.target, mixing.objective.reaches(target, evaluation) {
        reason = "a trial reached mixing.target, \(target)"
      }
    }
    if let patience = mixing.patience, trialsSinceBest >= patience {
      reason = "\(trialsSinceBest) trials brought no improvement (mixing.patience)"
    }
  }

  /// Looks at the time, before a trial is proposed that the journal does not have.
  mutating func lookAtTime() {
    guard reason == nil, let limit = settings.stopAfter, case .seconds(let seconds) = limit,
      secondsBefore + clock.seconds >= Double(seconds)
    else { return }
    reason = "\(limit.rawValue) are over (stop_after)"
  }
}

extension MixingSettings.Objective {
  /// Whether an evaluation is at least as good as a target in the unit of the objective, a loss as it is.
  fileprivate func reaches(_ target: Double, _ evaluation: Evaluation) -> Bool {
    switch self {
    case .metric: evaluation.metric >= target
    case .logLoss: evaluation.loss <= target
    }
  }
}
