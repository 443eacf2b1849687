public import GaussianProcesses

/// The choices that make one optimiser differ from another.
public struct OptimizerSettings: Sendable {
  /// How the model's advice becomes a point.
  public enum Strategy: Sendable {
    /// The point of the largest acquisition.
    case acquisition(any Acquisition)
    /// One of the points that the members of a portfolio propose.
    case hedge(GPHedge)
  }

  /// What a point has to improve on, and what is recommended in the end.
  public enum Incumbent: String, Sendable, Codable {
    /// The least posterior mean at a point that was tried: not deceived by a lucky trial.
    case posteriorMean = "posterior_mean"
    /// The least objective that was told: for exact objectives, which have no luck.
    case observation
  }

  /// Points to evaluate before all others, in this order.
  public var warmStarts: [WarmStart]

  /// How many points to evaluate before the model is asked, warm-start points included.
  public var initialPoints: Int

  /// How the model's advice becomes a point.
  public var strategy: Strategy

  /// What a point has to improve on, and what is recommended in the end.
  public var incumbent: Incumbent

  /// The prior of the optimum; nil for none.
  public var prior: FadingPrior?

  /// What a trial costs, in whole units such as training batches: the end of every suggestion.
  public var trialCost: Int

  /// The models among which the likeliest is taken, for a number of features.
  public var fits: @Sendable (_ featureCount: Int) -> [GaussianProcessFit]

  /// How many draws from the posterior of the hyper-parameters stand in for the likeliest ones; zero
  /// for the likeliest alone.
  ///
  /// Gains are averaged over the draws (`Acquisition`): an uncertain length scale makes what is far from
  /// the trials less certain. An ask then takes many times as long.
  public var hyperparameterSamples: Int

  /// How many random points are looked at for each ask.
  public var randomCandidates: Int

  /// How many neighbours of each of the best three tried points, no two of them close, are looked at
  /// for each ask.
  public var neighbours: Int

  /// How many of the random points, and half as many of each point's neighbours, are climbed from.
  public var starts: Int

  /// The most iterations of each climb; the best three go on for four times as many.
  public var iterations: Int

  /// Creates settings: ours, unless told otherwise.
  public init(
    warmStarts: [WarmStart] = [], initialPoints: Int = 8,
    strategy: Strategy = .acquisition(LogExpectedImprovement()),
    incumbent: Incumbent = .posteriorMean, prior: FadingPrior? = nil,
    trialCost: Int = 1,
    fits: @escaping @Sendable (Int) -> [GaussianProcessFit] = {
      GaussianProcessFit.candidates(dimension: $0)
    },
    hyperparameterSamples: Int = 0,
    randomCandidates: Int = 400, neighbours: Int = 24, starts: Int = 4, iterations: Int = 30
  ) {
    precondition(
      initialPoints >= 0 && hyperparameterSamples >= 0 && randomCandidates > 0 && neighbours >= 0
        && starts > 0 && iterations > 0,
      "positive numbers of candidates, starts and iterations are expected")
    self.warmStarts = warmStarts
    self.initialPoints = initialPoints
    self.strategy = strategy
    self.incumbent = incumbent
    self.fits = fits
    self.prior = prior
    self.trialCost = trialCost
    self.hyperparameterSamples = hyperparameterSamples
    self.randomCandidates = randomCandidates
    self.neighbours = neighbours
    self.starts = starts
    self.iterations = iterations
  }

  /// Returns the settings of the paper's second stage as far as it can be known: scikit-optimize
  /// 0.5.2's defaults.
  ///
  /// Ten random points, then GP-Hedge; 10,000 random candidates of which the best five are refined by
  /// 20 iterations. Differs in the refinement, a projected gradient ascent instead of L-BFGS-B, and in
  /// that a point is never proposed twice (the authors' tuner skipped such trials); points that are
  /// pending count as observed at their posterior mean instead of at the least objective.
  ///
  /// - Parameter space: Whose features the model works on.
  public static func paper(for space: any SearchSpace) -> OptimizerSettings {
    OptimizerSettings(
      initialPoints: 10, strategy: .hedge(GPHedge()), incumbent: .observation,
      fits: { [.scikitOptimize(dimension: $0)] }, randomCandidates: 10_000,
      neighbours: 0, starts: 5, iterations: 20)
  }
}
