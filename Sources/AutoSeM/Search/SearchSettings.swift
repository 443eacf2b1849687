public import Multitask

/// The settings of a search.
public struct SearchSettings: Equatable, Sendable, Codable {
  /// The seed from which every random stream of the run is derived.
  public var seed: UInt64

  /// The number of pulls, trials or runs trained at once; the result does not depend on it.
  ///
  /// Pulls that the bandit draws one by one are trained one by one.
  public var workers: Int

  /// The number of consecutive failures of pulls, trials or runs of confirmation that ends the search.
  public var failuresInARow: Int

  /// The time after which stage two proposes no further trial, and confirmation follows; nil for none.
  ///
  /// Times that earlier sessions of a run took count, about. Another amount than a time has no effect.
  public var stopAfter: Budget?

  /// Stage one.
  public var selection: SelectionSettings

  /// Stage two.
  public var mixing: MixingSettings

  /// Confirmation.
  public var confirmation: ConfirmationSettings

  /// Creates settings with defaults.
  public init(
    seed: UInt64 = 1,
    workers: Int = 2,
    failuresInARow: Int = 5,
    stopAfter: Budget? = nil,
    selection: SelectionSettings = SelectionSettings(),
    mixing: MixingSettings = MixingSettings(),
    confirmation: ConfirmationSettings = ConfirmationSettings()
  ) {
    self.seed = seed
    self.workers = workers
    self.failuresInARow = failuresInARow
    self.stopAfter = stopAfter
    self.selection = selection
    self.mixing = mixing
    self.confirmation = confirmation
  }

  /// The settings of the original, as far as known (`docs/fidelity.md`).
  public static var paper: SearchSettings {
    var settings = SearchSettings()
    settings.selection.rounds = 200
    settings.selection.minimumPulls = 0
    settings.selection.batchesPerPull = 10
    settings.selection.reward = .metric
    settings.selection.decay = 0.3
    settings.selection.rule = .mean
    settings.selection.primaryShare = 0
    settings.mixing.space = .integerRatio
    settings.mixing.primaryShare = 0
    settings.mixing.acquisition = .gpHedge
    settings.mixing.hyperparameterSamples = 0
    settings.mixing.randomNumbers = .independent
    settings.mixing.schedule = .blocks
    settings.mixing.initialTrials = 10
    settings.mixing.objective = .metric
    return settings
  }
}

/// The settings of stage one.
public struct SelectionSettings: Equatable, Sendable, Codable {
  /// The criterion that keeps a task.
  public enum Rule: String, CaseIterable, Sendable, Codable {
    /// The probability of helping: with `twin` that of a positive gain, else that the utility is above the primary's.
    case probability
    /// The mean of the discounted posterior, as in the original.
    case mean
  }

  /// The number of pulls; zero skips stage one and keeps every task.
  public var rounds: Int

  /// The number of forced pulls of every arm before the bandit chooses; zero in the original.
  public var minimumPulls: Int

  /// The number of arms that the bandit draws together; unlike the number of workers, it changes the result.
  ///
  /// With `twin` alone, since pulls of one model follow each other. Nil for one.
  public var drawnTogether: Int?

  /// The training batches of a pull; with `twin`, as many as a trial's, since a task's help depends on the
  /// length of training.
  public var batchesPerPull: Int

  /// The primary's share of a pull's batches, which keeps its head trained; zero in the original.
  public var primaryShare: Double

  /// The training and the reward of a pull.
  public var reward: RewardKind

  /// The decay of the discounted posteriors towards the prior at each pull.
  public var decay: Double

  /// The criterion that keeps a task.
  public var rule: Rule

  /// The largest number of tasks to keep.
  public var keep: Int

  /// The least probability of helping of a kept task.
  public var threshold: Double

  /// Creates settings with defaults.
  public init(
    rounds: Int = 50,
    minimumPulls: Int = 4,
    drawnTogether: Int? = nil,
    batchesPerPull: Int = 300,
    primaryShare: Double = 0.5,
    reward: RewardKind = .twin,
    decay: Double = 0.02,
    rule: Rule = .probability,
    keep: Int = 3,
    threshold: Double = 0.33
  ) {
    self.rounds = rounds
    self.minimumPulls = minimumPulls
    self.drawnTogether = drawnTogether
    self.batchesPerPull = batchesPerPull
    self.primaryShare = primaryShare
    self.reward = reward
    self.decay = decay
    self.rule = rule
    self.keep = keep
    self.threshold = threshold
  }
}

/// The settings of stage two.
public struct MixingSettings: Equatable, Sendable, Codable {
  /// The space of mixtures.
  public enum Space: String, CaseIterable, Sendable, Codable {
    /// All weights that sum to one.
    case simplex
    /// Ratios of small whole numbers, as in the original.
    case integerRatio = "integer_ratio"
  }

  /// The acquisition function.
  public enum Acquisition: String, CaseIterable, Sendable, Codable {
    /// The logarithm of the expected improvement over the best posterior mean.
    case logExpectedImprovement = "log_expected_improvement"
    /// The knowledge gradient: the expected gain of the best posterior mean by a noisy trial.
    case knowledgeGradient = "knowledge_gradient"
    /// A portfolio of expected improvement, confidence bound and probability of improvement, as in the
    /// original.
    case gpHedge = "gp_hedge"
  }

  /// The score of a trial.
  public enum Objective: String, CaseIterable, Sendable, Codable {
    /// The primary's metric on the validation split.
    case metric
    /// The primary's negative mean log-loss on the validation split.
    case logLoss = "log_loss"

    /// Returns the score of an evaluation; larger is better.
    package func score(_ evaluation: Evaluation) -> Double {
      switch self {
      case .metric: evaluation.metric
      case .logLoss: -evaluation.loss
      }
    }
  }

