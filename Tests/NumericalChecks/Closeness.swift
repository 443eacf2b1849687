/// Returns whether two numbers agree to a relative or an absolute tolerance, whichever is wider.
public func isClose(
  _ left: Double, _ right: Double, relative: Double = 1e-12, absolute: Double = 0
) -> Bool {
  left == right || abs(left - right) <= max(absolute, relative * max(abs(left), abs(right)))
}

/// Returns whether two vectors agree, component by component.
public func isClose(
  _ left: [Double], _ right: [Double], relative: Double = 1e-12, absolute: Double = 0
) -> Bool {
  left.count == right.count
    && zip(left, right).allSatisfy { isClose($0, $1, relative: relative, absolute: absolute) }
}
