public import GSLNumerics

/// The joint posterior of a function at any input and at fixed inputs, the *reference points*.
///
/// There may be no reference points. All numbers are in the units of the targets, without noise.
public struct JointPosterior: Sendable {
  /// The process.
  public let process: GaussianProcess

  /// The reference points, `[reference points, dimension]`.
  public let references: Matrix

  /// The posterior means at the reference points, `[reference points]`.
  public let means: [Double]

  /// The posterior covariances of the reference points, `[reference points, reference points]`, with a
  /// positive diagonal.
  public let covariances: Matrix

  /// Vᵀ with V = L⁻¹ k(X, reference points), `[reference points, observations]`, in standard units.
  private let projections: Matrix

  /// Creates the posterior at reference points.
  ///
  /// - Complexity: O(*n*² references + *n* references²) for *n* observations.
  public init(_ process: GaussianProcess, references: Matrix = Matrix(rows: 0, columns: 0)) {
    self.process = process
    self.references = references
    guard references.rows > 0 else {
      means = []
      covariances = references
      projections = Matrix(rows: 0, columns: process.targets.count)
      return
    }
    let p = references.rows
    let (shift, scale) = (process.standardizer.shift, process.standardizer.scale)
    var covariances = process.kernel.matrix(references)
    let priors = process.kernel.variances(references)
    if process.targets.isEmpty {
      means = Array(repeating: shift, count: p)
      projections = Matrix(rows: p, columns: 0)
    } else {
      let withObserved = process.kernel.matrix(process.inputs, references)
      means = withObserved.transposedTimes(process.weights).map { shift + scale * $0 }
      let projected = process.factor.solveLower(withObserved)
      projections = projected.transposed
      let explained = projections.times(projected)
      for index in covariances.elements.indices {
        covariances.elements[index] -= explained.elements[index]
      }
    }
    for row in 0..<p {
      covariances[row, row] = max(covariances[row, row], leastVariance(prior: priors[row]))
    }
    for index in covariances.elements.indices { covariances.elements[index] *= scale * scale }
    self.covariances = covariances
  }

  /// Returns the posterior at an input.
  ///
  /// - Complexity: O(*n*² + *n* reference points).
  public func evaluation(at input: [Double]) -> Evaluation {
    let row = Matrix(rows: 1, columns: input.count, elements: input)
    let (shift, scale) = (process.standardizer.shift, process.standardizer.scale)
    let prior = process.kernel.variances(row)[0]
    var mean = 0.0
    var variance = prior
    var projection: [Double] = []
    if !process.targets.isEmpty {
      let observed = process.kernel.matrix(process.inputs, row).elements
      projection = process.factor.solveLower(observed)
      mean = dot(observed, process.weights)
      variance -= dot(projection, projection)
    }
    var withReferences: [Double] = []
    if references.rows > 0 {
      let explained = projections.times(projection)
      withReferences = zip(process.kernel.matrix(references, row).elements, explained).map {
        scale * scale * ($0 - $1)
      }
    }
    return Evaluation(
      mean: shift + scale * mean,
      variance: scale * scale * max(variance, leastVariance(prior: prior)),
      covariances: withReferences, posterior: self, input: input, projection: projection)
  }

  /// Returns the means and variances at each row of a matrix, `[rows]`, and the covariances of each
  /// reference point with each, `[reference points, rows]`.
  ///
  /// - Complexity: O((*n*² + *n* reference points) rows), by products of matrices.
  public func evaluations(
    at inputs: Matrix
  ) -> (means: [Double], variances: [Double], covariances: Matrix) {
    let m = inputs.rows
    let (shift, scale) = (process.standardizer.shift, process.standardizer.scale)
    let priors = process.kernel.variances(inputs)
    var means = [Double](repeating: shift, count: m)
    var variances = priors
    var withReferences =
      references.rows > 0 ? process.kernel.matrix(references, inputs) : Matrix(rows: 0, columns: m)
    if !process.targets.isEmpty {
      let observed = process.kernel.matrix(process.inputs, inputs)
      means = observed.transposedTimes(process.weights).map { shift + scale * $0 }
      let projected = process.factor.solveLower(observed)
      let explained = projected.columnSquares
      for column in 0..<m { variances[column] -= explained[column] }
      if references.rows > 0 {
        let explained = projections.times(projected)
        for index in withReferences.elements.indices {
          withReferences.elements[index] -= explained.elements[index]
        }
      }
    }
    for column in 0..<m {
      let variance = max(variances[column], leastVariance(prior: priors[column]))
      variances[column] = scale * scale * variance
    }
    for index in withReferences.elements.indices { withReferences.elements[index] *= scale * scale }
    return (means, variances, withReferences)
  }

