public import GSLNumerics

/// A kernel of the squared distance between inputs, with a length scale for each coordinate (automatic
/// relevance determination).
///
/// The hyper-parameters are the length scales, then the variance.
public protocol RadialKernel: Kernel {
  /// The length scale of each coordinate, `[dimension]`, positive.
  var lengthScales: [Double] { get set }

  /// The variance of the process at every input, positive.
  var variance: Double { get set }

  /// Returns the covariance k(r²) at each squared distance r².
  func covariances(atSquaredDistances squares: consuming [Double]) -> [Double]

  /// Returns the covariance k(r²) at each squared distance r² and its derivative with respect to r².
  func covariancesAndSlopes(
    atSquaredDistances squares: consuming [Double]
  ) -> (values: [Double], slopes: [Double])
}

extension RadialKernel {
  /// The number of coordinates of an input.
  public var dimension: Int { lengthScales.count }

  /// The natural logarithms of the length scales, then that of the variance, `[dimension + 1]`.
  public var logParameters: [Double] {
    get { lengthScales.map { log($0) } + [log(variance)] }
    set {
      let d = lengthScales.count
      precondition(newValue.count == d + 1, "\(d + 1) parameters expected, got \(newValue.count)")
      lengthScales = newValue.prefix(d).map { exp($0) }
      variance = exp(newValue[d])
    }
  }

  /// Returns the same variance for each row, `[rows]`.
  public func variances(_ inputs: Matrix) -> [Double] {
    Array(repeating: variance, count: inputs.rows)
  }

  /// Returns zeros, `[dimension]`: the variance is the same everywhere.
  public func varianceGradient(at point: [Double]) -> [Double] {
    Array(repeating: 0, count: point.count)
  }

  /// Returns the covariances of each row of one matrix with each row of another,
  /// `[left.rows, right.rows]`.
  public func matrix(_ left: Matrix, _ right: Matrix) -> Matrix {
    let squares = scaled(left).squaredDistances(to: scaled(right)).elements
    return Matrix(
      rows: left.rows, columns: right.rows, elements: covariances(atSquaredDistances: squares))
  }

  /// Returns the covariances of the rows with one another, `[rows, rows]`.
  public func matrix(_ inputs: Matrix) -> Matrix {
    // The diagonal is not computed, so that NaN has to be propagated to it.
    let isSound = inputs.elements.allSatisfy(\.isFinite)
    return Matrix(
      rows: inputs.rows,
      pairs: covariances(atSquaredDistances: scaled(inputs).pairwiseSquaredDistances()),
      diagonal: isSound ? variance : .nan)
  }

  /// Returns Σᵢⱼ wᵢⱼ ∂k(xᵢ, xⱼ)/∂θ for each logarithm θ of a hyper-parameter, `[dimension + 1]`.
  ///
  /// The derivative for a length scale is −2 Σᵢⱼ wᵢⱼ ∂k/∂r² (zᵢ − zⱼ)² over the scaled coordinate z. Only
  /// weights on and below the diagonal are read.
  public func parameterGradient(weights: Matrix, inputs: Matrix) -> [Double] {
    let z = scaled(inputs)
    let (slopes, ofVariance) = weightedSlopes(weights, z)
    return z.pairwiseSquaredDifferences(weights: slopes).map { -4 * $0 } + [ofVariance]
  }

  /// The weight times ∂k/∂r² of each pair of scaled rows, and Σᵢⱼ wᵢⱼ k(xᵢ, xⱼ).
  private func weightedSlopes(
    _ weights: Matrix, _ z: Matrix
  ) -> (slopes: [Double], covariance: Double) {
    let n = z.rows
    precondition(weights.rows == n && weights.columns == n, "\(n) × \(n) weights are expected")
    let evaluated = covariancesAndSlopes(atSquaredDistances: z.pairwiseSquaredDistances())
    var slopes = evaluated.slopes
    let ofPairs = weights.pairs
    let count = min(slopes.count, ofPairs.count)
    for pair in 0..<count { slopes[pair] *= ofPairs[pair] }
    var ofDiagonal = 0.0
    for row in 0..<n { ofDiagonal += weights[row, row] }
    return (slopes, 2 * dot(ofPairs, evaluated.values) + variance * ofDiagonal)
  }

  /// Returns Σᵢ wᵢ ∂k(x, xᵢ)/∂x, `[dimension]`.
  public func inputGradient(at point: [Double], inputs: Matrix, weights: [Double]) -> [Double] {
    let (n, d) = (inputs.rows, lengthScales.count)
    precondition(point.count == d, "\(d) coordinates are expected, got \(point.count)")
    precondition(weights.count == n, "\(n) weights are expected, got \(weights.count)")
    let z = scaled(inputs)
    let center = scaled(Matrix(rows: 1, columns: d, elements: point))
    let squares = center.squaredDistances(to: z).elements
    var factors = covariancesAndSlopes(atSquaredDistances: squares).slopes
    for row in 0..<n { factors[row] *= weights[row] }
    let sum = factors.reduce(0, +)
    let products = z.transposedTimes(factors)
    return (0..<d).map { 2 * (sum * center.elements[$0] - products[$0]) / lengthScales[$0] }
  }

  private func scaled(_ inputs: Matrix) -> Matrix {
    let d = lengthScales.count
    precondition(inputs.columns == d, "\(d) coordinates are expected, got \(inputs.columns)")
    return inputs.scalingColumns(by: lengthScales.map { 1 / $0 })
  }
}
