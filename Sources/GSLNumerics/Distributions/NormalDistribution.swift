import CGSL

/// The standard normal distribution, accurate in both tails.
public enum NormalDistribution {
  /// Returns the density at a point.
  public static func density(_ z: Double) -> Double {
    exp(logDensity(z))
  }

  /// Returns the natural logarithm of the density at a point; finite for every point with a
  /// finite square.
  public static func logDensity(_ z: Double) -> Double {
    -0.5 * z * z - 0.918_938_533_204_672_741_78
  }

  /// Returns the probability of a value below a point.
  public static func cumulative(_ z: Double) -> Double {
    value { gsl_cdf_ugaussian_P(z) }
  }

  /// Returns the natural logarithm of the probability of a value below a point.
  ///
  /// Stays accurate where the probability itself underflows (below about −38), by the asymptotic
  /// series of Mills' ratio from −15 downwards, and finite for every point with a finite square.
  public static func logCumulative(_ z: Double) -> Double {
    if z > 0 { return log1p(-value { gsl_cdf_ugaussian_Q(z) }) }
    if z > -15 { return log(value { gsl_cdf_ugaussian_P(z) }) }
    return logDensity(z) - log(-z) + log(tailSeries(z, firstOddFactor: 1))
  }

  /// Returns the natural logarithm of φ(z) + z Φ(z), the expected positive part of z + a standard
  /// normal variate, and its derivative.
  ///
  /// Follows Ament et al. (2023), equation 9 <https://arxiv.org/abs/2310.20708>; differs in
  /// the tail, where the asymptotic series replaces their scaled complementary error function, which
  /// loses digits in proportion to z². Finite for every point with a finite square.
  public static func logExpectedExcess(_ z: Double) -> (value: Double, slope: Double) {
    if z > -15 {
      let cumulative = cumulative(z)
      let excess = density(z) + z * cumulative
      return (log(excess), cumulative / excess)
    }
    // φ + zΦ = φ/z² (1 − 3/z² + 15/z⁴ − …) and Φ = φ/|z| (1 − 1/z² + 3/z⁴ − …).
    let excess = tailSeries(z, firstOddFactor: 3)
    let slope = -z * tailSeries(z, firstOddFactor: 1) / excess
    return (logDensity(z) - 2 * log(-z) + log(excess), slope)
  }

  /// The sum 1 − f/z² + f (f + 2)/z⁴ − …; thirteen terms are exact below −15.
  private static func tailSeries(_ z: Double, firstOddFactor: Int) -> Double {
    var (sum, term) = (1.0, 1.0)
    for k in 0..<13 {
      term *= -Double(firstOddFactor + 2 * k) / z / z
      sum += term
    }
    return sum
  }

  /// Returns the quantile of a probability.
  public static func quantile(_ probability: Double) -> Double {
    value { gsl_cdf_ugaussian_Pinv(probability) }
  }
}
