/// Returns the slopes of a function at a point by central differences, `[point.count]`.
///
/// The step is the cube root of the machine's precision times the size of the coordinate, which
/// balances rounding and curvature: about ten digits of a smooth function of unit size.
public func centralDifferences(
  at point: [Double], of function: ([Double]) -> Double
) -> [Double] {
  point.indices.map { index in
    let step = 6e-6 * max(1, abs(point[index]))
    var (below, above) = (point, point)
    below[index] -= step
    above[index] += step
    return (function(above) - function(below)) / (above[index] - below[index])
  }
}

/// Returns whether a gradient agrees with central differences, component by component.
public func isGradient(
  _ gradient: [Double], at point: [Double], relative: Double = 1e-6, absolute: Double = 1e-7,
  of function: ([Double]) -> Double
) -> Bool {
  isClose(
    gradient, centralDifferences(at: point, of: function), relative: relative, absolute: absolute)
}
