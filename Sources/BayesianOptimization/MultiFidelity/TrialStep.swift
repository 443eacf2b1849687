/// A piece of a trial that an optimiser wants to be done: its beginning, or its continuation from one
/// rung to the next.
public struct TrialStep: Equatable, Sendable, Codable {
  /// The number of the trial, from zero.
  public let trial: Int

  /// The point.
  public let point: [Double]

  /// Where the point comes from.
  public let origin: Candidate.Origin

  /// The cost at which the trial stands; zero for one that has not begun.
  public let from: Int

  /// The cost to go to.
  public let to: Int

  /// Creates a step.
  public init(trial: Int, point: [Double], origin: Candidate.Origin, from: Int, to: Int) {
    self.trial = trial
    self.point = point
    self.origin = origin
    self.from = from
    self.to = to
  }

  /// What the step costs.
  public var cost: Int { to - from }
}
