public import GSLNumerics

/// A covariance function with its derivatives: symmetric and positive semi-definite.
public protocol Kernel: Sendable {
  /// The number of coordinates of an input.
  var dimension: Int { get }

  /// The natural logarithms of the hyper-parameters, `[parameters]`.
  var logParameters: [Double] { get set }

  /// Returns the covariance of the process with itself at each row, `[rows]`.
  func variances(_ inputs: Matrix) -> [Double]

  /// Returns the derivatives of the variance at an input with respect to the input, `[dimension]`.
  func varianceGradient(at point: [Double]) -> [Double]

  /// Returns the covariances of each row of one matrix with each row of another,
  /// `[left.rows, right.rows]`.
  func matrix(_ left: Matrix, _ right: Matrix) -> Matrix

  /// Returns the covariances of the rows with one another, `[rows, rows]`, exactly symmetric.
  func matrix(_ inputs: Matrix) -> Matrix

  /// Returns Σᵢⱼ wᵢⱼ ∂k(xᵢ, xⱼ)/∂θ for each logarithm θ of a hyper-parameter, `[parameters]`.
  ///
  /// The derivative of the whole matrix is never stored.
  ///
  /// - Parameters:
  ///   - weights: The symmetric weights, `[rows, rows]`.
  ///   - inputs: The rows, `[rows, dimension]`.
  func parameterGradient(weights: Matrix, inputs: Matrix) -> [Double]

  /// Returns Σᵢ wᵢ ∂k(x, xᵢ)/∂x, `[dimension]`.
  ///
  /// - Parameters:
  ///   - point: The input x, `[dimension]`.
  ///   - inputs: The rows xᵢ, `[rows, dimension]`.
  ///   - weights: The weights, `[rows]`.
  func inputGradient(at point: [Double], inputs: Matrix, weights: [Double]) -> [Double]
}
