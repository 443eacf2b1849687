public import GSLNumerics
public import GaussianProcesses

/// How far the best point tried may be from the best that there is, against the noise of a trial: what a
/// search that could stop looks at.
///
/// Follows Makarova et al. (2022) <https://arxiv.org/abs/2104.08166>: the regret is at most the least
/// upper confidence bound of the points tried minus the least lower one of the space, and below the
/// noise of a trial it is not worth reducing. Differs in the noise, which is the model's in place of a
/// cross-validation's, and in the bounds, of which each holds with a probability of 0.9: theirs, which
/// hold all at once, ask for more trials than a small search has.
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

  /// Whether what may be gained is less than what the noise of one trial hides.
  public var isWithinNoise: Bool { regret < noise }
}

extension BayesianOptimizer {
  /// Returns a bound on the regret of the best point tried, with draws that the number of observations
  /// names.
  ///
  /// - Throws: `BayesianOptimizationError.nothingLearned` before a trial has succeeded, and `GSLError`.
  public func regretEstimate() throws -> RegretEstimate {
    try regretEstimate(using: streams.stream("regret", observations.count))
  }

  /// Returns how far the best point tried may be from the best that there is, against the noise.
  ///
  /// - Parameter stream: A thousand points of the space are drawn from it, and neighbours of the best.
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
    // A transform of the objectives stretches the noise, so it is taken where it matters.
    let variances = model.processes.map(\.noiseVariance)
    let variance = variances.reduce(0, +) / Double(variances.count)
    let deviation = model.processes[0].standardizer.scale * variance.squareRoot()
    let centre = model.transformed(predictions[best].mean)
    let ends = model.fitted.transform.restored([centre - deviation, centre + deviation])
    return RegretEstimate(
      tried: predictions, untried: model.predictions(at: untried), noise: (ends[1] - ends[0]) / 2)
  }
}
