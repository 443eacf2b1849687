/// The units in which targets are transformed by a power.
///
/// The power of Yeo and Johnson's transform acts on what is large in these units, and changes little of what
/// is small.
public enum TransformUnits: CaseIterable, Sendable {
  /// Mean zero and variance one.
  case standard

  /// The least target zero and the lower quartile one: where a few large targets hold most of the variance,
  /// these tell the low ones apart, among which a minimum is sought.
  case lowerQuartile

  /// Returns the scale that gives targets these units.
  ///
  /// The lower quartile is the target that a quarter of the others are not above; where that is the least one,
  /// the units are standard.
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