  /// Returns the least variance at each row of a matrix, `[rows]`, that rounding leaves.
  func leastVariances(at inputs: Matrix) -> [Double] {
    let scale = process.standardizer.scale
    return process.kernel.variances(inputs).map { scale * scale * leastVariance(prior: $0) }
  }

  /// The posterior at an input, with its gradients.
  public struct Evaluation: Sendable {
    /// The mean.
    public let mean: Double

    /// The variance, positive.
    public let variance: Double

    /// The covariance with each reference point, `[reference points]`.
    public let covariances: [Double]

    fileprivate let posterior: JointPosterior
    fileprivate let input: [Double]
    fileprivate let projection: [Double]

    /// The standard deviation.
    public var standardDeviation: Double { variance.squareRoot() }

    /// Returns the gradient by the input, `[dimension]`, for derivatives by the mean, the variance and the
    /// covariances: the chain rule in one pass.
    ///
    /// - Parameters:
    ///   - meanSlope: The derivative with respect to the mean.
    ///   - varianceSlope: The derivative with respect to the variance.
    ///   - covarianceSlopes: Those with respect to the covariances, `[reference points]`; empty for zeros.
    /// - Complexity: O(*n*² + *n* reference points).
    public func gradient(
      meanSlope: Double, varianceSlope: Double, covarianceSlopes: [Double] = []
    ) -> [Double] {
      let process = posterior.process
      let scale = process.standardizer.scale
      let square = scale * scale
      var gradient = process.kernel.varianceGradient(at: input).map {
        square * varianceSlope * $0
      }
      if !process.targets.isEmpty {
        var pull = projection.map { -2 * square * varianceSlope * $0 }
        if !covarianceSlopes.isEmpty {
          let explained = posterior.projections.transposedTimes(covarianceSlopes)
          for index in pull.indices { pull[index] -= square * explained[index] }
        }
        let influence = process.factor.solveLowerTransposed(pull)
        let weights = zip(process.weights, influence).map { scale * meanSlope * $0 + $1 }
        let slopes = process.kernel.inputGradient(
          at: input, inputs: process.inputs, weights: weights)
        for index in gradient.indices { gradient[index] += slopes[index] }
      }
      if !covarianceSlopes.isEmpty {
        let slopes = process.kernel.inputGradient(
          at: input, inputs: posterior.references, weights: covarianceSlopes)
        for index in gradient.indices { gradient[index] += square * slopes[index] }
      }
      return gradient
    }
  }

  // MARK: - Paths

  /// Returns the posterior mean given values at the reference points.
  ///
  /// - Parameter referenceWeights: The inverse covariances of the reference points times their values less
  ///   their means, `[reference points]`.
  func path(referenceWeights: [Double]) -> SamplePath {
    let scale = process.standardizer.scale
    var inputs = references
    var weights = referenceWeights.map { scale * $0 }
    if !process.targets.isEmpty {
      let explained = process.factor.solveLowerTransposed(projections.transposedTimes(weights))
      weights += zip(process.weights, explained).map { $0 - $1 }
      inputs = Matrix(
        rows: references.rows + process.inputs.rows, columns: process.inputs.columns,
        elements: references.elements + process.inputs.elements)
    }
    return SamplePath(
      kernel: process.kernel, inputs: inputs, weights: weights, standardizer: process.standardizer)
  }
}

/// Returns the least variance: rounding may make the variance at an observed input negative.
func leastVariance(prior: Double) -> Double {
  1e-14 * prior
}

extension Matrix {
  fileprivate var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for row in 0..<rows {
      for column in 0..<columns {
        result.elements[column * rows + row] = elements[row * columns + column]
      }
    }
    return result
  }

  /// The sum of the squares of each column, `[columns]`.
  fileprivate var columnSquares: [Double] {
    var sums = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      for column in 0..<columns {
        let element = elements[row * columns + column]
        sums[column] += element * element
      }
    }
    return sums
  }
}

extension GaussianProcess {
  /// Returns the posterior means at each row of a matrix, `[rows]`, without the variances.
  ///
  /// - Complexity: O(*n* rows), where predictions take O(*n*² rows).
  public func means(at inputs: Matrix) -> [Double] {
    JointPosterior(self).path(referenceWeights: []).values(at: inputs)
  }
}
