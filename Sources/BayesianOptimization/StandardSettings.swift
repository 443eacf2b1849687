import GaussianProcesses

extension OptimizerSettings {
  /// Returns our settings for a search of which this much is known.
  ///
  /// The even filling of the space at the beginning has two points for each of its degrees of freedom,
  /// at least five, and takes at most half of the budget. Where values are known to be exact, what a
  /// point has to improve on is the least of them, the model has no noise, and the targets may be
  /// transformed: noise that is even would not be so after a transform. Ours.
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
      incumbent: isExact ? .observation : .posteriorMean,
      fits: { GaussianProcessFit.candidates(dimension: $0, noise: isExact ? .none : .unknown) })
  }
}
