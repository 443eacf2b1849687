import GSLNumerics

/// The Matérn kernel of smoothness 3/2, of once differentiable processes.
///
/// σ² (1 + s) e⁻ˢ with s = √3 r and r the distance in units of the length scales. Follows Rasmussen and
/// Williams (2006), equation 4.17 <http://gaussianprocess.org/gpml/>.
public struct MaternThreeHalves: RadialKernel, Equatable {
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
    let decays = rootDecays(&squares, factor: 3)
    let count = min(squares.count, decays.count)
    for index in 0..<count { squares[index] = variance * (1 + squares[index]) * decays[index] }
    return squares
  }

  /// Returns the covariance at each squared distance and its derivative with respect to that, which is
  /// finite at zero.
  public func covariancesAndSlopes(
    atSquaredDistances squares: consuming [Double]
  ) -> (values: [Double], slopes: [Double]) {
    var decays = rootDecays(&squares, factor: 3)
    let count = min(squares.count, decays.count)
    for index in 0..<count {
      let decay = variance * decays[index]
      squares[index] = (1 + squares[index]) * decay
      decays[index] = -1.5 * decay
    }
    return (squares, decays)
  }
}
