public import Multitask

/// Everything that decides a search, apart from the tasks and the trainer.
public struct SearchSettings: Equatable, Sendable, Codable {
  /// The seed from which every random stream of the run is derived.
  public var seed: UInt64

  /// How many pulls, trials or runs are trained at once; it changes the wall time and nothing else.
  ///
  /// A pull that the bandit chooses is trained alone.
  public var workers: Int

  /// How many pulls, trials or runs of confirmation may fail one after the other before the search gives
  /// up.
  public var failuresInARow: Int

  /// Stage one.
  public var selection: SelectionSettings

  /// Stage two.
  public var mixing: MixingSettings

  /// The measurement on the test split.
  public var confirmation: ConfirmationSettings

  /// Creates settings; what is not given is the default.
  public init(
    seed: UInt64 = 1,
    workers: Int = 2,
    failuresInARow: Int = 5,
    selection: SelectionSettings = SelectionSettings(),
    mixing: MixingSettings = MixingSettings(),
    confirmation: ConfirmationSettings = ConfirmationSettings()
  ) {
    self.seed = seed
    self.workers = workers
    self.failuresInARow = failuresInARow
    self.selection = selection
    self.mixing = mixing
    self.confirmation = confirmation
  }

  /// The settings of the original, as far as they are known (`docs/fidelity.md`).
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
    settings.mixing.schedule = .blocks
    settings.mixing.initialTrials = 10
    settings.mixing.objective = .metric
    return settings
  }
}

/// What decides stage one.
public struct SelectionSettings: Equatable, Sendable, Codable {
  /// How the tasks to keep are told from the others.
  public enum Rule: String, CaseIterable, Sendable, Codable {
    /// By the probability that the utility is above the primary's, from undecayed counts.
    case probability
    /// By the posterior mean that the bandit acts on, decay and all: the original's.
    case mean
  }

  /// The number of pulls; with none, stage one is skipped and every task is kept.
  public var rounds: Int

  /// How often every arm is pulled before the bandit chooses; zero in the original.
  public var minimumPulls: Int

  /// The training batches of one pull; with `twin`, those of a trial are best: what helps a short training
  /// is not what helps a long one.
  public var batchesPerPull: Int

  /// The share of a pull's batches that come from the primary, so that its head keeps up with the
  /// shared parameters; zero in the original.
  public var primaryShare: Double

  /// How a pull is trained and rewarded.
  public var reward: RewardKind

  /// The fraction by which every arm's posterior moves back to the prior at each pull, for acting.
  public var decay: Double

  /// How the tasks to keep are told from the others.
  public var rule: Rule

  /// The most tasks to keep.
  public var keep: Int

  /// The probability that a kept task's utility must exceed the primary's with.
  public var threshold: Double

  /// Creates settings; what is not given is the default.
  public init(
    rounds: Int = 50,
    minimumPulls: Int = 4,
    batchesPerPull: Int = 300,
    primaryShare: Double = 0.5,
    reward: RewardKind = .twin,
    decay: Double = 0.02,
    rule: Rule = .probability,
    keep: Int = 3,
    threshold: Double = 0.8
  ) {
    self.rounds = rounds
    self.minimumPulls = minimumPulls
    self.batchesPerPull = batchesPerPull
    self.primaryShare = primaryShare
    self.reward = reward
    self.decay = decay
    self.rule = rule
    self.keep = keep
    self.threshold = threshold
  }
}

/// What decides stage two.
public struct MixingSettings: Equatable, Sendable, Codable {
  /// Where mixtures are searched.
  public enum Space: String, CaseIterable, Sendable, Codable {
    /// All weights that sum to one.
    case simplex
    /// Small whole numbers, one for each task: the original's.
    case integerRatio = "integer_ratio"
  }

  /// How the next mixture is chosen.
  public enum Acquisition: String, CaseIterable, Sendable, Codable {
    /// The logarithm of the expected improvement over the best posterior mean.
    case logExpectedImprovement = "log_expected_improvement"
    /// What a trial is expected to teach about the best posterior mean, noise and all.
    case knowledgeGradient = "knowledge_gradient"
    /// A portfolio of expected improvement, confidence bound and probability of improvement: the
    /// original's.
    case gpHedge = "gp_hedge"
  }

