/// What an optimiser on its own was told of a point.
public struct TellRecord: Equatable, Sendable {
  /// The number of the tell, from zero.
  public let tell: Int

  /// The open ask that it answers; nil for a point that was not asked, or not any more.
  public let ask: Int?

  /// The point.
  public let point: [Double]

  /// What was found there, smaller being better; nil if the trial failed.
  public let objective: Double?

  /// The standard deviation of what was found, in its units; nil if nobody said.
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
