import GSLNumerics

/// A sampler of weights of a given sum, each between zero and a cap, uniform to within its mixing.
///
/// Follows Smith (1984) <https://doi.org/10.1287/opre.32.6.1296>; differs in the directions, which
/// exchange two weights, so that a step is one uniform draw on an interval whatever the caps. The chain
/// starts in the interior and makes twenty steps a weight; a test compares it with rejection sampling.
struct HitAndRun: Equatable {
  let caps: [Double]
  let total: Double

  /// The indices of the weights that can vary.
  private let free: [Int]

  /// The product of the caps with the share of their sum that is needed.
  private let start: [Double]

  /// Prepares for weights whose caps reach the total.
  init(caps: [Double], total: Double = 1) {
    self.caps = caps
    self.total = total
    let reachable = caps.map { min($0, total) }
    let sum = reachable.reduce(0, +)
    free = reachable.indices.filter { reachable[$0] > 0 }
    start = reachable.map { sum > 0 ? min($0 * (total / sum), $0) : 0 }
  }

  /// Draws weights; three numbers for each of twenty steps a weight.
  func draw(using stream: RandomStream) -> [Double] {
    var weights = start
    guard free.count > 1 else { return weights }
    for _ in 0..<20 * free.count {
      let first = stream.integer(below: free.count)
      let second = (first + 1 + stream.integer(below: free.count - 1)) % free.count
      let (i, j) = (free[first], free[second])
      let sum = weights[i] + weights[j]
      let (low, high) = (max(sum - caps[j], 0), min(sum, caps[i]))
      let weight = low + stream.uniform() * max(high - low, 0)
      weights[i] = min(weight, caps[i])
      weights[j] = min(max(sum - weight, 0), caps[j])
    }
    return weights
  }

  /// Returns the weights that a sampler seeded by the numbers draws: uniform ones for uniform numbers,
  /// though even numbers make no even set.
  func point(fromUniform numbers: [Double]) -> [Double] {
    var hash = ByteHash()
    for number in numbers { hash.absorb(number.bitPattern) }
    return draw(using: RandomStreams(seed: hash.value).stream("hit-and-run"))
  }
}
