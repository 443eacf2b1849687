public import GSLNumerics

/// What is believed of a function at any input, together with its values at some fixed inputs.
///
/// The fixed inputs, the *anchors*, may be none. All numbers are in the units of the targets, without
/// the noise of an observation.
public struct JointPosterior: Sendable {
  /// The process that the beliefs come from.
  public let process: GaussianProcess

  /// The fixed inputs, `[anchors, dimension]`.
  public let anchors: Matrix

  /// The posterior means at the anchors, `[anchors]`.
  public let means: [Double]

  /// The posterior covariances of the anchors, `[anchors, anchors]`, with a positive diagonal.
  public let covariances: Matrix

  /// Vᵀ with V = L⁻¹ k(X, anchors), `[anchors, observations]`, in standard units.
  private let projections: Matrix

  /// Prepares the beliefs.
  ///
  /// - Complexity: O(*n*² anchors + *n* anchors²) for *n* observations.
  public init(_ process: GaussianProcess, anchors: Matrix = Matrix(rows: 0, columns: 0)) {
    self.process = process
    self.anchors = anchors
    guard anchors.rows > 0 else {
      means = []
      covariances = anchors
      projections = Matrix(rows: 0, columns: process.targets.count)
      return
    }
    let p = anchors.rows
    let (shift, scale) = (process.targetScale.shift, process.targetScale.scale)
    var covariances = process.kernel.matrix(anchors)
    let priors = process.kernel.variances(anchors)
    if process.targets.isEmpty {
      means = Array(repeating: shift, count: p)
      projections = Matrix(rows: p, columns: 0)
    } else {
      let withObserved = process.kernel.matrix(process.inputs, anchors)
      means = withObserved.transposedTimes(process.weights).map { shift + scale * $0 }
      let projected = process.factor.solveLower(withObserved)
      projections = projected.transposed
      let explained = projections.times(projected)
      for place in covariances.elements.indices {
        covariances.elements[place] -= explained.elements[place]
      }
    }
    for row in 0..<p {
      covariances[row, row] = max(covariances[row, row], leastVariance(prior: priors[row]))
    }
    for place in covariances.elements.indices { covariances.elements[place] *= scale * scale }
    self.covariances = covariances
  }

  /// Returns what is believed at an input.
  ///
  /// - Complexity: O(*n*² + *n* anchors).
  public func evaluation(at input: [Double]) -> Evaluation {
    let row = Matrix(rows: 1, columns: input.count, elements: input)
    let (shift, scale) = (process.targetScale.shift, process.targetScale.scale)
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
    var withAnchors: [Double] = []
    if anchors.rows > 0 {
      let explained = projections.times(projection)
      withAnchors = zip(process.kernel.matrix(anchors, row).elements, explained).map {
        scale * scale * ($0 - $1)
      }
    }
    return Evaluation(
      mean: shift + scale * mean,
      variance: scale * scale * max(variance, leastVariance(prior: prior)),
      covariances: withAnchors, posterior: self, input: input, projection: projection)
  }

  /// Returns the means and variances at each row of a matrix, `[rows]`, and the covariances of each
  /// anchor with each, `[anchors, rows]`.
  ///
  /// - Complexity: O((*n*² + *n* anchors) rows), by products of matrices.
  public func evaluations(
    at inputs: Matrix
  ) -> (means: [Double], variances: [Double], covariances: Matrix) {
    let m = inputs.rows
    let (shift, scale) = (process.targetScale.shift, process.targetScale.scale)
    let priors = process.kernel.variances(inputs)
    var means = [Double](repeating: shift, count: m)
    var variances = priors
    var withAnchors =
      anchors.rows > 0 ? process.kernel.matrix(anchors, inputs) : Matrix(rows: 0, columns: m)
    if !process.targets.isEmpty {
      let observed = process.kernel.matrix(process.inputs, inputs)
      means = observed.transposedTimes(process.weights).map { shift + scale * $0 }
      let projected = process.factor.solveLower(observed)
      let explained = projected.columnSquares
      for column in 0..<m { variances[column] -= explained[column] }
      if anchors.rows > 0 {
        let explained = projections.times(projected)
        for place in withAnchors.elements.indices {
          withAnchors.elements[place] -= explained.elements[place]
        }
      }
    }
    for column in 0..<m {
      let variance = max(variances[column], leastVariance(prior: priors[column]))
      variances[column] = scale * scale * variance
    }
    for place in withAnchors.elements.indices { withAnchors.elements[place] *= scale * scale }
    return (means, variances, withAnchors)
  }

