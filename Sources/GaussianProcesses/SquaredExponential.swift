import GSLNumerics

/// The squared exponential kernel: processes that are smooth without end.
///
/// σ² exp(−r²/2) with r the distance in units of the length scales. Follows Rasmussen and Williams
/// (2006), equation 4.9 <http://gaussianprocess.org/gpml/>.
public struct SquaredExponential: RadialKernel, Equatable {
  /// The distance over which the process varies along each coordinate, `[dimension]`, positive.
  public var lengthScales: [Double]

  /// The variance of the process at any one input, positive.
  public var variance: Double

  /// Creates a kernel.
  public init(lengthScales: [Double], variance: Double = 1) {
    precondition(
      !lengthScales.isEmpty && lengthScales.allSatisfy { $0 > 0 } && variance > 0,
      "positive length scales and variance are expected, got \(lengthScales) and \(variance)")
    self.lengthScales = lengthScales
    self.variance = variance
  }

  /// Returns the correlation at a squared distance, and its derivative.
  @inline(__always)
  public func correlation(_ squaredDistance: Double) -> (value: Double, slope: Double) {
    let value = exp(-squaredDistance / 2)
    return (value, -value / 2)
  }
}
