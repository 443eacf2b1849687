import GSLNumerics

/// The squared exponential kernel, of infinitely differentiable processes.
///
/// σ² exp(−r²/2) with r the distance in units of the length scales. Follows Rasmussen and Williams
/// (2006), equation 4.9 <http://gaussianprocess.org/gpml/>.
public struct SquaredExponential: RadialKernel, Equatable {
  /// The length scale of each coordinate, `[dimension]`, positive.
  public var lengthScales: [Double]

  /// The variance of the process at every input, positive.
  public var variance: Double

  /// Creates a kernel.
  public init(lengthScales: [Double], variance: Double = 1) {
    precondition(
      !lengthScales.isEmpty && lengthScales.allSatisfy { $0 > 0 } && variance > 0,
      "positive length scales and variance are expected, got \(lengthScales) and \(variance)")
    self.lengthScales = lengthScales
    self.variance = variance
  }

  /// Returns the covariance at each squared distance.
  public func covariances(atSquaredDistances squares: consuming [Double]) -> [Double] {
    for index in squares.indices { squares[index] *= -0.5 }
    exponentiate(&squares)
    for index in squares.indices { squares[index] *= variance }
    return squares
  }

  /// Returns the covariance at each squared distance and its derivative with respect to that.
  public func covariancesAndSlopes(
    atSquaredDistances squares: consuming [Double]
  ) -> (values: [Double], slopes: [Double]) {
    let values = covariances(atSquaredDistances: squares)
    return (values, values.map { -0.5 * $0 })
  }
}
