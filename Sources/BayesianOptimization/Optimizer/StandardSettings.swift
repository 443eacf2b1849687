import GaussianProcesses

extension OptimizerSettings {
  /// Returns our default settings for a space, a budget and a kind of noise.
  ///
  /// The initial design has two points for each degree of freedom, at least five and at most twelve or a fifth of the
  /// budget, and takes at most half of the budget. The acquisition function is the knowledge gradient. For exact
  /// objectives it is the log expected improvement, the model has no noise, and the targets may be transformed; a
  /// transform would make constant noise vary. Under noise only outliers are compressed. Ours; `docs/benchmarks.md` has
  /// the measurements.
  ///
  /// - Parameters:
  ///   - space: The space of the search.
  ///   - budget: The number of trials, positive; nil if unknown.
  ///   - isNoisy: Whether repeated trials of a point differ; nil if unknown.
  public static func standard(
    for space: any SearchSpace, budget: Int? = nil, isNoisy: Bool? = nil
  ) -> OptimizerSettings {
    precondition(budget.map { $0 > 0 } ?? true, "a positive budget is expected")
    let filling = min(max(5, 2 * space.uniformCount), max(12, (budget ?? 0) / 5))
    let isExact = isNoisy == false
    return OptimizerSettings(
      initialPoints: min(filling, max((budget ?? .max) / 2, 1)),
      strategy: .acquisition(isExact ? LogExpectedImprovement() : KnowledgeGradient()),
      incumbent: isExact ? .observation : .posteriorMean,
      fits: {
        GaussianProcessFit.candidates(
          lengthScales: $0.lengthScalePriors, noise: isExact ? .none : .unknown)
      },
      fencesOutliers: !isExact, randomCandidates: 800, starts: isExact ? 5 : 10, iterations: 15)
  }
}
