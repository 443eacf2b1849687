import GSLNumerics
import NumericalChecks
import Testing

@testable import BayesianOptimization

/// Caps of many kinds and the name that a failure shows them by.
struct NamedCaps: CustomTestStringConvertible, Sendable {
  let name: String
  let caps: [Double]

  var testDescription: String { name }

  static let all = [
    NamedCaps(name: "fifty of 0.03", caps: Array(repeating: 0.03, count: 50)),
    NamedCaps(name: "half of them free", caps: (0..<50).map { $0 < 25 ? 0.03 : 2 }),
    NamedCaps(name: "from 0.001 to 0.05", caps: (1...50).map { 0.001 * Double($0) }),
    NamedCaps(name: "nearly binding", caps: Array(repeating: 1.0001 / 50, count: 50)),
    NamedCaps(name: "one capped", caps: (0..<30).map { $0 == 7 ? 0.01 : 1 }),
    NamedCaps(name: "falling", caps: (0..<30).map { 0.5 * exp(-0.4 * Double($0)) }),
    NamedCaps(name: "a few", caps: [0.3, 0.3, 0.4, 0.5, 0.2, 0.25]),
    NamedCaps(name: "some impossible", caps: [0, 0.7, 0, 0.6, 0.2]),
  ]
}

@Suite struct HitAndRunTests {
  // MARK: - The laws

  @Test(arguments: NamedCaps.all)
  func everyDrawKeepsTheCapsAndTheTotal(named: NamedCaps) {
    for total in [1.0, 0.25, 1e-6] {
      let sampler = HitAndRun(caps: named.caps.map { $0 * total }, total: total)
      let stream = RandomStream(seed: 51)
      for _ in 0..<20 {
        let weights = sampler.draw(using: stream)
        #expect(zip(weights, sampler.caps).allSatisfy { $0 >= 0 && $0 <= $1 })
        #expect(isClose(weights.reduce(0, +), total, relative: 1e-12))
      }
    }
  }

  @Test func capsOfExactlyTheTotalLeaveOnePoint() {
    let caps = (1...50).map { Double($0) / 1275 }
    let stream = RandomStream(seed: 52)
    #expect(isClose(HitAndRun(caps: caps).draw(using: stream), caps))
    #expect(HitAndRun(caps: [0, 1, 0]).draw(using: stream) == [0, 1, 0])
    #expect(HitAndRun(caps: [0.5, 0.5], total: 0).draw(using: stream) == [0, 0])
  }

  // MARK: - Distributions

  /// Of two, the first is uniform between what the second's cap leaves it and its own.
  @Test func ofTwoElementsEachIsUniform() {
    let hitAndRun = HitAndRun(caps: [0.7, 0.6])
    let stream = RandomStream(seed: 53)
    let firsts = (0..<4000).map { _ in hitAndRun.draw(using: stream)[0] }
    #expect(kolmogorovSmirnov(firsts) { min(max(($0 - 0.4) / 0.3, 0), 1) } > 1e-4)
  }

  /// Of three, the chance of an element up to *x* is an area: by geometry, the triangle less the
  /// corners beyond the caps.
  @Test func ofThreeElementsEachHasTheShareOfTheArea() {
    let caps = [0.5, 0.8, 0.6]
    let hitAndRun = HitAndRun(caps: caps)
    let stream = RandomStream(seed: 54)
    let points = (0..<4000).map { _ in hitAndRun.draw(using: stream) }
    for index in 0..<3 {
      let (others, own) = (caps.indices.filter { $0 != index }.map { caps[$0] }, caps[index])
      // The other two share 1 − x, on a segment of this length.
      func length(_ x: Double) -> Double {
        max(0, min(others[0], 1 - x) - max(0, 1 - x - others[1]))
      }
      let grid = 2000
      var areas = [0.0]
      for step in 0..<grid {
        areas.append(areas[step] + length(own * (Double(step) + 0.5) / Double(grid)))
      }
      let p = kolmogorovSmirnov(points.map { $0[index] }) { x in
        areas[min(Int(x / own * Double(grid) + 0.5), grid)] / areas[grid]
      }
      #expect(p > 1e-4)
    }
  }

  /// The same distribution by rejection sampling, exact for any rate.
  ///
  /// All but one element are drawn as exponentials cut off at their caps, and the last is what they
  /// leave; kept if that is within its cap, with a chance in proportion to its own density. The rate is
  /// such that the mean of the total is about one.
  private struct RejectionSampler {
    let caps: [Double]
    let last: Int
    /// Of a fall from zero on, or of one from the caps downwards.
    var rate = 1e-6
    let isMirrored: Bool

