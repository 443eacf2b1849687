/// An estimate of stage two's regret.
public struct RegretRecord: Equatable, Sendable {
  /// The number of measurements of the estimate.
  public let measurements: Int

  /// The bound on the regret of the best mixture tried, in the objective's units.
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
