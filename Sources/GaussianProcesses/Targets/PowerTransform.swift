import GSLNumerics

/// The power transform of Yeo and Johnson, which makes skewed targets more normal.
///
/// Follows Yeo and Johnson (2000), equation 2.1 <https://doi.org/10.1093/biomet/87.4.954>, written with
/// L = log(1 + |y|): the value is (e^μL − 1)/μ with μ = λ for y ≥ 0, and minus that with μ = 2 − λ for
/// y < 0. Smooth in the exponent λ, also where the paper changes to a logarithm, and once continuously
/// differentiable at y = 0. Strictly increasing; the identity for λ = 1.
///
/// Meant for standardised targets: the exponent has no effect on targets much smaller than one.
public struct PowerTransform: Equatable, Sendable {
  /// The exponent λ, of any sign: below one it compresses large targets, above one low ones.
  public var exponent: Double

  /// The identity.
  public static let identity = PowerTransform(exponent: 1)

  /// Creates a transform.
  public init(exponent: Double) {
    precondition(exponent.isFinite, "a finite exponent is expected, got \(exponent)")
    self.exponent = exponent
  }

  /// Returns each target transformed.
  public func transformed(_ targets: [Double]) -> [Double] {
    targets.map { target in
      let (sign, power, length) = parts(target)
      return sign * length * meanExponential(power * length)
    }
  }

  /// Returns the targets that have the given transforms.
  ///
  /// The transforms of a negative exponent are below −1/λ, of one above two above −1/(λ − 2); values beyond
  /// give an infinite target.
  public func restored(_ transforms: [Double]) -> [Double] {
    transforms.map { transform in
      let (sign, power, _) = parts(transform)
      let size = abs(transform)
      // The first is the limit of the second.
      let length =
        abs(power * size) < 1e-300 ? size : log1p(max(power * size, -1)) / power
      return sign * expm1(length)
    }
  }

  /// Returns the natural logarithm of the derivative of each transform with respect to its target.
  public func logJacobians(_ targets: [Double]) -> [Double] {
    targets.map { (exponent - 1) * parts($0).sign * parts($0).length }
  }

  /// Returns the derivatives with respect to the exponent, of each transform and of each logarithm of
  /// its Jacobian.
  public func exponentSlopes(
    _ targets: [Double]
  ) -> (transforms: [Double], logJacobians: [Double]) {
    let parts = targets.map(parts)
    return (
      parts.map { $0.length * $0.length * meanExponentialSlope($0.power * $0.length) },
      parts.map { $0.sign * $0.length }
    )
  }

  private func parts(_ target: Double) -> (sign: Double, power: Double, length: Double) {
    target >= 0
      ? (1, exponent, log1p(target))
      : (-1, 2 - exponent, log1p(-target))
  }
}

/// The mean of eˣ over x from 0 to t: (eᵗ − 1)/t.
private func meanExponential(_ t: Double) -> Double {
  t == 0 ? 1 : expm1(t) / t
}

/// The derivative of the mean: (t eᵗ − eᵗ + 1)/t², by its series near zero to avoid cancellation.
private func meanExponentialSlope(_ t: Double) -> Double {
  guard abs(t) < 0.5 else {
    return ((t - 1) * exp(t) + 1) / t / t
  }
  // Σ tᵐ (m + 1)/(m + 2)!
  var (sum, power) = (0.0, 0.5)
  for m in 0..<16 {
    sum += power * Double(m + 1)
    power *= t / Double(m + 3)
  }
  return sum
}
