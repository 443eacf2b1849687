public import GSLNumerics
import GaussianProcesses

/// An acquisition function of the posterior mean and standard deviation at a point.
///
/// Pending trials count as observed at their posterior mean.
public protocol PointwiseAcquisition: Acquisition {
  /// The scale of the values.
  var scale: AcquisitionScale { get }

  /// Returns the acquisition value of a point and its derivatives.
  ///
  /// - Parameters:
  ///   - mean: The posterior mean of the objective; smaller is better.
  ///   - standardDeviation: The posterior standard deviation, positive.
  ///   - best: The objective to improve on.
  func value(mean: Double, standardDeviation: Double, best: Double) -> AcquisitionValue
}

/// The acquisition value of a point and its derivatives by the posterior there.
public struct AcquisitionValue: Equatable, Sendable {
  /// The value; larger is better.
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
  /// Returns the acquisition function; draws nothing.
  public func function(
    for state: SearchState, using stream: RandomStream
  ) throws -> any AcquisitionFunction {
    let state = try state.withFantasies()
    return PointwiseFunction(posterior: SumPosterior(state.process), scale: scale) {
      value(mean: $0, standardDeviation: $1, best: state.best)
    }
  }
}

/// An acquisition function of the posterior mean and standard deviation.
struct PointwiseFunction: AcquisitionFunction {
  /// The posterior, without reference points.
  let posterior: SumPosterior
  let scale: AcquisitionScale

  /// The value for a mean and a standard deviation.
  let value: @Sendable (Double, Double) -> AcquisitionValue

  func values(at inputs: Matrix) -> [Double] {
    let evaluations = posterior.evaluations(at: inputs)
    return zip(evaluations.means, evaluations.variances).map { value($0, $1.squareRoot()).value }
  }

  func valueWithGradient(at input: [Double]) -> (value: Double, gradient: [Double]) {
    let evaluation = posterior.evaluation(at: input)
    let deviation = evaluation.standardDeviation
    let value = value(evaluation.mean, deviation)
    return (
      value.value,
      evaluation.gradient(
        meanSlope: value.meanSlope, varianceSlope: value.standardDeviationSlope / (2 * deviation))
    )
  }
}
