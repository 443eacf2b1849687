import CGSL

/// The standard normal distribution, accurate in both tails.
public enum NormalDistribution {
  /// Returns the density at a point.
  public static func density(_ z: Double) -> Double {
    exp(logDensity(z))
  }

  /// Returns the natural logarithm of the density at a point; finite for every finite point whose
  /// square is.
  public static func logDensity(_ z: Double) -> Double {
    -0.5 * z * z - 0.918_938_533_204_672_741_78
  }

  /// Returns the probability of a value below a point.
  public static func cumulative(_ z: Double) -> Double {
    gsl_cdf_ugaussian_P(z)
  }

  /// Returns the natural logarithm of the probability of a value below a point.
  ///
  /// Stays accurate where the probability itself underflows (below about −38).
  public static func logCumulative(_ z: Double) -> Double {
    z > 0 ? log1p(-gsl_cdf_ugaussian_Q(z)) : gsl_sf_log_erfc(-z / 2.0.squareRoot()) - log(2)
  }

  /// Returns the point below which a value lies with the given probability.
  public static func quantile(_ probability: Double) -> Double {
    gsl_cdf_ugaussian_Pinv(probability)
  }
}