  /// What a trial's score is.
  public enum Objective: String, CaseIterable, Sendable, Codable {
    /// The primary's metric on the validation split.
    case metric
    /// The primary's mean log-loss on the validation split, negated.
    case logLoss = "log_loss"

    /// The score that an evaluation gives; larger is better.
    package func score(_ evaluation: Evaluation) -> Double {
      switch self {
      case .metric: evaluation.metric
      case .logLoss: -evaluation.loss
      }
    }
  }

  /// What a trial is trained on.
  public enum Fidelity: String, CaseIterable, Sendable, Codable {
    /// All of its batches: the original's.
    case full
    /// A part of them first; only what looks worth it is continued to the end.
    case partial
  }

  /// What stage two believes of where the best mixture lies before its trials.
  public enum Prior: String, CaseIterable, Sendable, Codable {
    /// Nothing: the original's.
    case none
    /// That the shares follow stage one's mean utilities; fades as trials are made.
    case utilities
  }

  /// When stage two ends.
  public enum Stop: String, CaseIterable, Sendable, Codable {
    /// When its trials are used up: the original's.
    case never
    /// Before that, too, when what can still be gained is estimated to be less than a trial's noise.
    case noise
  }

  /// The number of mixtures tried; where trials are partial, the number of whole trials whose batches
  /// may be spent.
  public var trials: Int

  /// The training batches of each trial, and of each run of confirmation.
  public var steps: Int

  /// How many of the trials come from the design rather than from the model.
  public var initialTrials: Int

  /// How many mixtures are proposed together; part of the result, unlike the number of workers.
  public var proposedTogether: Int

  /// Whether a trial may be left part of the way.
  public var fidelity: Fidelity

  /// The share of its batches after which a partial trial is measured, and left or continued.
  public var partialShare: Double

  /// When stage two ends.
  public var stop: Stop

  /// Where mixtures are searched.
  public var space: Space

  /// The share of every trial's batches that come from the primary whatever the mixture, so that its
  /// head is trained; not with `integerRatio`, and zero in the original.
  public var primaryShare: Double

  /// How the next mixture is chosen.
  public var acquisition: Acquisition

  /// How many draws of the model's hyper-parameters stand in for the likeliest ones, so that a few lucky
  /// trials do not make the model sure of itself; zero in the original, and not where trials are partial.
  public var hyperparameterSamples: Int

  /// What is believed of where the best mixture lies before the trials.
  public var prior: Prior

  /// How a mixture becomes a sequence of batches.
  public var schedule: MixingSchedule

  /// What a trial's score is.
  public var objective: Objective

  /// Creates settings; what is not given is the default.
  public init(
    trials: Int = 24,
    steps: Int = 300,
    initialTrials: Int = 8,
    proposedTogether: Int = 2,
    fidelity: Fidelity = .full,
    partialShare: Double = 0.75,
    stop: Stop = .never,
    space: Space = .simplex,
    primaryShare: Double = 0.1,
    acquisition: Acquisition = .logExpectedImprovement,
    hyperparameterSamples: Int = 8,
    prior: Prior = .none,
    schedule: MixingSchedule = .interleaved,
    objective: Objective = .logLoss
  ) {
    self.trials = trials
    self.steps = steps
    self.initialTrials = initialTrials
    self.proposedTogether = proposedTogether
    self.fidelity = fidelity
    self.partialShare = partialShare
    self.stop = stop
    self.space = space
    self.primaryShare = primaryShare
    self.acquisition = acquisition
    self.hyperparameterSamples = hyperparameterSamples
    self.prior = prior
    self.schedule = schedule
    self.objective = objective
  }
}

/// What decides the measurement on the test split.
public struct ConfirmationSettings: Equatable, Sendable, Codable {
  /// The number of fresh seeds, each of which trains every candidate once.
  public var seeds: Int

  /// Creates settings; what is not given is the default.
  public init(
    seeds: Int = 5
  ) {
    self.seeds = seeds
  }
}
