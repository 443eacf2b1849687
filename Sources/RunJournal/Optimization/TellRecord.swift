/// An observation told to an ask-tell optimiser.
public struct TellRecord: Equatable, Sendable {
  /// The number of the tell, from zero.
  public let tell: Int

  /// The pending ask that it answers; nil for a point that was not pending.
  public let ask: Int?

  /// The point.
  public let point: [Double]

  /// The objective, smaller being better; nil if the trial failed.
  public let objective: Double?

  /// The standard deviation of the objective's noise, in its units; nil if unknown.
  public let noise: Double?

  /// Creates a record.
  public init(tell: Int, ask: Int?, point: [Double], objective: Double?, noise: Double?) {
    self.tell = tell
    self.ask = ask
    self.point = point
    self.objective = objective
    self.noise = noise
  }
}
