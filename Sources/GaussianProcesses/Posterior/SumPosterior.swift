public import GSLNumerics

/// The joint posterior of a sum of independent processes at any input and at fixed inputs, the *reference points*.
///
/// Means are the weighted sums of the terms' (`JointPosterior`); covariances are those with the squares of the weights.
/// There may be no reference points. All numbers are in the units of the sum, without noise.
public struct SumPosterior: Sendable {
  /// The posterior of a process, and its weight in the sum.
  fileprivate struct Term: Sendable {
    let weight: Double
    let posterior: JointPosterior

    /// The weight of the covariances.
    var square: Double { weight * weight }
  }

  private let terms: [Term]

  /// The reference points, `[reference points, dimension]`.
  public let references: Matrix

  /// The posterior means at the reference points, `[reference points]`.
  public let means: [Double]

  /// The posterior covariances of the reference points, `[reference points, reference points]`, with a positive
  /// diagonal.
  public let covariances: Matrix

  /// Creates the posterior at reference points.
  public init(_ sum: ProcessSum, references: Matrix = Matrix(rows: 0, columns: 0)) {
    terms = sum.terms.map {
      Term(weight: $0.weight, posterior: JointPosterior($0.process, references: references))
    }
    self.references = references
    means = weightedSum(terms.map { ($0.weight, $0.posterior.means) })
    covariances = weightedSum(terms.map { ($0.square, $0.posterior.covariances) })
  }

  /// Returns the posterior at an input.
  public func evaluation(at input: [Double]) -> Evaluation {
    Evaluation(terms.map { ($0, $0.posterior.evaluation(at: input)) })
  }

  /// Returns the means and variances at each row of a matrix, `[rows]`, and the covariances of each reference point with
  /// each row, `[reference points, rows]`.
  public func evaluations(
    at inputs: Matrix
  ) -> (means: [Double], variances: [Double], covariances: Matrix) {
    let evaluations = terms.map { ($0, $0.posterior.evaluations(at: inputs)) }
    return (
      weightedSum(evaluations.map { ($0.weight, $1.means) }),
      weightedSum(evaluations.map { ($0.square, $1.variances) }),
      weightedSum(evaluations.map { ($0.square, $1.covariances) })
    )
  }

  /// Returns the least variance at each row of a matrix, `[rows]`, that rounding leaves.
  func leastVariances(at inputs: Matrix) -> [Double] {
    weightedSum(terms.map { ($0.square, $0.posterior.leastVariances(at: inputs)) })
  }

  /// Returns the posterior mean given values at the reference points.
  ///
  /// - Parameter referenceWeights: The inverse covariances of the reference points times their values less their
  ///   means, `[reference points]`.
  func path(referenceWeights: [Double]) -> SamplePath {
    SamplePath(
      adding: terms.map { term in
        let weights = referenceWeights.map { term.weight * $0 }
        return (term.weight, term.posterior.path(referenceWeights: weights))
      })
  }

  /// The posterior at an input, with its gradients.
  public struct Evaluation: Sendable {
    /// The mean.
    public let mean: Double

    /// The variance, positive.
    public let variance: Double

    /// The covariance with each reference point, `[reference points]`.
    public let covariances: [Double]

    private let terms: [(term: Term, evaluation: JointPosterior.Evaluation)]

    fileprivate init(_ terms: [(term: Term, evaluation: JointPosterior.Evaluation)]) {
      self.terms = terms
      mean = terms.reduce(0) { $0 + $1.term.weight * $1.evaluation.mean }
      variance = terms.reduce(0) { $0 + $1.term.square * $1.evaluation.variance }
      covariances = weightedSum(terms.map { ($0.term.square, $0.evaluation.covariances) })
    }

    /// The standard deviation.
    public var standardDeviation: Double { variance.squareRoot() }

    /// Returns the gradient by the input, `[dimension]`, for derivatives by the mean, the variance and the
    /// covariances: the chain rule.
    ///
    /// - Parameters:
    ///   - meanSlope: The derivative with respect to the mean.
    ///   - varianceSlope: The derivative with respect to the variance.
    ///   - covarianceSlopes: Those with respect to the covariances, `[reference points]`; empty for zeros.
    public func gradient(
      meanSlope: Double, varianceSlope: Double, covarianceSlopes: [Double] = []
    ) -> [Double] {
      weightedSum(
        terms.map { term, evaluation in
          (
            1,
            evaluation.gradient(
              meanSlope: term.weight * meanSlope, varianceSlope: term.square * varianceSlope,
              covarianceSlopes: covarianceSlopes.map { term.square * $0 })
          )
        })
    }
  }
}

/// Returns Σ wᵢ xᵢ of as many numbers each.
private func weightedSum(_ terms: [(weight: Double, values: [Double])]) -> [Double] {
  if terms.count == 1, terms[0].weight == 1 { return terms[0].values }
  return terms[0].values.indices.map { index in
    terms.reduce(0) { $0 + $1.weight * $1.values[index] }
  }
}

/// Returns Σ wᵢ Xᵢ of matrices of one shape.
private func weightedSum(_ terms: [(weight: Double, values: Matrix)]) -> Matrix {
  Matrix(
    rows: terms[0].values.rows, columns: terms[0].values.columns,
    elements: weightedSum(terms.map { ($0.weight, $0.values.elements) }))
}
