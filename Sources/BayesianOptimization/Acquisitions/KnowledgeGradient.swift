public import GSLNumerics
import GaussianProcesses

/// The logarithm of how much lower the least posterior mean is expected to be after a trial: the gain
/// to whoever is recommended the point of the least mean.
///
/// Follows Frazier, Powell and Dayanik (2009) <https://doi.org/10.1287/ijoc.1080.0314> in the exact
/// expectation over a finite set and Scott, Frazier and Powell (2011)
/// <https://doi.org/10.1137/100801275> in the set: the tried points and the candidate itself. Differs
/// in adding untried points of low mean to the set, in leaving out tried ones without a chance, and in
/// the logarithm. Trials that have not ended count as ended as expected.
public struct KnowledgeGradient: Acquisition, Equatable {
  /// The most tried points, and a quarter of that untried ones, among which the least mean is sought.
  public let contenders: Int

  /// Creates the acquisition.
  public init(contenders: Int = 40) {
    precondition(contenders > 0, "a positive number of contenders is expected, got \(contenders)")
    self.contenders = contenders
  }

  /// Returns what points are worth; draws nothing.
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
    let unit = process.standardizer.scale
    return Function(
      posterior: JointPosterior(process, references: references),
      noise: unit * unit * process.noiseVariance)
  }

  private struct Function: AcquisitionFunction {
    let posterior: JointPosterior

    /// The variance of a trial's noise.
    let noise: Double

    var scale: AcquisitionScale { .logarithm }

    func values(at inputs: Matrix) -> [Double] {
      let beliefs = posterior.evaluations(at: inputs)
      let lowest = posterior.means.map { -$0 }
      return (0..<inputs.rows).map { row in
        let deviation = (beliefs.variances[row] + noise).squareRoot()
        let slopes = (0..<lowest.count).map { beliefs.covariances[$0, row] / deviation }
        return ExpectedMaximum(
          intercepts: lowest + [-beliefs.means[row]],
          slopes: slopes + [beliefs.variances[row] / deviation]
        ).logGain
      }
    }

    func valueWithGradient(at input: [Double]) -> (value: Double, gradient: [Double]) {
      let belief = posterior.evaluation(at: input)
      let deviation = (belief.variance + noise).squareRoot()
      let gain = ExpectedMaximum(
        intercepts: posterior.means.map { -$0 } + [-belief.mean],
        slopes: (belief.covariances + [belief.variance]).map { $0 / deviation })
      let (ofIntercepts, ofSlopes) = gain.gradient
      let last = belief.covariances.count
      // Each slope is a covariance divided by the deviation, which changes with the variance too.
      let ofDeviation =
        -(dot(Array(ofSlopes.prefix(last)), belief.covariances)
        + ofSlopes[last] * belief.variance) / (deviation * deviation)
      return (
        gain.logGain,
        belief.gradient(
          meanSlope: -ofIntercepts[last],
          varianceSlope: ofSlopes[last] / deviation + ofDeviation / (2 * deviation),
          covarianceSlopes: ofSlopes.prefix(last).map { $0 / deviation })
      )
    }
  }
}