    init(caps: [Double]) {
      self.caps = caps
      last = caps.indices.max { caps[$0] < caps[$1] } ?? 0
      let slack = caps.reduce(0, +) - 1
      isMirrored = slack < 1
      let total = min(slack, 1)
      var (low, high) = (1e-6, 1e8)
      for _ in 0..<80 {
        rate = 0.5 * (low + high)
        if caps.reduce(0, { $0 + mean(of: $1) }) > total { low = rate } else { high = rate }
      }
    }

    private func mean(of cap: Double) -> Double {
      rate * cap < 1e-4 ? cap / 2 : 1 / rate + cap / (1 - exp(rate * cap))
    }

    func draw(_ stream: RandomStream) -> [Double] {
      while true {
        var point = caps.map { cap in
          let fall = -log1p(-stream.uniform() * (1 - exp(-rate * cap))) / rate
          return isMirrored ? cap - fall : fall
        }
        point[last] = 0
        let left = 1 - point.reduce(0, +)
        guard left >= 0, left <= caps[last] else { continue }
        point[last] = left
        if stream.bernoulli(exp(-rate * (isMirrored ? caps[last] - left : left))) { return point }
      }
    }
  }

  /// The statistics of both samples that a wrong sampler gets wrong, each compared by its distribution.
  @Test(arguments: NamedCaps.all)
  func theDistributionIsThatOfARejectionSampler(named: NamedCaps) {
    let caps = named.caps.map { min($0, 1) }
    let hitAndRun = HitAndRun(caps: caps)
    let sampler = RejectionSampler(caps: caps)
    let stream = RandomStream(seed: 55)
    let ours = (0..<2000).map { _ in hitAndRun.draw(using: stream) }
    let theirs = (0..<2000).map { _ in sampler.draw(stream) }
    let n = caps.count
    let statistics: [([Double]) -> Double] = [
      { $0[1] }, { $0[n / 2] }, { $0[n - 1] }, { $0.max() ?? 0 },
      { $0.reduce(0) { $0 + $1 * $1 } }, { $0[0] + $0[1] + $0[3] }, { $0[n - 1] - $0[n - 2] },
    ]
    for statistic in statistics {
      #expect(twoSampleKolmogorovSmirnov(ours.map(statistic), theirs.map(statistic)) > 1e-4)
    }
  }

  /// Numbers that are uniform seed uniform draws.
  @Test func uniformNumbersMakeUniformWeights() {
    let hitAndRun = HitAndRun(caps: [0.7, 0.6])
    let stream = RandomStream(seed: 57)
    let firsts = (0..<4000).map { _ in hitAndRun.point(fromUniform: [stream.uniform()])[0] }
    #expect(kolmogorovSmirnov(firsts) { min(max(($0 - 0.4) / 0.3, 0), 1) } > 1e-4)
  }

  /// The test above would see a sampler that clips uniform mixtures at the caps and spreads the rest.
  @Test func aSamplerThatClipsIsCaught() {
    let caps = [0.3, 0.3, 0.4, 0.5, 0.2, 0.25]
    let stream = RandomStream(seed: 56)
    let clipped = (0..<3000).map { _ -> [Double] in
      var point = stream.dirichlet(Array(repeating: 1, count: 6))
      for _ in 0..<50 {
        point = zip(point, caps).map { min($0, $1) }
        let total = point.reduce(0, +)
        point = point.map { $0 / total }
      }
      return point
    }
    let sampler = RejectionSampler(caps: caps)
    let right = (0..<3000).map { _ in sampler.draw(stream) }
    #expect(twoSampleKolmogorovSmirnov(clipped.map { $0[0] }, right.map { $0[0] }) < 1e-9)
  }

  /// The probability that two samples of one distribution differ as much as these do, by the largest
  /// distance of their distribution functions.
  private func twoSampleKolmogorovSmirnov(_ one: [Double], _ other: [Double]) -> Double {
    let (a, b) = (one.sorted(), other.sorted())
    var (i, j, distance) = (0, 0, 0.0)
    while i < a.count, j < b.count {
      let value = min(a[i], b[j])
      while i < a.count, a[i] <= value { i += 1 }
      while j < b.count, b[j] <= value { j += 1 }
      let gap = Double(i) / Double(a.count) - Double(j) / Double(b.count)
      distance = max(distance, abs(gap))
    }
    // As if one sample of the harmonic mean of the sizes were held against a known distribution.
    let effective = Double(a.count * b.count) / Double(a.count + b.count)
    let x = (effective.squareRoot() + 0.12 + 0.11 / effective.squareRoot()) * distance
    guard x > 0.3 else { return 1 }
    let terms = (1...50).map { k in
      (k.isMultiple(of: 2) ? -2 : 2) * exp(-2 * Double(k * k) * x * x)
    }
    return min(max(terms.reduce(0, +), 0), 1)
  }
}
