import GSLNumerics
import GaussianProcesses

/// What failed trials teach: how probable it is that a trial succeeds.
///
/// A Gaussian process over the features is conditioned on 1 where a trial succeeded and −1 where one
/// failed, and success is its being positive: the least-squares classification of Rasmussen and Williams
/// (2006), section 6.5 <http://gaussianprocess.org/gpml/>, squashed by the process's own uncertainty. The
/// length scales are a share of the unit cube's typical distances: a failure warns of its neighbourhood
/// and leaves the rest of the space as it was. Far from all trials the probability is about the share of
/// successes, but never below one half.
///
/// The probit classifier by Laplace's approximation keeps too much hope of where trials failed: its
/// posterior is too narrow about a mode that is next to the boundary, and a large gain promised there
/// draws the search back again and again.
struct FeasibilityModel {
  /// Of no reference points.
  private let posterior: JointPosterior

  /// The most trials of each kind that are looked at.
  private static let most = 100

  /// Learns from trials.
  ///
  /// Of too many the latest failures are taken, and the successes next to one of them, since what the
  /// others tell is the prior mean.
  ///
  /// - Parameters:
  ///   - successes: The features of the trials that succeeded, `[successes, features]`.
  ///   - failures: The features of those that failed, `[failures, features]`, at least one.
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

  /// The probability that a trial at some features succeeds.
  func probability(at input: [Double]) -> Double {
    exp(logProbability(at: input).value)
  }

  /// The logarithms of the probabilities at rows of features, `[rows]`.
  func logProbabilities(at inputs: Matrix) -> [Double] {
    let beliefs = posterior.evaluations(at: inputs)
    return zip(beliefs.means, beliefs.variances).map {
      NormalDistribution.logCumulative($0 / $1.squareRoot())
    }
  }

  /// The rows of features where a trial is more likely to succeed than to fail.
  func feasible(of inputs: Matrix) -> Matrix {
    let logProbabilities = logProbabilities(at: inputs)
    let rows = logProbabilities.indices.filter { logProbabilities[$0] >= -0.69 }
    return rows.isEmpty
      ? Matrix(rows: 0, columns: inputs.columns) : Matrix(rows.map(inputs.row))
  }

  /// The logarithm of the probability, and its gradient with respect to the features.
  func logProbability(at input: [Double]) -> (value: Double, gradient: [Double]) {
    let belief = posterior.evaluation(at: input)
    let z = belief.mean / belief.standardDeviation
    let value = NormalDistribution.logCumulative(z)
    let slope = exp(NormalDistribution.logDensity(z) - value)
    return (
      value,
      belief.gradient(
        meanSlope: slope / belief.standardDeviation,
        varianceSlope: -slope * z / (2 * belief.variance))
    )
  }
}
