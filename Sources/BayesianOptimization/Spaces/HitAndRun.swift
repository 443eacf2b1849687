import GSLNumerics

/// An approximately uniform sampler of weights with a given sum, each between zero and a cap.
///
/// Follows Smith (1984) <https://doi.org/10.1287/opre.32.6.1296>; differs in the directions, each
/// of which exchanges two weights, so that a step is one uniform draw on an interval. The chain starts in
/// the interior and makes twenty steps per weight; a test compares it with rejection sampling.
struct HitAndRun: Equatable {
  let caps: [Double]
  let total: Double

  /// The indices of the weights that can vary.
  private let free: [Int]

  /// The caps, scaled to the total.
  private let start: [Double]

  /// Creates a sampler for caps whose sum is at least the total.
  init(caps: [Double], total: Double = 1) {
    self.caps = caps
    self.total = total
    let reachable = caps.map { min($0, total) }
    let sum = reachable.reduce(0, +)
    free = reachable.indices.filter { reachable[$0] > 0 }
    start = reachable.map { sum > 0 ? min($0 * (total / sum), $0) : 0 }
  }

  /// Draws weights; three numbers for each of twenty steps per weight.
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

  /// Returns the draw of a sampler seeded by the numbers: uniform for uniform numbers, but low-discrepancy
  /// numbers give no low-discrepancy points.
  func point(fromUniform numbers: [Double]) -> [Double] {
    var hash = ByteHash()
    for number in numbers { hash.absorb(number.bitPattern) }
    return draw(using: RandomStreams(seed: hash.value).stream("hit-and-run"))
  }
}
