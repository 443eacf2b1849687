extension BayesianOptimizer {
  /// A point that was tried.
  public struct Observation: Equatable, Sendable, Codable {
    /// The point.
    public let point: [Double]

    /// The objective observed there, smaller being better; nil if the trial failed.
    public let objective: Double?

    /// The standard deviation of the objective's noise, if known.
    public let noise: Double?

    /// The number of evaluations that the objective is the mean of, which divides the variance of unknown noise; nil for
    /// one.
    public let repeats: Double?

    /// The outputs that have limits, `[limits]`; nil where they are not known.
    public let outputs: [Double]?

    /// The parts of which the objective is the weighted sum, `[parts]`; nil where they are not known.
    public let parts: [Double]?

    /// The block of trials that have an unknown shift of the objective in common, such as those with one seed; nil for
    /// none.
    public let block: Int?
  }
}
