import GSLNumerics
import GaussianProcesses

/// What failed trials teach: how probable it is that a trial succeeds.
///
/// A Gaussian process classifier over the features, with a Matérn-5/2 kernel whose length scales are a
/// fifth of the unit cube's typical distances: a failure warns of its neighbourhood and leaves the rest
/// of the space as it was. Far from all trials the probability is about the share of successes, but never
/// below one half.
struct FeasibilityModel {
  private let classifier: GaussianProcessClassifier

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
    let variance = 4.0
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
    classifier = try GaussianProcessClassifier(
      kernel: MaternFiveHalves(
        lengthScales: Array(repeating: 0.2 * d.squareRoot(), count: failures.columns),
        variance: variance),
      mean: NormalDistribution.quantile(max(share, 0.5)) * (1 + variance).squareRoot(),
      inputs: Matrix(failed + succeeded),
      successes: failed.map { _ in false } + succeeded.map { _ in true })
  }

  /// The probability that a trial at some features succeeds.
  func probability(at input: [Double]) -> Double {
    classifier.probability(at: input)
  }

  /// The logarithm of the probability, and its gradient with respect to the features.
  func logProbability(at input: [Double]) -> (value: Double, gradient: [Double]) {
    classifier.logProbabilityWithGradient(at: input)
  }
}
