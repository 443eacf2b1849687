/// Counts of whole-number ratios, at least two of whose numbers are not zero.
enum RatioCount {
  /// The number of ratios within bounds, nil if it is beyond the largest integer.
  static func ofAll(upperBounds: [Int]) -> Int? {
    vectors(upperBounds).map { $0 - upperBounds.reduce(0, +) }
  }

  /// The number of ratios within bounds without a common divisor, that is, of distinct ones; nil if it
  /// is beyond the largest integer or takes too long to count.
  ///
  /// Möbius inversion: of all vectors but zero, those with a divisor *d* are the vectors within the
  /// bounds divided by *d*.
  static func ofReduced(upperBounds: [Int]) -> Int? {
    let largest = upperBounds.max() ?? 0
    guard largest <= 100_000, vectors(upperBounds) != nil else { return nil }
    var total = 0
    for (divisor, sign) in moebius(upTo: largest) where sign != 0 {
      // Fewer than there are within the whole bounds, so that nothing overflows.
      total += sign * (vectors(upperBounds.map { $0 / divisor }) ?? 0)
    }
    return total - upperBounds.count { $0 > 0 }
  }

  /// How many vectors within bounds make a ratio of at least two tasks with those there are already.
  ///
  /// Relative to each other, so that the largest matter.
  static func completions(_ bounds: ArraySlice<Int>, tasks: Int) -> Double {
    let all = bounds.reduce(1.0) { $0 * Double($1 + 1) }
    switch tasks {
    case 0: return all - 1 - bounds.reduce(0.0) { $0 + Double($1) }
    case 1: return all - 1
    default: return all
    }
  }

  /// The number of vectors within bounds but zero.
  private static func vectors(_ upperBounds: [Int]) -> Int? {
    var product = 1
    for bound in upperBounds {
      let (value, overflow) = product.multipliedReportingOverflow(by: bound + 1)
      guard !overflow else { return nil }
      product = value
    }
    return product - 1
  }

  /// The Möbius function of the numbers from one on: zero if a square divides the number, otherwise
  /// even or odd as the number of its prime factors.
  private static func moebius(upTo last: Int) -> [(number: Int, sign: Int)] {
    var signs = [Int](repeating: 0, count: last + 1)
    signs[1] = 1
    for number in 1...last where signs[number] != 0 {
      // The sum over the divisors of a number above one is zero.
      for multiple in stride(from: 2 * number, through: last, by: number) {
        signs[multiple] -= signs[number]
      }
    }
    return (1...last).map { ($0, signs[$0]) }
  }
}
