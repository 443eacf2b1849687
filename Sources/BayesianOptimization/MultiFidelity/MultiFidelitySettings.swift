/// The settings of a multi-fidelity optimiser.
public struct MultiFidelitySettings: Equatable, Sendable, Codable {
  /// The costs at which a trial is evaluated and may stop, in whole units, increasing; the last is that
  /// of a whole trial.
  public var rungs: [Int]

  /// The cost of all trials together, in the same units.
  public var budget: Int

  /// Points to evaluate before all others, in this order.
  public var warmStarts: [WarmStart]

  /// The number of points before the model is used, warm-start points included.
  public var initialPoints: Int

  /// The number of those that always run to the end, so that the model learns whole curves.
  public var wholeTrials: Int

  /// The number of random candidates of an ask.
  public var randomCandidates: Int

  /// The number of candidates near each of the three best points.
  public var neighbours: Int

  /// Creates settings.
  ///
  /// - Precondition: The rungs are positive and increase.
  public init(
    rungs: [Int], budget: Int, warmStarts: [WarmStart] = [], initialPoints: Int = 5,
    wholeTrials: Int = 2, randomCandidates: Int = 150, neighbours: Int = 12
  ) {
    precondition(
      !rungs.isEmpty && rungs[0] > 0 && zip(rungs, rungs.dropFirst()).allSatisfy { $0 < $1 },
      "positive rungs that increase are expected, got \(rungs)")
    precondition(
      budget >= 0 && initialPoints >= 0 && wholeTrials >= 0 && randomCandidates > 0
        && neighbours >= 0, "a budget and numbers of points of at least 0 are expected")
    self.rungs = rungs
    self.budget = budget
    self.warmStarts = warmStarts
    self.initialPoints = initialPoints
    self.wholeTrials = wholeTrials
    self.randomCandidates = randomCandidates
    self.neighbours = neighbours
  }
}
