public import GSLNumerics
import GaussianProcesses

/// The logarithm of the expected information of a trial about the objective's least value.
///
/// Follows Wang and Jegelka (2017), equation 6 <https://arxiv.org/abs/1703.01968>, for minima; differs
/// in the samples of the least value, which are minima of exact posterior samples at the tried points and
/// the most promising candidates, and in the logarithm. Pending trials count as observed at their
/// posterior mean.
public struct MaxValueEntropy: Acquisition, Equatable {
  /// The number of samples of the least value.
  public let samples: Int

  /// The largest number of candidates at which the objective is sampled.
  public let candidates: Int

  /// Creates the acquisition.
  ///
  /// The logarithm of the acquisition scatters with the samples, most where it is low: with 16 by up to 0.46.
  public init(samples: Int = 256, candidates: Int = 250) {
    precondition(
      samples > 0 && candidates > 0, "positive numbers are expected, got \(samples), \(candidates)")
    self.samples = samples
    self.candidates = candidates
  }

  /// Returns the acquisition function.
  ///
  /// - Parameters:
  ///   - state: What is known of the objective.
  ///   - stream: A normal variate for each sample and point.
  public func function(
    for state: SearchState, using stream: RandomStream
  ) throws -> any AcquisitionFunction {
    let posterior = try state.sampled(samples, candidates: candidates, using: stream)
    let minima = (0..<samples).map { posterior.values.row($0).min() ?? state.best }
    return PointwiseFunction(
      posterior: SumPosterior(try state.withFantasies().process), scale: .logarithm
    ) {
      Self.value(mean: $0, standardDeviation: $1, minima: minima)
    }
  }

  /// Returns the logarithm of the mean over samples of γ φ(γ) / (2 Φ(γ)) − log Φ(γ), where γ is the mean
  /// less the least value in standard deviations, and its derivatives.
  static func value(
    mean: Double, standardDeviation: Double, minima: [Double]
  ) -> AcquisitionValue {
    let scores = minima.map { (mean - $0) / standardDeviation }
    let terms = scores.map(logInformation)
    let total = logMean(terms.map(\.value))
    var (meanSlope, deviationSlope) = (0.0, 0.0)
    for (score, term) in zip(scores, terms) {
      let slope =
        exp(term.value - total) / Double(minima.count) * term.slope / standardDeviation
      meanSlope += slope
      deviationSlope -= slope * score
    }
    return AcquisitionValue(
      value: total, meanSlope: meanSlope, standardDeviationSlope: deviationSlope)
  }

  /// The logarithm of γ φ(γ) / (2 Φ(γ)) − log Φ(γ), and its derivative.
  private static func logInformation(_ score: Double) -> (value: Double, slope: Double) {
    // Such means do not occur, and the difference would cancel.
    guard score > -100 else { return (logInformation(-99).value, 0) }
    let logDensity = NormalDistribution.logDensity(score)
    let logCumulative = NormalDistribution.logCumulative(score)
    // φ divided out, nothing underflows: −log Φ / φ is about one over γ for large γ.
    let value =
      score > 30
      ? logDensity + log(score / 2 + (1 - (1 - 3 / (score * score)) / (score * score)) / score)
      : log(score / 2 * exp(logDensity - logCumulative) - logCumulative)
    let ratio = exp(logDensity - logCumulative)
    let slope = -exp(logDensity - logCumulative - value) / 2 * (1 + score * score + score * ratio)
    return (value, slope)
  }
}
