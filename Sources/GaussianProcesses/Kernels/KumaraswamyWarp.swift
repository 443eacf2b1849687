public import GSLNumerics

/// A monotone map of each coordinate of the unit cube to itself, which stretches where a function varies
/// fast and squeezes where it is flat.
///
/// w(x) = 1 − (1 − xᵃ)ᵇ with shapes a and b of each coordinate's own. The idea follows Snoek et al.
/// (2014) <https://arxiv.org/abs/1402.0929>; differs in the distribution function, which is
/// Kumaraswamy's in place of the beta distribution's, as in BoTorch's `Warp`. Coordinates are moved to
/// 10⁻⁹ from the ends before, where the slopes are finite for all shapes.
public struct KumaraswamyWarp: Equatable, Sendable {
  /// The shape a of each coordinate, `[dimension]`, positive: above one it stretches the upper end.
  public var a: [Double]

  /// The shape b of each coordinate, `[dimension]`, positive: above one it stretches the lower end.
  public var b: [Double]

  /// Creates a warp from its shapes.
  public init(a: [Double], b: [Double]) {
    precondition(a.count == b.count, "\(a.count) shapes b are expected, got \(b.count)")
    precondition((a + b).allSatisfy { $0 > 0 }, "positive shapes are expected, got \(a) and \(b)")
    (self.a, self.b) = (a, b)
  }

  /// Creates the warp that changes nothing.
  public init(dimension: Int) {
    self.init(
      a: Array(repeating: 1, count: dimension), b: Array(repeating: 1, count: dimension))
  }

  /// The natural logarithms of the shapes a, then those of the shapes b, `[2 × dimension]`.
  public var logParameters: [Double] {
    get { (a + b).map { log($0) } }
    set {
      let d = a.count
      precondition(newValue.count == 2 * d, "\(2 * d) parameters expected, got \(newValue.count)")
      a = newValue.prefix(d).map { exp($0) }
      b = newValue.suffix(d).map { exp($0) }
    }
  }

  /// Returns each row warped, `[rows, dimension]`.
  public func warped(_ inputs: Matrix) -> Matrix {
    mapped(inputs) { coordinate, column in
      let (_, logRest) = logarithms(coordinate, column)
      return -expm1(b[column] * logRest)
    }
  }

  /// Returns the derivative of each warped coordinate with respect to its own, `[rows, dimension]`;
  /// beyond the ends that at the end.
  public func inputSlopes(_ inputs: Matrix) -> Matrix {
    mapped(inputs) { coordinate, column in
      let (a, b) = (a[column], b[column])
      let (logCoordinate, logRest) = logarithms(coordinate, column)
      return a * b * exp((a - 1) * logCoordinate + (b - 1) * logRest)
    }
  }

  /// Returns the derivatives of each warped coordinate with respect to the logarithms of its shapes,
  /// `[rows, dimension]` each.
  public func parameterSlopes(_ inputs: Matrix) -> (a: Matrix, b: Matrix) {
    (
      mapped(inputs) { coordinate, column in
        let (a, b) = (a[column], b[column])
        let (logCoordinate, logRest) = logarithms(coordinate, column)
        return a * b * logCoordinate * exp(a * logCoordinate + (b - 1) * logRest)
      },
      mapped(inputs) { coordinate, column in
        let (_, logRest) = logarithms(coordinate, column)
        return -b[column] * logRest * exp(b[column] * logRest)
      }
    )
  }

  /// The logarithms of x and of 1 − xᵃ.
  private func logarithms(_ x: Double, _ column: Int) -> (Double, Double) {
    let logX = log(min(max(x, 1e-9), 1 - 1e-9))
    let logPower = a[column] * logX
    // Each of the two loses digits where the other does not.
    return (logX, logPower < -0.7 ? log1p(-exp(logPower)) : log(-expm1(logPower)))
  }

  private func mapped(_ inputs: Matrix, _ map: (Double, Int) -> Double) -> Matrix {
    let d = a.count
    precondition(inputs.columns == d, "\(d) coordinates are expected, got \(inputs.columns)")
    var result = inputs
    for row in 0..<inputs.rows {
      for column in 0..<d { result[row, column] = map(inputs[row, column], column) }
    }
    return result
  }
}
