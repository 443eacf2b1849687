import GSLNumerics

/// A power transform of targets about the origin of a scale, in its units.
///
/// The origin and the derivative there are unchanged; exponent one is the identity.
public struct TargetTransform: Equatable, Sendable {
  /// The units of the transform.
  public let scale: Standardizer

  /// The transform of targets in those units.
  public let power: PowerTransform

  /// The identity.
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
