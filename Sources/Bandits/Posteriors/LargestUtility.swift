import GSLNumerics

extension [BetaPosterior] {
  /// Draws a chance of success for each arm and returns the arm with the largest, ties at random.
  ///
  /// One beta variate per arm, and one whole number if there is a tie.
  func drawOfLargest(using stream: RandomStream) -> Int {
    let draws = map { stream.beta($0.successes, $0.failures) }
    let best = draws.max() ?? 0
    let leaders = draws.indices.filter { draws[$0] == best }
    return leaders.count == 1 ? leaders[0] : leaders[stream.integer(below: leaders.count)]
  }

  /// The probability that each arm has the largest chance of success, `[arms]`; they sum to one.
  ///
  /// Ours: the integral of the density of one times the distribution functions of all others, in the
  /// logit of the chance, by the rule of Gauss and Legendre between points that resolve every bell.
  /// Absolute error about 1e-8.
  var probabilitiesOfBeingLargest: [Double] {
    // Arms with equal posteriors, such as all that were never pulled, have equal probabilities.
    var groups: [(posterior: BetaPosterior, members: [Int])] = []
    for arm in sorted(by: precedes) {
      if groups.last?.posterior == self[arm] {
        groups[groups.count - 1].members.append(arm)
      } else {
        groups.append((self[arm], [arm]))
      }
    }
    let shares = LargestUtility(groups.map { ($0.posterior, $0.members.count) }).shares
    var probabilities = [Double](repeating: 0, count: count)
    for (group, share) in zip(groups, shares) {
      for arm in group.members { probabilities[arm] = share }
    }
    return probabilities
  }

  private func sorted(by precedes: (BetaPosterior, BetaPosterior) -> Bool) -> [Int] {
    indices.sorted { precedes(self[$0], self[$1]) }
  }

  private func precedes(_ left: BetaPosterior, _ right: BetaPosterior) -> Bool {
    (left.successes, left.failures) < (right.successes, right.failures)
  }
}

/// The probabilities that each of several beta variates is the largest.
private struct LargestUtility {
  /// The probability of each member of each group, `[groups]`.
  let shares: [Double]

  /// Compares groups of equal posteriors.
  init(_ groups: [(posterior: BetaPosterior, count: Int)]) {
    let supports = groups.map(\.posterior.logitSupport)
    let lower = supports.map { $0.0 }.max() ?? 0
    let upper = supports.map { $0.1 }.max() ?? 0
    // A variate whose support ends below the start of another's is never the largest.
    let active = groups.indices.filter { supports[$0].1 > lower }
    let distributions = active.map {
      BetaDistribution(groups[$0].posterior.successes, groups[$0].posterior.failures)
    }
    var masses = [Double](repeating: 0, count: active.count)
    let cuts = LargestUtility.cuts(
      active.map { groups[$0].posterior }, from: lower, to: upper)
    let rule = GaussLegendre(points: 16)
    for (from, to) in zip(cuts, cuts.dropFirst()) {
      for (t, weight) in rule.points(from: from, to: to) {
        let logs = distributions.map { log($0.cumulative(ofLogit: t)) }
        let all = zip(active, logs).reduce(0) { $0 + Double(groups[$1.0].count) * $1.1 }
        guard all > -.infinity else { continue }
        for (index, distribution) in distributions.enumerated() {
          masses[index] += weight * exp(distribution.logDensity(ofLogit: t) + all - logs[index])
        }
      }
    }
    let total = zip(active, masses).reduce(0) { $0 + Double(groups[$1.0].count) * $1.1 }
    var shares = [Double](repeating: 0, count: groups.count)
    if total > 0.5, total < 2 {
      for (index, group) in active.enumerated() { shares[group] = masses[index] / total }
    } else {
      // Bells too lopsided for double precision, such as Beta(1e18, 1e-18): the largest means win.
      let best = groups.map(\.posterior.mean).max() ?? 0
      let winners = groups.indices.filter { groups[$0].posterior.mean == best }
      let count = winners.reduce(0) { $0 + groups[$1].count }
      for group in winners { shares[group] = 1 / Double(count) }
    }
    self.shares = shares
  }

  /// Returns points between which every density is smooth: around each mode at distances that double.
  private static func cuts(
    _ posteriors: [BetaPosterior], from lower: Double, to upper: Double
  ) -> [Double] {
    var points = [lower, upper]
    for posterior in posteriors {
      let (start, end) = posterior.logitSupport
      points.append(posterior.logitMode)
      var reach = posterior.logitSpread
      while reach < max(end - posterior.logitMode, posterior.logitMode - start) {
        points += [posterior.logitMode - reach, posterior.logitMode + reach]
        reach *= 2
      }
    }
    let gap = 0.5 * (posteriors.map(\.logitSpread).min() ?? 0)
    var cuts: [Double] = []
    for point in points.sorted() where point >= lower && point <= upper {
      if let last = cuts.last, point - last < gap, point < upper { continue }
      cuts.append(point)
    }
    return cuts
  }
}
