public import GSLNumerics

/// A stationary covariance function over rows of numbers, with its derivatives.
///
/// Symmetric and positive semi-definite. Stationary: the variance of the process is the same
/// everywhere.
public protocol Kernel: Sendable {
  /// The number of coordinates of an input.
  var dimension: Int { get }

  /// The natural logarithms of the hyper-parameters, `[parameters]`.
  var logParameters: [Double] { get set }

  /// The covariance of the process with itself at any one input.
  var variance: Double { get }

  /// Returns the covariances of each row of one matrix with each row of another,
  /// `[left.rows, right.rows]`.
  func matrix(_ left: Matrix, _ right: Matrix) -> Matrix

  /// Returns the covariances of the rows with one another, `[rows, rows]`, exactly symmetric.
  func matrix(_ inputs: Matrix) -> Matrix

  /// Returns Σᵢⱼ wᵢⱼ ∂k(xᵢ, xⱼ)/∂θ for each logarithm θ of a hyper-parameter, `[parameters]`.
  ///
  /// In this form no derivative of the whole matrix is ever stored.
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
