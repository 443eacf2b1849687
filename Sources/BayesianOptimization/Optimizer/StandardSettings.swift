import GaussianProcesses

extension OptimizerSettings {
  /// Returns our settings for a search of which this much is known.
  ///
  /// The even filling of the space at the beginning has two points for each of its degrees of freedom,
  /// at least five, and takes at most half of the budget. A point is worth what its trial is expected to
  /// teach about the least posterior mean, which is what is recommended in the end. Where values are
  /// known to be exact it is worth the logarithm of the improvement on the least of them, the model has
  /// no noise, and the targets may be transformed: noise that is even would not be so after a
  /// transform. Ours; `docs/benchmarks.md` has the measurements.
  ///
  /// - Parameters:
  ///   - space: Where to look.
  ///   - budget: How many trials there will be, positive; nil if nobody knows.
  ///   - isNoisy: Whether a point gives another value each time; nil if nobody knows.
  public static func standard(
    for space: any SearchSpace, budget: Int? = nil, isNoisy: Bool? = nil
  ) -> OptimizerSettings {
    precondition(budget.map { $0 > 0 } ?? true, "a positive budget is expected")
    let filling = max(5, 2 * space.uniformCount)
    let isExact = isNoisy == false
    return OptimizerSettings(
      initialPoints: min(filling, max((budget ?? .max) / 2, 1)),
      strategy: .acquisition(isExact ? LogExpectedImprovement() : KnowledgeGradient()),
      incumbent: isExact ? .observation : .posteriorMean,
      fits: { GaussianProcessFit.candidates(dimension: $0, noise: isExact ? .none : .unknown) },
      randomCandidates: 800, starts: isExact ? 5 : 10, iterations: 15)
  }
}
