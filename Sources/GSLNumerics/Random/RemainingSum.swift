/// The sum of independent uniform variates on [0, width], as the distribution of what is left for one
/// more of them when the grand total is one.
///
/// Few variates: the density is a sum of powers over the subsets of the widths (inclusion and
/// exclusion). Many: each variate is tilted by exp(−θ*x*), which changes nothing once the total is
/// given, with θ such that the mean of the grand total is one; the sum's density then is of the order
/// of its height wherever it matters, and its Fourier series, taken over the support so that the
/// trapezoid rule has no error but truncation, has all the digits.
enum RemainingSum: Sendable {
  /// A single variate.
  case one(width: Double)
  /// The sums of all subsets of a few widths with the subsets' signs, the smallest first.
  case few(power: Int, subsets: [Subset])
  case many(FourierSum)

  /// The sum of some of the widths.
  struct Subset: Sendable {
    let sum: Double
    let sign: Double
  }

  /// The sums after each of the elements but the last.
  ///
  /// - Parameter widths: The widths of all elements, ascending.
  static func all(widths: [Double]) -> [RemainingSum] {
    guard widths.count > 1 else { return [] }
    let tilt = meanTilt(widths: widths)
    return (0..<widths.count - 1).map { step in
      let rest = Array(widths[(step + 1)...])
      if rest.count == 1 { return .one(width: rest[0]) }
      if rest.count <= 6, isWellConditioned(rest, after: widths[step]) {
        return .few(power: rest.count, subsets: subsets(of: rest))
      }
      return .many(FourierSum(widths: rest, tilt: tilt))
    }
  }

  /// Returns the value of an element below which it lies with a probability, given what is left for it
  /// and for the sum.
  func element(ofWidth width: Double, left: Double, probability: Double) -> Double {
    switch self {
    case .one(let rest):
      let least = max(left - rest, 0)
      return least + probability * max(min(width, left) - least, 0)
    case .few(let power, let subsets):
      let support = subsets[subsets.count - 1].sum
      let (lower, upper) = (max(left - width, 0), min(left, support))
      let above = Self.powers(power, subsets, at: upper).sum
      let sum = inverse(
        of: probability, from: lower, to: upper, start: upper - probability * (upper - lower)
      ) { sum in
        let (below, slope) = Self.powers(power, subsets, at: sum)
        return (above - below, slope)
      }
      return min(max(left - sum, 0), width)
    case .many(let series):
      let (lower, upper) = (max(left - width, 0), min(left, series.period))
      let share = -expm1(-series.tilt * (upper - lower))
      let start =
        series.tilt * (upper - lower) < 1e-6
        ? probability * (upper - lower) : -log1p(-probability * share) / series.tilt
      let top = series.values(at: upper)
      let sum = inverse(of: probability, from: lower, to: upper, start: upper - start) { sum in
        series.mass(from: sum, to: upper, top: top)
      }
      return min(max(left - sum, 0), width)
    }
  }

  // MARK: - Few variates

  private static func subsets(of widths: [Double]) -> [Subset] {
    var subsets = [Subset(sum: 0, sign: 1)]
    for width in widths {
      subsets += subsets.map { Subset(sum: $0.sum + width, sign: -$0.sign) }
    }
    return subsets.sorted { $0.sum < $1.sum }
  }

  /// The sum of the signed powers, proportional to the distribution function, and its slope.
  private static func powers(
    _ power: Int, _ subsets: [Subset], at sum: Double
  ) -> (sum: Double, slope: Double) {
    var (value, slope) = (0.0, 0.0)
    for subset in subsets {
      let excess = sum - subset.sum
      guard excess > 0 else { break }
      var lower = subset.sign
      for _ in 1..<power { lower *= excess }
      slope += lower
      value += lower * excess
    }
    return (value, slope * Double(power))
  }

  /// Whether the powers leave eleven digits of what one more variate changes: its width and the volume
  /// of the others against the largest power.
  private static func isWellConditioned(_ widths: [Double], after width: Double) -> Bool {
    let support = widths.reduce(0, +)
    let reach = min(support, 1)
    var ratio = width / support
    for (place, width) in widths.enumerated() { ratio *= Double(place + 1) * width / reach }
    return ratio > 1e-5
  }

  // MARK: - The tilt

  /// The θ for which the mean of the sum of tilted variates is one; zero if it is less without.
  private static func meanTilt(widths: [Double]) -> Double {
    func mean(_ tilt: Double) -> Double {
      widths.reduce(0) { $0 + $1 * meanShare(tilt * $1) }
    }
    guard mean(0) > 1 else { return 0 }
    // Each mean is below 1/θ.
    var (low, high) = (0.0, Double(widths.count))
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      if mean(middle) > 1 { low = middle } else { high = middle }
    }
    return high
  }

  /// The mean of a variate on 0...1 with a density proportional to exp(−a*x*).
  private static func meanShare(_ a: Double) -> Double {
    a < 0.05 ? 0.5 - a / 12 + a * a * a / 720 : 1 / a - 1 / expm1(a)
  }
}

/// Returns where the mass above a point is a share of all the mass between two points.
///
/// Newton's method, kept between bounds by bisection.
///
/// - Parameter mass: Returns the mass between a point and the upper end, and the density there.
private func inverse(
  of share: Double, from lower: Double, to upper: Double, start: Double,
  mass: (Double) -> (above: Double, density: Double)
) -> Double {
  guard upper > lower else { return upper }
  let goal = share * mass(lower).above
  var (low, high) = (lower, upper)
  var point = min(max(start, lower), upper)
  for _ in 0..<60 {
    let (above, density) = mass(point)
    let excess = above - goal
    if excess > 0 { low = point } else { high = point }
    let step = excess / density
    // Convergence is quadratic, so that the next step would be below the last digit. Asked before the
    // bounds are, between which rounding may leave no room.
    if abs(step) <= 1e-8 * (upper - lower) { return min(max(point + step, lower), upper) }
    let newton = point + step
    point = newton > low && newton < high ? newton : 0.5 * (low + high)
  }
  return point
}
