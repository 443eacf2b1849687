public import GSLNumerics
import GaussianProcesses

/// The logarithm of the knowledge gradient: the expected decrease of the least posterior mean by a trial.
///
/// Follows Frazier, Powell and Dayanik (2009) <https://doi.org/10.1287/ijoc.1080.0314> in the exact
/// expectation over a finite set and Scott, Frazier and Powell (2011)
/// <https://doi.org/10.1137/100801275> in the set: the tried points and the candidate itself. Differs
/// in adding untried points of low mean to the set, in leaving out tried ones that are hardly the best,
/// and in the logarithm. Pending trials count as observed at their posterior mean.
public struct KnowledgeGradient: Acquisition, Equatable {
  /// The largest number of tried points in the set; of untried ones a quarter of it.
  public let contenders: Int

  /// Creates the acquisition.
  public init(contenders: Int = 40) {
    precondition(contenders > 0, "a positive number of contenders is expected, got \(contenders)")
    self.contenders = contenders
  }

  /// Returns the acquisition function; draws nothing.
  public func function(
    for state: SearchState, using stream: RandomStream
  ) throws -> any AcquisitionFunction {
    let process = try state.withFantasies().process
    var references = process.contenders(atMost: contenders)
    if state.candidates.rows > 0 {
      let means = process.means(at: state.candidates)
      let order = means.indices.sorted { (means[$0], $0) < (means[$1], $1) }
      references = references.appending(
        Matrix(order.prefix(contenders / 4).map(state.candidates.row)))
    }
    return Function(
      posterior: SumPosterior(process, references: references), noise: process.noiseVariance)
  }

  private struct Function: AcquisitionFunction {
    let posterior: SumPosterior

    /// The variance of a trial's noise.
    let noise: Double

    var scale: AcquisitionScale { .logarithm }

    func values(at inputs: Matrix) -> [Double] {
      let evaluations = posterior.evaluations(at: inputs)
      let lowest = posterior.means.map { -$0 }
      return (0..<inputs.rows).map { row in
        let deviation = (evaluations.variances[row] + noise).squareRoot()
        let slopes = (0..<lowest.count).map { evaluations.covariances[$0, row] / deviation }
        return ExpectedMaximum(
          intercepts: lowest + [-evaluations.means[row]],
          slopes: slopes + [evaluations.variances[row] / deviation]
        ).logGain
      }
    }

    func valueWithGradient(at input: [Double]) -> (value: Double, gradient: [Double]) {
      let evaluation = posterior.evaluation(at: input)
      let deviation = (evaluation.variance + noise).squareRoot()
      let gain = ExpectedMaximum(
        intercepts: posterior.means.map { -$0 } + [-evaluation.mean],
        slopes: (evaluation.covariances + [evaluation.variance]).map { $0 / deviation })
      let (ofIntercepts, ofSlopes) = gain.gradient
      let last = evaluation.covariances.count
      // Each slope is a covariance divided by the deviation, which depends on the variance.
      let ofDeviation =
        -(dot(Array(ofSlopes.prefix(last)), evaluation.covariances)
        + ofSlopes[last] * evaluation.variance) / (deviation * deviation)
      return (
        gain.logGain,
        evaluation.gradient(
          meanSlope: -ofIntercepts[last],
          varianceSlope: ofSlopes[last] / deviation + ofDeviation / (2 * deviation),
          covarianceSlopes: ofSlopes.prefix(last).map { $0 / deviation })
      )
    }
  }
}
