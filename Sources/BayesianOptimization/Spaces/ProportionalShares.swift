/// Weights that sum to one and are proportional to shares, clipped to floors and caps.
///
/// Each weight is ν times its share, clipped to its bounds. The sum increases with ν and is linear
/// between the values at which a weight leaves its floor or reaches its cap, so that ν is exact.
struct ProportionalShares {
  /// The weights; their sum is below one if the caps of positive shares and the floors of the others are.
  let weights: [Double]

  /// Finds the weights.
  ///
  /// - Parameters:
  ///   - shares: Not negative.
  ///   - floors: The least weights, none above its cap, and together not above one.
  ///   - caps: The largest weights.
  init(shares: [Double], floors: [Double], caps: [Double]) {
    let total = shares.reduce(0, +)
    func clipped(_ scale: Double) -> [Double] {
      shares.indices.map { min(max(scale * shares[$0], floors[$0]), caps[$0]) }
    }
    // Usually nothing is clipped.
    if total > 0 {
      let plain = shares.map { $0 / total }
      if plain.indices.allSatisfy({ plain[$0] >= floors[$0] && plain[$0] <= caps[$0] }) {
        weights = plain
        return
      }
    }
    let positive = shares.indices.filter { shares[$0] > 0 }
    let kinks =
      (positive.map { floors[$0] / shares[$0] } + positive.map { caps[$0] / shares[$0] }).sorted()
    // The last kink at which the sum is not above one, found by bisection.
    var (below, above) = (-1, kinks.count)
    while above - below > 1 {
      let middle = (below + above) / 2
      if clipped(kinks[middle]).reduce(0, +) <= 1 { below = middle } else { above = middle }
    }
    guard above < kinks.count else {
      weights = clipped(.greatestFiniteMagnitude)
      return
    }
    // Between two kinks the same weights are free.
    let low = below < 0 ? 0 : kinks[below]
    let middle = low + 0.5 * (kinks[above] - low)
    var (fixed, free) = (0.0, 0.0)
    for (share, (floor, cap)) in zip(shares, zip(floors, caps)) {
      if middle * share <= floor {
        fixed += floor
      } else if middle * share >= cap {
        fixed += cap
      } else {
        free += share
      }
    }
    // Caps that sum to one leave nothing to the free weights, and the others at their caps.
    weights = clipped(free > 0 ? max((1 - fixed) / free, low) : low)
  }
}
