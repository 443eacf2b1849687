import GSLNumerics

extension BetaPosterior {
  /// Returns the probability that this arm's chance of success is larger than another's.
  ///
  /// Ours: quadrature of one distribution function against the other's density in the logit of the
  /// chance, where both are smooth and unimodal for any shapes; absolute error about 1e-9.
  ///
  /// - Throws: `GSLError` when the quadrature does not converge.
  public func probabilityOfExceeding(_ other: BetaPosterior) throws -> Double {
    // Integrate over the wider of the two, so that the other is a step and never a missed spike.
    guard logitSpread >= other.logitSpread else {
      return 1 - (try other.probabilityOfExceeding(self))
    }
    let own = BetaDistribution(successes, failures)
    let theirs = BetaDistribution(other.successes, other.failures)
    let (lower, upper) = logitSupport
    let (left, right) = other.logitSupport
    // Below the other's support its distribution function is zero, above it is one.
    let cuts = [
      lower, logitMode, upper, left, other.logitMode - other.logitSpread, other.logitMode,
      other.logitMode + other.logitSpread, right,
    ]
    .filter { $0 >= lower && $0 <= upper }.sorted()
    var probability = 0.0
    for (from, to) in zip(cuts, cuts.dropFirst()) where to > from {
      probability += try integral(from: from, to: to, tolerance: 1e-11) { t in
        exp(own.logDensity(ofLogit: t)) * theirs.cumulative(ofLogit: t)
      }
    }
    return min(max(probability, 0), 1)
  }

  /// The mode of the density of the logit.
  var logitMode: Double { log(successes / failures) }

  /// The width of the density of the logit at its mode.
  var logitSpread: Double { (1 / successes + 1 / failures).squareRoot() }

  /// The interval outside which the density of the logit is below e⁻⁴⁰ of its mode.
  var logitSupport: (Double, Double) {
    let distribution = BetaDistribution(successes, failures)
    let bottom = distribution.logDensity(ofLogit: logitMode) - 40
    func edge(_ direction: Double) -> Double {
      var reach = logitSpread
      while distribution.logDensity(ofLogit: logitMode + direction * reach) > bottom { reach *= 2 }
      var (inside, outside) = (reach / 2, reach)
      for _ in 0..<20 {
        let middle = (inside + outside) / 2
        if distribution.logDensity(ofLogit: logitMode + direction * middle) > bottom {
          inside = middle
        } else {
          outside = middle
        }
      }
      return logitMode + direction * outside
    }
    return (edge(-1), edge(1))
  }
}
