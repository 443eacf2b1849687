/// The shift and the scale that give targets mean zero and variance one.
public struct Standardizer: Equatable, Sendable {
  /// The value subtracted from a target.
  public let shift: Double

  /// The divisor of the rest, positive.
  public let scale: Double

  /// The identity.
  public static let identity = Standardizer(shift: 0, scale: 1)

  /// Creates a scale.
  public init(shift: Double, scale: Double) {
    precondition(scale > 0, "a positive scale is expected, got \(scale)")
    self.shift = shift
    self.scale = scale
  }

  /// Creates the scale that standardises targets; constant targets are only shifted.
  public init(standardising targets: [Double]) {
    let n = Double(max(targets.count, 1))
    // The sum of finite targets may overflow.
    let mean = targets.reduce(0) { $0 + $1 / n }
    let largest = targets.reduce(0) { max($0, abs($1 - mean)) }
    guard largest > 0, largest.isFinite, mean.isFinite else {
      self.init(shift: mean.isFinite ? mean : 0, scale: 1)
      return
    }
    let squares = targets.reduce(0) { $0 + ($1 - mean) / largest * (($1 - mean) / largest) }
    self.init(shift: mean, scale: largest * (squares / n).squareRoot())
  }

  /// Returns a target in standard units.
  public func standardised(_ target: Double) -> Double { (target - shift) / scale }
}