  /// What is believed at an input, and how it changes with the input.
  public struct Evaluation: Sendable {
    /// The mean.
    public let mean: Double

    /// The variance, positive.
    public let variance: Double

    /// The covariance with each anchor, `[anchors]`.
    public let covariances: [Double]

    fileprivate let posterior: JointPosterior
    fileprivate let input: [Double]
    fileprivate let projection: [Double]

    /// The standard deviation.
    public var standardDeviation: Double { variance.squareRoot() }

    /// Returns the gradient with respect to the input, `[dimension]`, of what has the given derivatives
    /// with respect to the beliefs.
    ///
    /// In this form it takes one pass whatever the number of beliefs.
    ///
    /// - Parameters:
    ///   - meanSlope: The derivative with respect to the mean.
    ///   - varianceSlope: The derivative with respect to the variance.
    ///   - covarianceSlopes: Those with respect to the covariances, `[anchors]`; empty for zeros.
    /// - Complexity: O(*n*² + *n* anchors).
    public func gradient(
      meanSlope: Double, varianceSlope: Double, covarianceSlopes: [Double] = []
    ) -> [Double] {
      let process = posterior.process
      let scale = process.targetScale.scale
      let square = scale * scale
      var gradient = process.kernel.varianceGradient(at: input).map {
        square * varianceSlope * $0
      }
      if !process.targets.isEmpty {
        var pull = projection.map { -2 * square * varianceSlope * $0 }
        if !covarianceSlopes.isEmpty {
          let explained = posterior.projections.transposedTimes(covarianceSlopes)
          for place in pull.indices { pull[place] -= square * explained[place] }
        }
        let influence = process.factor.solveLowerTransposed(pull)
        let weights = zip(process.weights, influence).map { scale * meanSlope * $0 + $1 }
        let slopes = process.kernel.inputGradient(
          at: input, inputs: process.inputs, weights: weights)
        for place in gradient.indices { gradient[place] += slopes[place] }
      }
      if !covarianceSlopes.isEmpty {
        let slopes = process.kernel.inputGradient(
          at: input, inputs: posterior.anchors, weights: covarianceSlopes)
        for place in gradient.indices { gradient[place] += square * slopes[place] }
      }
      return gradient
    }
  }

  // MARK: - Paths

  /// Returns the posterior mean once the values at the anchors have turned out as told, with the weight
  /// of each anchor's surprise given.
  ///
  /// - Parameter anchorWeights: The inverse covariances of the anchors times their values less their
  ///   means, `[anchors]`.
  func path(anchorWeights: [Double]) -> SamplePath {
    let scale = process.targetScale.scale
    var inputs = anchors
    var weights = anchorWeights.map { scale * $0 }
    if !process.targets.isEmpty {
      let explained = process.factor.solveLowerTransposed(projections.transposedTimes(weights))
      weights += zip(process.weights, explained).map { $0 - $1 }
      inputs = Matrix(
        rows: anchors.rows + process.inputs.rows, columns: process.inputs.columns,
        elements: anchors.elements + process.inputs.elements)
    }
    return SamplePath(
      kernel: process.kernel, inputs: inputs, weights: weights, targetScale: process.targetScale)
  }
}

/// Rounding may leave the variance at an observed input just below zero.
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
    JointPosterior(self).path(anchorWeights: []).values(at: inputs)
  }
}
