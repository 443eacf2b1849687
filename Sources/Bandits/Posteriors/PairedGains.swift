import GSLNumerics

/// The gains of an arm's pulls, each over a control with the same seed.
public struct PairedGains: Equatable, Sendable {
  /// The gain of each pull, larger being better, `[pulls]`.
  public let values: [Double]

  /// The variance of the mean gain over draws of the validation examples, in squared units of the gains.
  ///
  /// All pulls share the examples, so that more pulls do not reduce it. Zero where it is not known.
  public let varianceOfExamples: Double

  /// Creates the gains of an arm.
  public init(_ values: [Double], varianceOfExamples: Double = 0) {
    precondition(
      values.allSatisfy(\.isFinite) && varianceOfExamples >= 0,
      "finite gains and a variance of at least 0 are expected")
    self.values = values
    self.varianceOfExamples = varianceOfExamples
  }
}

extension [PairedGains] {
  /// The posterior probability that each arm's effect is positive, `[arms]`.
  ///
  /// Ours: a spike and slab (Mitchell and Beauchamp 1988). An arm's effect is zero, or has a Cauchy distribution
  /// around zero; the share of arms with an effect and the scale of the effects are common to all arms, and
  /// integrated out. So the more arms are without effect, the more it takes to believe in one of them. An effect of
  /// zero does not help. Draws nothing.
  public var probabilitiesOfHelping: [Double] {
    let estimates = effects
    guard unit > 0 else { return estimates.map { $0.map { $0.mean > 0 ? 1 : 0 } ?? 0 } }
    let largest = estimates.compactMap { $0.map { abs($0.mean) } }.max() ?? 0
    return SpikeAndSlab(unit: unit, largest: largest).probabilitiesOfPositiveEffects(estimates)
  }

  /// A typical standard deviation of a gain: between pulls, or over the examples where pulls do not vary.
  private var unit: Double {
    let noise = noiseVariance
    return (noise > 0 ? noise : map(\.varianceOfExamples).max() ?? 0).squareRoot()
  }

  /// The evidence before the arm's own that the variance of its pulls is that of the others, in degrees of freedom.
  ///
  /// Follows the moderated variance of Smyth (2004) <https://doi.org/10.2202/1544-6115.1027>; differs in that the
  /// number is fixed, since a handful of arms cannot tell it.
  private static var priorDegreesOfFreedom: Double { 4 }

  /// The median of the arms' variances between pulls; zero without an arm that was pulled twice.
  private var noiseVariance: Double {
    let variances = compactMap { arm -> Double? in
      guard let variance = arm.variance else { return nil }
      // The median of χ² is below its mean.
      let freedom = Double(arm.values.count - 1)
      let median = 1 - 2 / (9 * freedom)
      return variance / (median * median * median)
    }
    .sorted()
    guard !variances.isEmpty else { return 0 }
    return 0.5 * (variances[(variances.count - 1) / 2] + variances[variances.count / 2])
  }

  /// The estimated effect of each arm; nil without a pull, `[arms]`.
  private var effects: [EffectEstimate?] {
    let (noise, unit) = (noiseVariance, unit)
    let prior = Self.priorDegreesOfFreedom
    return map { arm in
      guard !arm.values.isEmpty else { return nil }
      let pulls = Double(arm.values.count)
      let freedom = prior + pulls - 1
      let variance = (prior * noise + (pulls - 1) * (arm.variance ?? 0)) / freedom
      return EffectEstimate(
        mean: SampleStatistics(arm.values).mean,
        standardError: Swift.max(
          (variance / pulls + arm.varianceOfExamples).squareRoot(), 1e-9 * unit),
        degreesOfFreedom: freedom)
    }
  }
}

extension PairedGains {
  /// The variance between pulls; nil for fewer than two.
  fileprivate var variance: Double? {
    guard values.count > 1 else { return nil }
    return SampleStatistics(values).standardDeviation.map { $0 * $0 }
  }
}
