public import GaussianProcesses

/// The settings of a Bayesian optimiser.
public struct OptimizerSettings: Sendable {
  /// The choice of the next point by the model.
  public enum Strategy: Sendable {
    /// The point with the largest value of an acquisition function.
    case acquisition(any Acquisition)
    /// A point proposed by a member of a portfolio.
    case hedge(GPHedge)
  }

  /// The incumbent, which a point has to improve on, and the basis of the recommendation.
  public enum Incumbent: String, Sendable, Codable {
    /// The least posterior mean at a tried point, which a lucky trial hardly changes.
    case posteriorMean = "posterior_mean"
    /// The least objective observed, for exact objectives.
    case observation
  }

  /// Points to evaluate before all others, in this order.
  public var warmStarts: [WarmStart]

  /// The number of points before the model is used, warm-start points included.
  public var initialPoints: Int

  /// The choice of the next point by the model.
  public var strategy: Strategy

  /// The incumbent and the basis of the recommendation.
  public var incumbent: Incumbent

  /// The prior of the optimum; nil for none.
  public var prior: FadingPrior?

  /// The limits on further outputs of the trials, which are told with the objective; empty for none.
  public var limits: [OutputLimit]

  /// The weights of the parts of which the objective is the sum, such as several targets; empty for none.
  ///
  /// Each part then has a model of its own, and the objective their sum, as long as the parts of every trial are told
  /// and its noise is not known.
  public var partWeights: [Double]

  /// The cost of a trial in whole units such as training batches: `to` of each suggestion.
  public var trialCost: Int

  /// The candidate models over an encoding of the space.
  public var fits: @Sendable (_ encoding: any SearchSpace) -> [GaussianProcessFit]

  /// Whether objectives far above the others, such as those of diverged trials, are compressed.
  public var fencesOutliers: Bool

  /// The number of posterior draws of the hyper-parameters; zero for the MAP estimate alone.
  ///
  /// The acquisition function is averaged over the draws (`Acquisition`), so that uncertain length scales
  /// widen the posterior far from the trials. An ask then takes many times as long.
  public var hyperparameterSamples: Int

  /// The number of random candidates of an ask.
  public var randomCandidates: Int

  /// The number of candidates near each of the three best tried points, no two of them close.
  public var neighbours: Int

  /// The number of ascents from random candidates; half as many begin near each of the best points.
  public var starts: Int

  /// The largest number of iterations of an ascent; the best three get four times as many.
  public var iterations: Int

  /// Creates settings; the defaults are ours.
  ///
  /// - Precondition: Counts are not negative; candidates, starts and iterations are positive.
  public init(
    warmStarts: [WarmStart] = [], initialPoints: Int = 8,
    strategy: Strategy = .acquisition(LogExpectedImprovement()),
    incumbent: Incumbent = .posteriorMean, prior: FadingPrior? = nil,
    limits: [OutputLimit] = [], partWeights: [Double] = [], trialCost: Int = 1,
    fits: @escaping @Sendable (any SearchSpace) -> [GaussianProcessFit] = {
      GaussianProcessFit.candidates(lengthScales: $0.lengthScalePriors)
    },
    fencesOutliers: Bool = false, hyperparameterSamples: Int = 0,
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
    self.limits = limits
    self.partWeights = partWeights
    self.trialCost = trialCost
    self.fencesOutliers = fencesOutliers
    self.hyperparameterSamples = hyperparameterSamples
    self.randomCandidates = randomCandidates
    self.neighbours = neighbours
    self.starts = starts
    self.iterations = iterations
  }

  /// Returns the settings of the paper's second stage, inferred from scikit-optimize 0.5.2's defaults.
  ///
  /// Ten random points, then GP-Hedge; 10,000 random candidates of which the best five are refined by
  /// 20 iterations. Differs in the refinement, a projected gradient ascent instead of L-BFGS-B, in
  /// never proposing a point twice (the authors' tuner skipped such trials), and in counting pending
  /// points as observed at their posterior mean instead of at the least objective.
  ///
  /// - Parameter space: The space of the search.
  public static func paper(for space: any SearchSpace) -> OptimizerSettings {
    OptimizerSettings(
      initialPoints: 10, strategy: .hedge(GPHedge()), incumbent: .observation,
      fits: { [.scikitOptimize(dimension: $0.featureCount)] }, randomCandidates: 10_000,
      neighbours: 0, starts: 5, iterations: 20)
  }
}
