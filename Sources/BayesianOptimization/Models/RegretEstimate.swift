public import GSLNumerics
public import GaussianProcesses

/// A bound on the regret of the best point tried, for a stopping rule that compares it with the noise.
///
/// Follows Makarova et al. (2022) <https://arxiv.org/abs/2104.08166>: the regret is at most the least
/// upper confidence bound of the points tried minus the least lower one of the space, and a search
/// may stop when it is below the noise of a trial. Differs in the noise, which is the model's in place of
/// a cross-validation's, and in the bounds, each of which holds with probability 0.9: theirs hold jointly
/// and need more trials than a small search has.
public struct RegretEstimate: Equatable, Sendable, Codable {
  /// The bound on the regret, in the objective's units, not negative.
  public let regret: Double

  /// The standard deviation of a trial's noise, in the same units.
  public let noise: Double

  /// Creates an estimate.
  public init(regret: Double, noise: Double) {
    self.regret = regret
    self.noise = noise
  }

  /// Bounds the regret.
  ///
  /// - Parameters:
  ///   - tried: The posterior of the points tried, without noise, at least one.
  ///   - untried: The posterior of points all over the space.
  ///   - noise: The standard deviation of a trial's noise.
  public init(tried: [Prediction], untried: [Prediction], noise: Double) {
    precondition(!tried.isEmpty, "a point that was tried is expected")
    let width = NormalDistribution.quantile(0.9)
    let upper = tried.map { $0.mean + width * $0.standardDeviation }.min() ?? 0
    let lower = (tried + untried).map { $0.mean - width * $0.standardDeviation }.min() ?? 0
    self.init(regret: max(upper - lower, 0), noise: noise)
  }

  /// Whether the bound on the regret is below the noise of a trial.
  public var isWithinNoise: Bool { regret < noise }
}

extension BayesianOptimizer {
  /// Returns a bound on the regret of the best point tried.
  ///
  /// Draws from a stream that depends on the number of observations.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func regretEstimate() throws -> RegretEstimate {
    try regretEstimate(using: streams.stream("regret", observations.count))
  }

  /// Returns a bound on the regret of the best point tried.
  ///
  /// - Parameter stream: Gives a thousand points of the space and a hundred neighbours of the best.
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func regretEstimate(using stream: RandomStream) throws -> RegretEstimate {
    let model = try model()
    let tried = observations.filter { $0.objective != nil }.map(\.point)
    let predictions = model.predictions(at: tried)
    let best = predictions.indices.min { predictions[$0].mean < predictions[$1].mean } ?? 0
    var untried = (0..<1_000).map { _ in space.exploratoryPoint(using: stream) }
    untried += (0..<100).map { index in
      space.neighbour(of: tried[best], within: [0.2, 0.1, 0.05][index % 3], using: stream)
    }
    let view = model.likeliest
    // A transform makes the noise depend on the objective; the noise at the best point counts.
    let variances = view.processes.map(\.noiseVariance)
    let variance = variances.reduce(0, +) / Double(variances.count)
    let deviation = variance.squareRoot()
    let centre = view.transformed(predictions[best].mean)
    let ends = view.transform.restored([centre - deviation, centre + deviation])
    return RegretEstimate(
      tried: predictions, untried: model.predictions(at: untried), noise: (ends[1] - ends[0]) / 2)
  }
}
