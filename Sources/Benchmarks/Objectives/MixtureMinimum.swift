/// The mixture of the least loss between a floor and caps, found without the optimiser that is measured.
///
/// Projected gradients with Nesterov's momentum, begun anew when the loss rises (O'Donoghue and Candès
/// 2015). The losses are convex: what the linear bound leaves to gain says how far off the end is.
struct MixtureMinimum {
  /// The mixture.
  let weights: [Double]

  /// The loss there.
  let value: Double

  /// The minimum was not reached.
  struct NotFound: Error, CustomStringConvertible {
    let gap: Double

    var description: String { "the minimum of a mixture was missed by up to \(gap)" }
  }

  /// Finds the minimum to within 10⁻¹².
  ///
  /// - Throws: `NotFound`.
  init(of losses: DomainLosses, floor: Double, caps: [Double]) throws {
    let count = caps.count
    var here = projection([Double](repeating: 1 / Double(count), count: count), floor, caps)
    var ahead = here
    var (momentum, stride, best) = (1.0, 1.0, losses.value(at: here))
    for _ in 0..<1_000_000 {
      let (gradient, level) = (losses.gradient(at: ahead), losses.value(at: ahead))
      var next = ahead
      while true {
        next = projection(zip(ahead, gradient).map { $0 - stride * $1 }, floor, caps)
        let step = zip(next, ahead).map { $0 - $1 }
        let bound =
          level + zip(gradient, step).reduce(0) { $0 + $1.0 * $1.1 }
          + step.reduce(0) { $0 + $1 * $1 } / (2 * stride)
        if losses.value(at: next) <= bound + 1e-15 { break }
        stride /= 2
      }
      let value = losses.value(at: next)
      if value > best { momentum = 1 }
      let grown = (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
      let share = value > best ? 0 : (momentum - 1) / grown
      ahead = projection(zip(next, here).map { $0 + share * ($0 - $1) }, floor, caps)
      (here, momentum, best) = (next, grown, value)
      if gap(at: here, losses, floor, caps) < 1e-12 { break }
    }
    let gap = gap(at: here, losses, floor, caps)
    guard gap < 1e-11 else { throw NotFound(gap: gap) }
    (weights, value) = (here, best)
  }
}

/// The most that the loss can be above the minimum: what the tangent plane has to gain.
private func gap(
  at weights: [Double], _ losses: DomainLosses, _ floor: Double, _ caps: [Double]
) -> Double {
  let gradient = losses.gradient(at: weights)
  var left = 1 - floor * Double(caps.count)
  var least = gradient.reduce(0) { $0 + floor * $1 }
  for index in gradient.indices.sorted(by: { gradient[$0] < gradient[$1] }) {
    let gain = min(left, caps[index] - floor)
    least += gain * gradient[index]
    left -= gain
  }
  return zip(gradient, weights).reduce(0) { $0 + $1.0 * $1.1 } - least
}

/// The nearest weights between the floor and the caps that sum to one: all moved by one number, and cut.
private func projection(_ numbers: [Double], _ floor: Double, _ caps: [Double]) -> [Double] {
  func cut(_ shift: Double) -> [Double] {
    zip(numbers, caps).map { min(max($0 + shift, floor), $1) }
  }
  let largest = numbers.reduce(0) { max($0, abs($1)) }
  var (low, high) = (-1 - largest, 1 + largest)
  for _ in 0..<100 {
    let middle = (low + high) / 2
    if cut(middle).reduce(0, +) < 1 { low = middle } else { high = middle }
  }
  return cut(high)
}
