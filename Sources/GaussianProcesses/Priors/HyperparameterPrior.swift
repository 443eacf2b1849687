public import GSLNumerics

/// The prior of a positive hyper-parameter, as a function of its logarithm.
public protocol HyperparameterPrior: Sendable {
  /// Returns the natural logarithm of the hyper-parameter's density, up to a constant, and its derivative
  /// by the hyper-parameter's logarithm.
  ///
  /// The MAP estimate depends on this choice: the density is that of the hyper-parameter, as usual, not of
  /// its logarithm.
  func logDensity(ofLogarithm u: Double) -> (value: Double, slope: Double)

  /// The logarithm of the mode.
  var logMode: Double { get }

  /// Draws the logarithm of a hyper-parameter.
  func logSample(using stream: RandomStream) -> Double
}

/// A log-normal prior.
public struct LogNormalPrior: HyperparameterPrior, Equatable {
  /// The mean of the logarithm.
  public let location: Double

  /// The standard deviation of the logarithm.
  public let scale: Double

  /// Creates a prior from the mean and the standard deviation of the logarithm.
  public init(location: Double, scale: Double) {
    precondition(scale > 0, "a positive scale is expected, got \(scale)")
    self.location = location
    self.scale = scale
  }

  /// Returns the prior of length scales for inputs in the unit cube, whose distances grow with the
  /// square root of the dimension.
  ///
  /// Follows Hvarfner, Hellsten and Nardi (2024) <https://arxiv.org/abs/2402.02229>.
  public static func lengthScale(dimension: Int) -> LogNormalPrior {
    LogNormalPrior(
      location: 2.0.squareRoot() + log(Double(dimension)) / 2, scale: 3.0.squareRoot())
  }

  /// Returns the logarithm of the density and its derivative.
  public func logDensity(ofLogarithm u: Double) -> (value: Double, slope: Double) {
    let z = (u - location) / scale
    return (-z * z / 2 - u, -z / scale - 1)
  }

  /// The logarithm of the mode.
  public var logMode: Double { location - scale * scale }

  /// Draws the logarithm of a hyper-parameter; one normal variate.
  public func logSample(using stream: RandomStream) -> Double {
    stream.normal(mean: location, standardDeviation: scale)
  }
}

/// A log-uniform prior within bounds, as in scikit-optimize.
///
/// Differs outside of the bounds: the density decreases steeply instead of being zero, so that the search
/// is unconstrained; a fit ends at most a little outside.
public struct BoundsPrior: HyperparameterPrior, Equatable {
  /// The logarithms of the least and the largest value.
  public let logBounds: ClosedRange<Double>

  /// Creates a prior from the least and the largest value.
  public init(_ bounds: ClosedRange<Double>) {
    precondition(bounds.lowerBound > 0, "positive bounds are expected, got \(bounds)")
    logBounds = log(bounds.lowerBound)...log(bounds.upperBound)
  }

  /// Returns the logarithm of the density and its derivative.
  public func logDensity(ofLogarithm u: Double) -> (value: Double, slope: Double) {
    let excess = u - min(max(u, logBounds.lowerBound), logBounds.upperBound)
    return (-50 * excess * excess, -100 * excess)
  }

  /// The middle of the logarithms, since the density is constant within the bounds.
  public var logMode: Double { (logBounds.lowerBound + logBounds.upperBound) / 2 }

  /// Draws the logarithm of a hyper-parameter, uniformly; one draw.
  public func logSample(using stream: RandomStream) -> Double {
    logBounds.lowerBound + stream.uniform() * (logBounds.upperBound - logBounds.lowerBound)
  }
}
