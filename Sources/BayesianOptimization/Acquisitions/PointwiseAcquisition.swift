public import GSLNumerics
import GaussianProcesses

/// An acquisition that judges a point by what is believed of the objective there and nowhere else.
///
/// Trials that have not ended count as ended as expected.
public protocol PointwiseAcquisition: Acquisition {
  /// How worths compare.
  var scale: AcquisitionScale { get }

  /// Returns the worth of a point and its derivatives.
  ///
  /// - Parameters:
  ///   - mean: The posterior mean of the objective; smaller is better.
  ///   - standardDeviation: The posterior standard deviation, positive.
  ///   - best: The objective to improve on.
  func value(mean: Double, standardDeviation: Double, best: Double) -> AcquisitionValue
}

/// The worth of a point and how it changes with what is believed of the objective there.
public struct AcquisitionValue: Equatable, Sendable {
  /// The worth; larger is better.
  public let value: Double

  /// The derivative with respect to the posterior mean.
  public let meanSlope: Double

  /// The derivative with respect to the posterior standard deviation.
  public let standardDeviationSlope: Double

  /// Creates a value.
  public init(value: Double, meanSlope: Double, standardDeviationSlope: Double) {
    self.value = value
    self.meanSlope = meanSlope
    self.standardDeviationSlope = standardDeviationSlope
  }
}

extension PointwiseAcquisition {
  /// Returns what points are worth; draws nothing.
  public func criterion(
    for state: SearchState, using stream: RandomStream
  ) throws -> any AcquisitionCriterion {
    let believed = try state.believing()
    return PointwiseCriterion(posterior: JointPosterior(believed.process), scale: scale) {
      value(mean: $0, standardDeviation: $1, best: believed.best)
    }
  }
}

/// What points are worth by the mean and the standard deviation of the objective there.
struct PointwiseCriterion: AcquisitionCriterion {
  /// Of no anchors.
  let posterior: JointPosterior
  let scale: AcquisitionScale

  /// The worth of a mean and a standard deviation.
  let worth: @Sendable (Double, Double) -> AcquisitionValue

  func values(at inputs: Matrix) -> [Double] {
    let beliefs = posterior.evaluations(at: inputs)
    return zip(beliefs.means, beliefs.variances).map { worth($0, $1.squareRoot()).value }
  }

  func valueWithGradient(at input: [Double]) -> (value: Double, gradient: [Double]) {
    let belief = posterior.evaluation(at: input)
    let deviation = belief.standardDeviation
    let worth = worth(belief.mean, deviation)
    return (
      worth.value,
      belief.gradient(
        meanSlope: worth.meanSlope, varianceSlope: worth.standardDeviationSlope / (2 * deviation))
    )
  }
}
