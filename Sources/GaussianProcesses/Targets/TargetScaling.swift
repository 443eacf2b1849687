/// The units in which a process sees its targets.
public enum TargetScaling: Sendable {
  /// The mean is zero and the variance one.
  case standardised
  /// The mean is zero; hyper-parameters are in the targets' own units.
  case centred

  /// Returns the scale of these units for targets.
  public func scale(of targets: [Double]) -> Standardizer {
    let standard = Standardizer(standardising: targets)
    return self == .standardised ? standard : Standardizer(shift: standard.shift, scale: 1)
  }
}
