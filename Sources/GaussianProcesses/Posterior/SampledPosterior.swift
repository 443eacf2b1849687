public import GSLNumerics

/// What would be believed of a function if its values at some inputs, the reference points, were known without
/// noise: once for each of several samples of these values.
///
/// The samples are exact draws from the joint posterior. All samples have the same variance at an
/// input; their means differ.
public struct SampledPosterior: Sendable {
  /// The posterior of the reference points.
  public let joint: JointPosterior

  /// The sampled values, `[samples, reference points]`, in the units of the targets.
  public let values: Matrix

  /// Standard normal numbers that the samples are made from, `[samples, reference points]`.
  private let normals: Matrix

  /// The factor of the reference points' correlations.
  private let factor: Cholesky

  /// The standard deviations of the reference points, `[reference points]`.
  private let deviations: [Double]

  /// Draws the samples.
  ///
  /// The correlations, often singular to rounding where there is next to no noise, are factored with as
  /// much jitter as it takes; so each value has an error in proportion to its own standard deviation.
  ///
  /// - Parameter normals: Standard normal numbers, `[samples, reference points]`.
  /// - Throws: `GSLError` when the covariances are not finite.
  public init(_ joint: JointPosterior, normals: Matrix) throws(GSLError) {
    let p = joint.references.rows
    precondition(
      normals.columns == p || p == 0, "\(p) numbers a sample expected, got \(normals.columns)")
    let deviations = (0..<p).map { joint.covariances[$0, $0].squareRoot() }
    var correlations = joint.covariances
    for row in 0..<p {
      for column in 0..<p { correlations[row, column] /= deviations[row] * deviations[column] }
    }
    factor = try factored(correlations)
    var values = Matrix(rows: normals.rows, columns: p)
    for sample in 0..<normals.rows {
      let draw = factor.lower.times(normals.row(sample))
      for reference in 0..<p {
        values[sample, reference] = joint.means[reference] + deviations[reference] * draw[reference]
      }
    }
    self.joint = joint
    self.normals = normals
    self.deviations = deviations
    self.values = values
  }

  /// Returns what would be believed at an input.
  ///
  /// - Complexity: O(*n*² + *n* reference points + references² + samples × reference points).
  public func evaluation(at input: [Double]) -> Evaluation {
    let evaluation = joint.evaluation(at: input)
    let scores = factor.solveLower(zip(evaluation.covariances, deviations).map { $0 / $1 })
    let prior = joint.process.kernel.variances(
      Matrix(rows: 1, columns: input.count, elements: input))[0]
    let scale = joint.process.standardizer.scale
    return Evaluation(
      means: normals.times(scores).map { evaluation.mean + $0 },
      variance: max(
        evaluation.variance - dot(scores, scores), scale * scale * leastVariance(prior: prior)),
      posterior: self, evaluation: evaluation, scores: scores)
  }

  /// Returns the means of each sample at each row of a matrix, `[samples, rows]`, and the variances,
  /// `[rows]`.
  public func evaluations(at inputs: Matrix) -> (means: Matrix, variances: [Double]) {
    let m = inputs.rows
    var (shared, variances, scores) = joint.evaluations(at: inputs)
    for reference in 0..<scores.rows {
      for column in 0..<m { scores.elements[reference * m + column] /= deviations[reference] }
    }
    scores = factor.solveLower(scores)
    let scale = joint.process.standardizer.scale
    let priors = joint.process.kernel.variances(inputs)
    for reference in 0..<scores.rows {
      for column in 0..<m {
        let score = scores.elements[reference * m + column]
        variances[column] -= score * score
      }
    }
    for column in 0..<m {
      variances[column] = max(
        variances[column], scale * scale * leastVariance(prior: priors[column]))
    }
    var means = normals.times(scores)
    for sample in 0..<means.rows {
      for column in 0..<m { means.elements[sample * m + column] += shared[column] }
    }
    return (means, variances)
  }

  /// Returns a sample as a function: at the reference points its values, elsewhere their conditional mean.
  public func path(sample: Int) -> SamplePath {
    let scores = factor.solveLowerTransposed(normals.row(sample))
    return joint.path(referenceWeights: zip(scores, deviations).map { $0 / $1 })
  }

  /// What would be believed at an input, and how it changes with the input.
  public struct Evaluation: Sendable {
    /// The mean of each sample, `[samples]`.
    public let means: [Double]

    /// The variance of all samples, positive.
    public let variance: Double

    fileprivate let posterior: SampledPosterior
    fileprivate let evaluation: JointPosterior.Evaluation
    fileprivate let scores: [Double]

    /// Returns the gradient with respect to the input, `[dimension]`, of what has the given derivatives
    /// with respect to the means, `[samples]`, and the variance.
    public func gradient(meanSlopes: [Double], varianceSlope: Double) -> [Double] {
      let ofScores = zip(posterior.normals.transposedTimes(meanSlopes), scores).map {
        $0 - 2 * varianceSlope * $1
      }
      let ofCovariances = posterior.factor.solveLowerTransposed(ofScores)
      return evaluation.gradient(
        meanSlope: meanSlopes.reduce(0, +), varianceSlope: varianceSlope,
        covarianceSlopes: zip(ofCovariances, posterior.deviations).map { $0 / $1 })
    }
  }
}

/// The factor of correlations with the least jitter of a ladder of tens that makes them positive
/// definite in floating point.
private func factored(_ correlations: Matrix) throws(GSLError) -> Cholesky {
  var jitter = 1e-10
  while true {
    var matrix = correlations
    for row in 0..<matrix.rows { matrix[row, row] += jitter }
    do {
      return try Cholesky(of: matrix)
    } catch {
      jitter *= 10
      guard jitter < 10 * Double(matrix.rows + 1) else { throw error }
    }
  }
}
