import GSLNumerics

/// An arm's estimated effect.
struct EffectEstimate {
  let mean: Double

  /// The standard error of the mean, positive.
  let standardError: Double

  /// The degrees of freedom of the standard error.
  let degreesOfFreedom: Double

  /// The standard normal quantile with the tail probability of the t statistic.
  var z: Double {
    let t = mean / standardError
    let tail = StudentDistribution(degreesOfFreedom: degreesOfFreedom).cumulative(-abs(t))
    let z = tail > 0 ? -NormalDistribution.quantile(tail) : Self.largestQuantile
    return t < 0 ? -z : z
  }

  /// The standard error of a normal estimate with the same mean and the same tail probability.
  ///
  /// Follows Lu and Stephens (2019) <https://doi.org/10.1186/s12859-019-2651-y>.
  var normalStandardError: Double {
    // The ratio of t and z hardly changes near zero, where it is a quotient of small numbers.
    guard abs(mean) < 1e-3 * standardError else { return mean / z }
    let near = EffectEstimate(
      mean: 1e-3 * standardError, standardError: standardError, degreesOfFreedom: degreesOfFreedom)
    return near.mean / near.z
  }

  /// A quantile whose tail probability is about the smallest of double precision.
  private static let largestQuantile = 37.0
}

/// A prior for effects of which an unknown share is zero: the spike; and the others are Cauchy variates of an unknown
/// scale: the slab.
struct SpikeAndSlab {
  /// The scales of the slab, equally likely, `[scales]`.
  private let scales: [Double]

  /// The shares of effects that are not zero, equally likely, `[shares]`.
  private let shares = (0..<10).map { 0.05 + 0.1 * Double($0) }

  /// The standard deviations of normal variates of which the standard Cauchy distribution is a mixture with equal
  /// weights, `[components]`.
  private static let components = (0..<8).map { index in
    1 / NormalDistribution.quantile(0.5 + (Double(index) + 0.5) / 16)
  }

  /// Creates a prior.
  ///
  /// The scales are a quarter to eight times a unit, in steps of 37 %, and further up to the largest effect.
  ///
  /// - Parameters:
  ///   - unit: A typical standard deviation of one observation, positive.
  ///   - largest: The largest absolute value of an estimate.
  init(unit: Double, largest: Double) {
    let step = log(32.0) / 11
    let count = 12 + Int(max(log(largest / unit / 8) / step, 0).rounded(.up))
    scales = (0..<min(count, 100)).map { 0.25 * unit * exp(step * Double($0)) }
  }

  /// Returns the posterior probability that each effect is positive, `[arms]`.
  ///
  /// - Parameter estimates: The estimates; nil for an arm without one, `[arms]`.
  func probabilitiesOfPositiveEffects(_ estimates: [EffectEstimate?]) -> [Double] {
    let arms = estimates.map { $0.map(likelihoods) ?? unknown }
    var logWeights: [Double] = []
    var probabilities: [[Double]] = []
    for share in shares {
      for scale in scales.indices {
        let marginals = arms.map {
          logSum(log1p(-share) + $0.spike, log(share) + $0.slab[scale])
        }
        logWeights.append(marginals.reduce(0, +))
        probabilities.append(
          zip(arms, marginals).map { exp(log(share) + $0.positive[scale] - $1) })
      }
    }
    let weights = softmax(logWeights)
    return arms.indices.map { arm in
      zip(weights, probabilities).reduce(0) { $0 + $1.0 * $1.1[arm] }
    }
  }

  /// The logarithms of an estimate's likelihoods under the spike, under the slab, and under its positive half,
  /// `[scales]`.
  private struct Likelihoods {
    let spike: Double
    let slab: [Double]
    let positive: [Double]
  }

  private var unknown: Likelihoods {
    Likelihoods(
      spike: 0, slab: scales.map { _ in 0 }, positive: scales.map { _ in log(0.5) })
  }

  private func likelihoods(_ estimate: EffectEstimate) -> Likelihoods {
    let (z, error) = (estimate.z, estimate.normalStandardError)
    var slab: [Double] = []
    var positive: [Double] = []
    for scale in scales {
      let parts = Self.components.map { component -> (all: Double, positive: Double) in
        let spread = component * scale
        let total = (error * error + spread * spread).squareRoot()
        let all = NormalDistribution.logDensity(estimate.mean / total) - log(total)
        return (all, all + NormalDistribution.logCumulative(z * spread / total))
      }
      slab.append(logMean(parts.map(\.all)))
      positive.append(logMean(parts.map(\.positive)))
    }
    return Likelihoods(
      spike: NormalDistribution.logDensity(z) - log(error), slab: slab, positive: positive)
  }
}
