public import GSLNumerics

/// The posteriors of a function, given samples of its noise-free values at reference points.
///
/// The samples are exact draws from the joint posterior. All samples have the same variance at an
/// input; their means differ.
public struct SampledPosterior: Sendable {
  /// The posterior of the reference points.
  public let joint: SumPosterior

  /// The sampled values, `[samples, reference points]`, in the units of the targets.
  public let values: Matrix

  /// The standard normal numbers of the samples, `[samples, reference points]`.
  private let normals: Matrix

  /// The factor of the reference points' correlations.
  private let factor: Cholesky

  /// The standard deviations of the reference points, `[reference points]`.
  private let deviations: [Double]

  /// Draws the samples.
  ///
  /// The correlations, often numerically singular without noise, are factored with jitter, so that the
  /// error of a value is proportional to its standard deviation.
  ///
  /// - Parameters:
  ///   - joint: The posterior at the reference points.
  ///   - normals: Standard normal numbers, `[samples, reference points]`.
  /// - Throws: `GSLError` when the covariances are not finite.
  public init(_ joint: SumPosterior, normals: Matrix) throws(GSLError) {
    let p = joint.references.rows
    precondition(
      normals.columns == p || p == 0, "\(p) numbers per sample are expected, got \(normals.columns)"
    )
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

  /// Returns the samples' posteriors at an input.
  ///
  /// - Complexity: O(*n*² + *n* reference points + references² + samples × reference points).
  public func evaluation(at input: [Double]) -> Evaluation {
    let evaluation = joint.evaluation(at: input)
    let scores = factor.solveLower(zip(evaluation.covariances, deviations).map { $0 / $1 })
    let least = joint.leastVariances(
      at: Matrix(rows: 1, columns: input.count, elements: input))[0]
    return Evaluation(
      means: normals.times(scores).map { evaluation.mean + $0 },
      variance: max(evaluation.variance - dot(scores, scores), least),
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
    let least = joint.leastVariances(at: inputs)
    for reference in 0..<scores.rows {
      for column in 0..<m {
        let score = scores.elements[reference * m + column]
        variances[column] -= score * score
      }
    }
    for column in 0..<m { variances[column] = max(variances[column], least[column]) }
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

  /// The samples' posteriors at an input, with their gradient.
  public struct Evaluation: Sendable {
    /// The mean of each sample, `[samples]`.
    public let means: [Double]

    /// The variance of all samples, positive.
    public let variance: Double

    fileprivate let posterior: SampledPosterior
    fileprivate let evaluation: SumPosterior.Evaluation
    fileprivate let scores: [Double]

    /// Returns the gradient by the input, `[dimension]`, for derivatives by the means, `[samples]`, and the
    /// variance: the chain rule in one pass.
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

/// Returns the factor of correlations with the least power of ten as jitter that makes them positive
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
