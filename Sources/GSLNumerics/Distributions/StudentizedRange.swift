import CGSL

/// The distribution of the studentised range: the range of independent standard normal values over an
/// independent estimate of their standard deviation.
///
/// Tukey's test of all differences between means is based on it.
public struct StudentizedRange: Equatable, Sendable {
  /// The number of values whose range it is, at least two.
  public let values: Int

  /// The degrees of freedom of the estimated standard deviation, positive.
  public let degreesOfFreedom: Double

  private static let overDeviations = GaussLegendre(points: 64)
  private static let overPlaces = GaussLegendre(points: 112)

  /// Creates a distribution.
  public init(values: Int, degreesOfFreedom: Double) {
    precondition(values >= 2, "at least two values are expected, got \(values)")
    precondition(degreesOfFreedom > 0, "positive degrees of freedom are expected")
    self.values = values
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Returns the probability of a range above a point.
  public func upperTail(_ range: Double) -> Double {
    guard range > 0 else { return 1 }
    // Outside, the density of the standard deviation is negligible; a normal range above 13 is as rare.
    let spread = 6.5 / degreesOfFreedom.squareRoot()
    let (lower, upper) = (max(1 - spread, 0), min(1 + spread, 13 / range))
    guard lower < upper else { return 0 }
    let logScale =
      degreesOfFreedom / 2 * log(degreesOfFreedom / 2) + log(2)
      - value { gsl_sf_lngamma(degreesOfFreedom / 2) }
    let tail = Self.overDeviations.points(from: lower, to: upper).reduce(0) { sum, point in
      let deviation = point.abscissa
      let logDensity =
        logScale + (degreesOfFreedom - 1) * log(deviation)
        - degreesOfFreedom * deviation * deviation / 2
      return sum + point.weight * exp(logDensity) * (1 - normalRange(range * deviation))
    }
    return min(max(tail, 0), 1)
  }

  /// Returns the range that is exceeded with a probability.
  ///
  /// - Precondition: The probability is above 0 and below 1.
  public func upperQuantile(_ probability: Double) -> Double {
    precondition(
      probability > 0 && probability < 1,
      "a probability above 0 and below 1 is expected, got \(probability)")
    var (lower, upper) = (0.0, 4.0)
    while upperTail(upper) > probability { (lower, upper) = (upper, 2 * upper) }
    while upper - lower > 1e-7 * upper {
      let middle = (lower + upper) / 2
      if upperTail(middle) > probability { lower = middle } else { upper = middle }
    }
    return (lower + upper) / 2
  }

  /// The probability that the range of the normal values is below a width: of each place of the largest, that
  /// all others are within the width below it.
  private func normalRange(_ width: Double) -> Double {
    Double(values)
      * Self.overPlaces.points(from: -8.5, to: 8.5).reduce(0) { sum, point in
        let within =
          NormalDistribution.cumulative(point.abscissa)
          - NormalDistribution.cumulative(point.abscissa - width)
        return sum + point.weight * NormalDistribution.density(point.abscissa)
          * gsl_pow_int(within, Int32(values - 1))
      }
  }
}
