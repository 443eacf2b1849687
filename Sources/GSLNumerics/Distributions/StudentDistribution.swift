import CGSL

/// Student's t distribution.
public struct StudentDistribution: Equatable, Sendable {
  /// The degrees of freedom, positive.
  public let degreesOfFreedom: Double

  /// Creates a distribution from its degrees of freedom.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "positive degrees of freedom are expected")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Returns the probability of a value below a point.
  public func cumulative(_ t: Double) -> Double {
    value { gsl_cdf_tdist_P(t, degreesOfFreedom) }
  }

  /// Returns the quantile of a probability.
  public func quantile(_ probability: Double) -> Double {
    value { gsl_cdf_tdist_Pinv(probability, degreesOfFreedom) }
  }
}
