/// The affine map from values to positions in a drawing.
public struct LinearScale: Equatable, Sendable {
  /// The values.
  let domain: ClosedRange<Double>

  /// The position of the least value.
  let start: Double

  /// The position of the largest value.
  let end: Double

  /// Creates a scale.
  ///
  /// - Precondition: The values have a positive and finite extent.
  init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    let extent = domain.upperBound - domain.lowerBound
    precondition(extent > 0 && extent.isFinite, "an extent is expected, got \(domain)")
    self.domain = domain
    self.start = start
    self.end = end
  }

  /// Returns the position of a value.
  func callAsFunction(_ value: Double) -> Double {
    let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    return start + share * (end - start)
  }

  /// Returns the position of a value, or of the end of the scale that is nearer to it.
  func clamped(_ value: Double) -> Double {
    self(min(max(value, domain.lowerBound), domain.upperBound))
  }

  // MARK: - Ticks

  /// The round values of the axis, about five.
  var ticks: [Double] {
    let step = step
    let first = (domain.lowerBound / step).rounded(.up)
    let last = (domain.upperBound / step).rounded(.down)
    guard first <= last else { return [] }
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// The labels of the ticks, with as many decimals as the step needs.
  var tickLabels: [String] {
    var places = 0
    while places < 12, step < 0.999 * power(of: 10, -places) { places += 1 }
    return ticks.map { decimal($0, places) }
  }

  /// One, two or five times a power of ten.
  private var step: Double {
    let rough = (domain.upperBound - domain.lowerBound) / 6
    var unit = 1.0
    while unit > rough { unit /= 10 }
    while unit * 10 <= rough { unit *= 10 }
    return [1.0, 2, 5, 10].map { $0 * unit }.first { $0 >= rough } ?? unit
  }
}

extension ClosedRange<Double> {
  /// The range of values, a little wider; zero to one without any.
  ///
  /// - Parameters:
  ///   - values: The values, of which those that cannot be drawn are left out.
  ///   - margin: The share of their extent that is added at each end; a single value has a margin anyway.
  static func around(_ values: [Double], margin share: Double = 0.05) -> Self {
    let drawable = values.filter(\.isDrawable)
    guard let least = drawable.min(), let largest = drawable.max() else { return 0...1 }
    let extent = largest - least
    let isOne = extent <= 1e-9 * Swift.max(least.magnitude, largest.magnitude)
    let margin = isOne ? (largest == 0 ? 0.5 : largest.magnitude / 10) : extent * share
    return least - margin...largest + margin
  }
}

extension Double {
  /// Whether a value is finite, and so are the differences of such values.
  var isDrawable: Bool { magnitude < 1e100 }
}
