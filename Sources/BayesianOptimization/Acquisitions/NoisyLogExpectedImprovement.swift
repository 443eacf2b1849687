public import GSLNumerics
import GaussianProcesses

/// The logarithm of the expected improvement on the best noise-free objective of the tried points.
///
/// Follows Letham et al. (2019) <https://arxiv.org/abs/1706.07094>: the noise-free objectives at the
/// points tried are sampled from their joint posterior by quasi-Monte Carlo, and the improvements on
/// the best of each sample are averaged; in the logarithmic form of Ament et al. (2023)
/// <https://arxiv.org/abs/2310.20708>. Pending points are sampled as well, so that none is asked
/// twice. Differs in conditioning each sample on the noisy data, as BoTorch does, so that only points that
/// may be the best are sampled. Without noise all samples agree, and this is the log expected improvement
/// on the best tried point.
public struct NoisyLogExpectedImprovement: Acquisition, Equatable {
  /// The number of samples.
  public let samples: Int

  /// The largest number of tried points whose objectives are sampled.
  public let contenders: Int

  /// Creates the acquisition.
  public init(samples: Int = 32, contenders: Int = 60) {
    precondition(
      samples > 0 && contenders > 0, "positive numbers are expected, got \(samples), \(contenders)")
    self.samples = samples
    self.contenders = contenders
  }

  /// Returns the acquisition function.
  ///
  /// - Parameters:
  ///   - state: What is known of the objective.
  ///   - stream: One draw for each of the sampled points, or for each and each sample if there are more than
  ///     forty.
  public func function(
    for state: SearchState, using stream: RandomStream
  ) throws -> any AcquisitionFunction {
    let references = state.process.contenders(atMost: contenders).appending(state.pending)
    let posterior = try SampledPosterior(
      SumPosterior(state.process, references: references),
      normals: SobolSequence.normals(samples, dimension: references.rows, using: stream))
    return Function(
      posterior: posterior,
      bests: (0..<samples).map { posterior.values.row($0).min() ?? state.best })
  }

  private struct Function: AcquisitionFunction {
    let posterior: SampledPosterior

    /// The least sampled objective, `[samples]`.
    let bests: [Double]

    var scale: AcquisitionScale { .logarithm }

    func values(at inputs: Matrix) -> [Double] {
      let (means, variances) = posterior.evaluations(at: inputs)
      var values = [Double](repeating: 0, count: bests.count)
      return (0..<inputs.rows).map { row in
        let deviation = variances[row].squareRoot()
        for sample in bests.indices {
          let z = (bests[sample] - means[sample, row]) / deviation
          values[sample] = NormalDistribution.logExpectedExcess(z).value
        }
        return logMean(values) + log(deviation)
      }
    }

    func valueWithGradient(at input: [Double]) -> (value: Double, gradient: [Double]) {
      let evaluation = posterior.evaluation(at: input)
      let deviation = evaluation.variance.squareRoot()
      let scores = zip(bests, evaluation.means).map { ($0 - $1) / deviation }
      let excesses = scores.map(NormalDistribution.logExpectedExcess)
      let mean = logMean(excesses.map(\.value))
      let count = Double(bests.count)
      var meanSlopes = [Double](repeating: 0, count: bests.count)
      var deviationSlope = 1 / deviation
      for sample in bests.indices {
        let share = exp(excesses[sample].value - mean) / count
        let slope = share * excesses[sample].slope / deviation
        meanSlopes[sample] = -slope
        deviationSlope -= slope * scores[sample]
      }
      return (
        mean + log(deviation),
        evaluation.gradient(meanSlopes: meanSlopes, varianceSlope: deviationSlope / (2 * deviation))
      )
    }
  }
}

extension SobolSequence {
  /// Returns quasi-random standard normal numbers, `[count, dimension]`; columns from the fortieth are
  /// independent draws.
  static func normals(_ count: Int, dimension: Int, using stream: RandomStream) -> Matrix {
    guard dimension > 0 else { return Matrix(rows: count, columns: 0) }
    var sequence = SobolSequence(dimension: min(dimension, 40), using: stream)
    var elements: [Double] = []
    elements.reserveCapacity(count * dimension)
    for _ in 0..<count {
      // A uniform number may be 0, whose quantile is infinite.
      elements += sequence.next().map { NormalDistribution.quantile(max($0, 1e-12)) }
      for _ in 0..<max(dimension - 40, 0) { elements.append(stream.normal()) }
    }
    return Matrix(rows: count, columns: dimension, elements: elements)
  }
}
