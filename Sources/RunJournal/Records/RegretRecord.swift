/// How much stage two may still gain, as it was estimated on the way.
public struct RegretRecord: Equatable, Sendable {
  /// The number of measurements that the estimate is made from.
  public let measurements: Int

  /// The bound on how far the best mixture tried is from the best there is, in the units of the
  /// objective.
  public let regret: Double

  /// The standard deviation of the noise of a trial, in the same units.
  public let noise: Double

  /// Creates a record.
  public init(measurements: Int, regret: Double, noise: Double) {
    self.measurements = measurements
    self.regret = regret
    self.noise = noise
  }
}
