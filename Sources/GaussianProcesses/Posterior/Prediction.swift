/// The posterior of a function's value at an input: a normal distribution.
public struct Prediction: Equatable, Sendable {
  /// The mean.
  public let mean: Double

  /// The variance, positive, without the noise of an observation.
  public let variance: Double

  /// Creates a prediction.
  public init(mean: Double, variance: Double) {
    self.mean = mean
    self.variance = variance
  }

  /// The standard deviation.
  public var standardDeviation: Double { variance.squareRoot() }
}

/// A prediction and its derivatives with respect to the input.
public struct PredictionWithGradients: Equatable, Sendable {
  /// The prediction.
  public let prediction: Prediction

  /// The derivatives of the mean, `[dimension]`.
  public let meanGradient: [Double]

  /// The derivatives of the variance, `[dimension]`.
  public let varianceGradient: [Double]

  /// The derivatives of the standard deviation, `[dimension]`.
  public var standardDeviationGradient: [Double] {
    let factor = 0.5 / prediction.standardDeviation
    return varianceGradient.map { factor * $0 }
  }
}
