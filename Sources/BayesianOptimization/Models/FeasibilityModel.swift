import GSLNumerics
import GaussianProcesses

/// The probability that a trial succeeds, learned from successes and failures.
///
/// A Gaussian process is conditioned on 1 at successes and −1 at failures; the probability of success is
/// that of a positive value. Follows the least-squares classification of Rasmussen and Williams (2006),
/// section 6.5 <http://gaussianprocess.org/gpml/>, with the process's posterior variance. The length
/// scales are short, so that a failure lowers the probability in its neighbourhood alone. Far from all
/// trials the probability is about the share of successes, and at least one half.
///
/// Laplace's approximation of the probit classifier gives too high probabilities at failures: its
/// posterior is too narrow about a mode next to the boundary, and a large gain draws the search back.
struct FeasibilityModel {
  /// The posterior, without reference points.
  private let posterior: JointPosterior

  /// The largest number of trials of each kind.
  private static let most = 100

  /// Fits the model to trials.
  ///
  /// Beyond the limit, the latest failures count and the successes nearest to them; the others say little
  /// beyond the prior mean.
  ///
  /// - Parameters:
  ///   - successes: The inputs of successes, `[successes, features]`.
  ///   - failures: The inputs of failures, `[failures, features]`, at least one.
  init(successes: Matrix, failures: Matrix) throws(GSLError) {
    let d = Double(failures.columns)
    let failed = (max(failures.rows - Self.most, 0)..<failures.rows).map(failures.row)
    var succeeded = (0..<successes.rows).map(successes.row)
    if succeeded.count > Self.most {
      let distances = successes.squaredDistances(to: Matrix(failed))
      let nearest = (0..<successes.rows).map { distances.row($0).min() ?? 0 }
      succeeded = nearest.indices.sorted { (nearest[$0], $0) < (nearest[$1], $1) }
        .prefix(Self.most).map { succeeded[$0] }
    }
    // The rule of succession, over all trials.
    let share = Double(successes.rows + 1) / Double(successes.rows + failures.rows + 2)
    posterior = JointPosterior(
      try GaussianProcess(
        kernel: MaternFiveHalves(
          lengthScales: Array(repeating: 0.3 * d.squareRoot(), count: failures.columns)),
        // Some trials fail by chance.
        noiseVariance: 0.02, inputs: Matrix(failed + succeeded),
        targets: failed.map { _ in -1 } + succeeded.map { _ in 1 },
        standardizer: Standardizer(
          shift: NormalDistribution.quantile(max(share, 0.5)), scale: 1)))
  }

  /// Returns the probability that a trial at an input succeeds.
  func probability(at input: [Double]) -> Double {
    exp(logProbability(at: input).value)
  }

  /// Returns the logarithms of the probabilities at rows of inputs, `[rows]`.
  func logProbabilities(at inputs: Matrix) -> [Double] {
    let evaluations = posterior.evaluations(at: inputs)
    return zip(evaluations.means, evaluations.variances).map {
      NormalDistribution.logCumulative($0 / $1.squareRoot())
    }
  }

  /// Returns the rows of inputs where success is more probable than failure.
  func feasible(of inputs: Matrix) -> Matrix {
    let logProbabilities = logProbabilities(at: inputs)
    let rows = logProbabilities.indices.filter { logProbabilities[$0] >= -0.69 }
    return rows.isEmpty
      ? Matrix(rows: 0, columns: inputs.columns) : Matrix(rows.map(inputs.row))
  }

  /// Returns the logarithm of the probability at an input, and its gradient.
  func logProbability(at input: [Double]) -> (value: Double, gradient: [Double]) {
    let evaluation = posterior.evaluation(at: input)
    let z = evaluation.mean / evaluation.standardDeviation
    let value = NormalDistribution.logCumulative(z)
    let slope = exp(NormalDistribution.logDensity(z) - value)
    return (
      value,
      evaluation.gradient(
        meanSlope: slope / evaluation.standardDeviation,
        varianceSlope: -slope * z / (2 * evaluation.variance))
    )
  }
}
