import CGSL

/// The beta distribution on the unit interval.
public struct BetaDistribution: Equatable, Sendable {
  /// The first shape parameter, positive.
  public let a: Double

  /// The second shape parameter, positive.
  public let b: Double

  /// Creates a distribution from its shape parameters.
  public init(_ a: Double, _ b: Double) {
    precondition(a > 0 && b > 0, "positive shapes are expected, got \(a) and \(b)")
    self.a = a
    self.b = b
  }

  /// The expected value.
  public var mean: Double { a / (a + b) }

  /// The variance.
  public var variance: Double { a * b / ((a + b) * (a + b) * (a + b + 1)) }

  /// Returns the density at a point.
  public func density(_ x: Double) -> Double {
    value { gsl_ran_beta_pdf(x, a, b) }
  }

  /// Returns the natural logarithm of the density of the logit, log(x / (1 − x)), of a value.
  ///
  /// It is smooth and unimodal for any shapes, while the density of the value may have poles at both ends.
  public func logDensity(ofLogit t: Double) -> Double {
    let logX = t < 0 ? t - log1p(exp(t)) : -log1p(exp(-t))
    return a * logX + b * (logX - t) - value { gsl_sf_lnbeta(a, b) }
  }

  /// Returns the probability of a value below a point.
  public func cumulative(_ x: Double) -> Double {
    value { gsl_cdf_beta_P(x, a, b) }
  }

  /// Returns the probability of a value whose logit, log(x / (1 − x)), is below a point.
  ///
  /// Accurate where the value rounds to 0 or to 1.
  public func cumulative(ofLogit t: Double) -> Double {
    guard t <= 0 else { return 1 - BetaDistribution(b, a).cumulative(ofLogit: -t) }
    guard t < -36 else { return cumulative(1 / (1 + exp(-t))) }
    // The leading term xᵃ / (a B(a, b)); the next is smaller by a factor of about x.
    return min(exp(a * t - log(a) - value { gsl_sf_lnbeta(a, b) }), 1)
  }

  /// Returns the quantile of a probability; NaN where the library does not find it.
  public func quantile(_ probability: Double) -> Double {
    value { gsl_cdf_beta_Pinv(probability, a, b) }
  }
}
