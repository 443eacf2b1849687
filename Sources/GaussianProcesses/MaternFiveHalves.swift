public import GSLNumerics

/// The Matérn kernel of smoothness 5/2: processes that are twice differentiable.
///
/// σ² (1 + s + s²/3) e⁻ˢ with s = √5 r and r the distance in units of the length scales. Follows
/// Rasmussen and Williams (2006), equation 4.17 <http://gaussianprocess.org/gpml/>.
public struct MaternFiveHalves: Kernel, RadialKernel, Equatable {
  /// The distance over which the process varies along each coordinate, `[dimension]`, positive.
  public internal(set) var lengthScales: [Double]

  /// The variance of the process at any one input, positive.
  public internal(set) var variance: Double

  /// Creates a kernel.
  public init(lengthScales: [Double], variance: Double = 1) {
    precondition(
      !lengthScales.isEmpty && lengthScales.allSatisfy { $0 > 0 } && variance > 0,
      "positive length scales and variance are expected, got \(lengthScales) and \(variance)")
    self.lengthScales = lengthScales
    self.variance = variance
  }

  /// The number of coordinates of an input.
  public var dimension: Int { lengthScales.count }

  /// The natural logarithms of the length scales, then that of the variance, `[dimension + 1]`.
  public var logParameters: [Double] {
    get { radialLogParameters() }
    set { setRadialLogParameters(newValue) }
  }

  /// Returns the covariances of each row of one matrix with each row of another,
  /// `[left.rows, right.rows]`.
  public func matrix(_ left: Matrix, _ right: Matrix) -> Matrix {
    radialMatrix(left, right)
  }

  /// Returns the covariances of the rows with one another, `[rows, rows]`.
  public func matrix(_ inputs: Matrix) -> Matrix {
    radialMatrix(inputs)
  }

  /// Returns Σᵢⱼ wᵢⱼ ∂k(xᵢ, xⱼ)/∂θ for each logarithm θ of a hyper-parameter, `[dimension + 1]`.
  public func parameterGradient(weights: Matrix, inputs: Matrix) -> [Double] {
    radialParameterGradient(weights: weights, inputs: inputs)
  }

  /// Returns Σᵢ wᵢ ∂k(x, xᵢ)/∂x, `[dimension]`.
  public func inputGradient(at point: [Double], inputs: Matrix, weights: [Double]) -> [Double] {
    radialInputGradient(at: point, inputs: inputs, weights: weights)
  }

  func correlate(_ squaredDistances: inout [Double]) {
    for index in squaredDistances.indices {
      squaredDistances[index] = correlation(squaredDistances[index]).value
    }
  }

  @inline(__always)
  func correlation(_ squaredDistance: Double) -> (value: Double, slope: Double) {
    let s = (5 * squaredDistance).squareRoot()
    let decay = exp(-s)
    return ((1 + s + s * s / 3) * decay, -5 / 6 * (1 + s) * decay)
  }
}
