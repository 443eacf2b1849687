/// The choices that make one multi-fidelity optimiser differ from another.
public struct MultiFidelitySettings: Equatable, Sendable, Codable {
  /// The costs at which a trial is measured and may stop, in whole units, increasing; the last is that
  /// of a whole trial.
  public var rungs: [Int]

  /// What all trials together may cost, in the same units.
  public var budget: Int

  /// Points to evaluate before all others, in this order.
  public var warmStarts: [WarmStart]

  /// How many points to evaluate before the model is asked, warm-start points included.
  public var initialPoints: Int

  /// How many of those go to the end whatever they show, so that curves are learned; the others may be
  /// stopped as any later one.
  public var wholeTrials: Int

  /// How many random points are looked at for each ask.
  public var randomCandidates: Int

  /// How many neighbours of each of the best three points are looked at for each ask.
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
