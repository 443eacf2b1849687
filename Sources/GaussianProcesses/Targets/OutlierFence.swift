import GSLNumerics

/// A monotone transform that compresses targets far above the others, such as those of diverged runs.
///
/// The identity up to Tukey's fence, above the upper quartile by one and a half interquartile ranges; logarithmic beyond.
/// In a minimisation it matters that such a target is bad, and not how bad: it would make all others nearly equal.
public struct OutlierFence: Equatable, Sendable {
  /// The largest target that is not changed.
  public let edge: Double

  /// The unit of the logarithm: the interquartile range.
  public let width: Double

  /// The logarithm of the largest distance, in widths, that is told from larger ones.
  private static let most = 7.0

  /// Creates the fence of targets; nil for fewer than five, and where the quartiles are equal.
  public init?(of targets: [Double]) {
    guard targets.count >= 5 else { return nil }
    let sorted = targets.sorted()
    let (low, high) = (sorted[(sorted.count - 1) / 4], sorted[(sorted.count - 1) * 3 / 4])
    let width = high - low
    guard width > 0, width.isFinite else { return nil }
    self.width = width
    edge = high + 1.5 * width
  }

  /// Returns each target transformed.
  public func transformed(_ targets: [Double]) -> [Double] {
    targets.map {
      $0 > edge ? edge + width * min(log1p(($0 - edge) / width), Self.most) : $0
    }
  }

  /// Returns the targets that have the given transforms.
  public func restored(_ transforms: [Double]) -> [Double] {
    transforms.map {
      $0 > edge ? edge + width * expm1(min(($0 - edge) / width, Self.most)) : $0
    }
  }
}
