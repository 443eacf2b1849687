import GSLNumerics

/// A power transform of targets about the origin of a scale, in its units.
///
/// The identity where the exponent is one; with any other the origin stays where it is, and so do the units
/// there.
public struct TargetTransform: Equatable, Sendable {
  /// The units in which the transform is made.
  public let scale: Standardizer

  /// The transform of targets in those units.
  public let power: PowerTransform

  /// The transform that changes nothing.
  public static let identity = TargetTransform(scale: .identity, power: .identity)

  /// Creates a transform.
  public init(scale: Standardizer, power: PowerTransform) {
    self.scale = scale
    self.power = power
  }

  /// Returns each target transformed.
  public func transformed(_ targets: [Double]) -> [Double] {
    guard power != .identity else { return targets }
    return power.transformed(targets.map(scale.standardised)).map { scale.shift + scale.scale * $0 }
  }

  /// Returns the targets that have the given transforms.
  public func restored(_ transforms: [Double]) -> [Double] {
    guard power != .identity else { return transforms }
    return power.restored(transforms.map(scale.standardised)).map { scale.shift + scale.scale * $0 }
  }
}
