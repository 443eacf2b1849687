/// The units of a power transform of targets.
///
/// Yeo and Johnson's transform changes targets that are large in these units, and hardly those that are
/// small.
public enum TransformUnits: CaseIterable, Sendable {
  /// The mean is zero and the variance one.
  case standard

  /// The least target is zero and the lower quartile one, which resolves low targets where a few large ones
  /// have most of the variance.
  case lowerQuartile

  /// Returns the scale of these units for targets.
  ///
  /// The units are standard where the lower quartile equals the least target.
  public func scale(of targets: [Double]) -> Standardizer {
    switch self {
    case .standard: return Standardizer(standardising: targets)
    case .lowerQuartile:
      let sorted = targets.sorted()
      let quartile = sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 4]
      let width = quartile - (sorted.first ?? 0)
      guard width > 0, width.isFinite else { return Standardizer(standardising: targets) }
      return Standardizer(shift: sorted[0], scale: width)
    }
  }
}
