import GSLNumerics

/// A monotone transform of targets: a fence against outliers, then a power transform about the origin of a scale, in
/// its units.
///
/// The origin and the derivative there are unchanged by the power; exponent one is the identity. Outside of a range the
/// power continues along its tangents, so that every transform belongs to a finite target.
public struct TargetTransform: Equatable, Sendable {
  /// The units of the power transform.
  public let scale: Standardizer

  /// The power transform of targets in those units.
  public let power: PowerTransform

  /// The targets in those units between which the power applies.
  public let range: ClosedRange<Double>

  /// The fence; nil for none.
  public let fence: OutlierFence?

  /// The identity.
  public static let identity = TargetTransform(scale: .identity, power: .identity)

  /// Creates a transform.
  public init(
    scale: Standardizer, power: PowerTransform,
    range: ClosedRange<Double> = -.greatestFiniteMagnitude ... .greatestFiniteMagnitude,
    fence: OutlierFence? = nil
  ) {
    self.scale = scale
    self.power = power
    self.range = range
    self.fence = fence
  }

  /// Creates the transform of some targets, whose range is theirs and as much on either side.
  init(scale: Standardizer, power: PowerTransform, of targets: [Double]) {
    let units = targets.map(scale.standardised)
    let (low, high) = (units.min() ?? 0, units.max() ?? 0)
    let width = high - low
    self.init(scale: scale, power: power, range: (low - width)...(high + width))
  }

  /// Returns the transform behind a fence.
  func fenced(by fence: OutlierFence?) -> TargetTransform {
    TargetTransform(scale: scale, power: power, range: range, fence: fence)
  }

  /// Returns each target transformed.
  public func transformed(_ targets: [Double]) -> [Double] {
    let targets = fence?.transformed(targets) ?? targets
    guard power != .identity else { return targets }
    let units = targets.map(scale.standardised)
    let inside = units.map { min(max($0, range.lowerBound), range.upperBound) }
    let transforms = zip(power.transformed(inside), power.logJacobians(inside))
    return zip(zip(units, inside), transforms).map { place, end in
      scale.shift + scale.scale * (end.0 + exp(end.1) * (place.0 - place.1))
    }
  }

  /// Returns the targets that have the given transforms.
  public func restored(_ transforms: [Double]) -> [Double] {
    guard power != .identity else { return fence?.restored(transforms) ?? transforms }
    let bounds = [range.lowerBound, range.upperBound]
    let (ends, slopes) = (power.transformed(bounds), power.logJacobians(bounds))
    let units = transforms.map(scale.standardised)
    let inside = power.restored(units.map { min(max($0, ends[0]), ends[1]) })
    let targets = zip(units, inside).map { unit, target in
      let beyond =
        unit > ends[1]
        ? (unit - ends[1]) * exp(-slopes[1]) : min(unit - ends[0], 0) * exp(-slopes[0])
      return scale.shift + scale.scale * (target + beyond)
    }
    return fence?.restored(targets) ?? targets
  }
}