  /// The seeds of trials.
  public enum RandomNumbers: String, CaseIterable, Sendable, Codable {
    /// One seed for all trials: common random numbers.
    ///
    /// The effect of a seed on all mixtures cancels in their differences.
    case common
    /// Three seeds in turn, whose effects on all mixtures the model removes.
    ///
    /// What a seed does to single mixtures averages out. With partial trials, which have no such model, one seed.
    case inTurn = "in_turn"
    /// A seed for each trial, as in the original.
    case independent
  }

  /// The length of trials.
  public enum Fidelity: String, CaseIterable, Sendable, Codable {
    /// All batches, as in the original.
    case full
    /// A part of the batches; promising trials continue to the end.
    case partial
  }

  /// The prior of the best mixture.
  public enum Prior: String, CaseIterable, Sendable, Codable {
    /// No prior, as in the original.
    case none
    /// Shares proportional to stage one's mean utilities; the prior fades with the trials.
    case utilities
  }

  /// When trials are proposed.
  public enum Proposals: String, CaseIterable, Sendable, Codable {
    /// Several together, once all of those before them have a result.
    case together
    /// One as soon as a worker is free, with the open trials in the model.
    case whenFree = "when_free"
  }

  /// The stopping rule.
  public enum Stop: String, CaseIterable, Sendable, Codable {
    /// After all trials, as in the original.
    case never
    /// After all trials, or when the bound on the regret is below a trial's noise.
    case noise
  }

  /// The number of trials; with partial trials, the budget in whole trials.
  ///
  /// Without a trial, equal shares of the kept tasks are the answer.
  public var trials: Int

  /// The training batches of a trial, and of a run of confirmation.
  public var steps: Int

  /// The number of trials of the initial design.
  public var initialTrials: Int

  /// The number of mixtures proposed together; unlike the number of workers, it changes the result.
  public var proposedTogether: Int

  /// When trials are proposed.
  ///
  /// With `whenFree`, no worker waits for another, and the result depends on the number of workers and on the order in
  /// which trials end.
  public var proposals: Proposals

  /// The length of trials.
  public var fidelity: Fidelity

  /// The share of its batches after which a partial trial is evaluated, and stopped or continued.
  public var partialShare: Double

  /// The stopping rule.
  public var stop: Stop

  /// The score at which stage two ends, in the unit of the objective, a log-loss as it is; nil for none.
  public var target: Double?

  /// The number of trials without an improvement after which stage two ends; nil for none.
  public var patience: Int?

  /// The space of mixtures.
  public var space: Space

  /// The primary's minimum share of every trial's batches, which keeps its head trained; zero in the
  /// original, and ignored with `integerRatio`.
  public var primaryShare: Double

  /// The acquisition function.
  public var acquisition: Acquisition

  /// The number of posterior draws of the model's hyper-parameters; zero, as in the original, for the MAP
  /// estimate.
  ///
  /// Draws keep the model from overconfidence after a few lucky trials. Ignored with partial trials.
  public var hyperparameterSamples: Int

  /// The prior of the best mixture.
  public var prior: Prior

  /// The seeds of trials.
  public var randomNumbers: RandomNumbers

  /// The schedule of batches.
  public var schedule: MixingSchedule

  /// The score of a trial.
  public var objective: Objective

  /// Runs of the past to learn from before the first trial; nil for none.
  ///
  /// Ignored with partial trials and whole-number ratios.
  public var pastRuns: [PastRun]?

  /// Creates settings with defaults.
  public init(
    trials: Int = 24,
    steps: Int = 300,
    initialTrials: Int = 8,
    proposedTogether: Int = 2,
    proposals: Proposals = .together,
    fidelity: Fidelity = .full,
    partialShare: Double = 0.75,
    stop: Stop = .never,
    target: Double? = nil,
    patience: Int? = nil,
    space: Space = .simplex,
    primaryShare: Double = 0.1,
    acquisition: Acquisition = .logExpectedImprovement,
    hyperparameterSamples: Int = 8,
    prior: Prior = .none,
    randomNumbers: RandomNumbers = .common,
    schedule: MixingSchedule = .interleaved,
    objective: Objective = .logLoss,
    pastRuns: [PastRun]? = nil
  ) {
    self.trials = trials
    self.steps = steps
    self.initialTrials = initialTrials
    self.proposedTogether = proposedTogether
    self.proposals = proposals
    self.fidelity = fidelity
    self.partialShare = partialShare
    self.stop = stop
    self.target = target
    self.patience = patience
    self.space = space
    self.primaryShare = primaryShare
    self.acquisition = acquisition
    self.hyperparameterSamples = hyperparameterSamples
    self.prior = prior
    self.randomNumbers = randomNumbers
    self.schedule = schedule
    self.objective = objective
    self.pastRuns = pastRuns
  }
}

/// The settings of confirmation.
public struct ConfirmationSettings: Equatable, Sendable, Codable {
  /// The number of fresh seeds; every candidate is trained once with each.
  public var seeds: Int

  /// Creates settings with defaults.
  public init(
    seeds: Int = 5
  ) {
    self.seeds = seeds
  }
}

extension KeyedDecodingContainer {
  /// Reads the seeds of trials, which journals of earlier versions do not have.
  func decode(
    _ type: MixingSettings.RandomNumbers.Type, forKey key: Key
  ) throws -> MixingSettings.RandomNumbers {
    try decodeIfPresent(type, forKey: key) ?? .independent
  }

  /// Reads when trials are proposed, which journals of earlier versions do not have.
  func decode(
    _ type: MixingSettings.Proposals.Type, forKey key: Key
  ) throws -> MixingSettings.Proposals {
    try decodeIfPresent(type, forKey: key) ?? .together
  }
}
