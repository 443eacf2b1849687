/// Returns a number for a reader, with so many decimals and the minus sign; a dash for one that is not finite.
///
/// The same in every locale. What rounds to zero has no sign.
public func decimal(_ value: Double, _ places: Int = 3) -> String {
  value.isFinite ? digits(value, places, minus: "−") : "–"
}

/// Returns a coordinate of a drawing, to a tenth.
///
/// - Precondition: The coordinate is finite.
func coordinate(_ value: Double) -> String {
  precondition(value.isFinite, "a finite coordinate is expected, got \(value)")
  let text = digits(value, 1, minus: "-")
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

private func digits(_ value: Double, _ places: Int, minus: String) -> String {
  let unit = power(of: 10, places)
  let scaled = (value.magnitude * unit).rounded(.toNearestOrEven)
  // Beyond that a Double has no decimals.
  guard scaled < 9e15 else { return "\(value)".replacingMinus(by: minus) }
  let number = UInt64(scaled)
  let (whole, rest) = number.quotientAndRemainder(dividingBy: UInt64(unit))
  let sign = value < 0 && number > 0 ? minus : ""
  guard places > 0 else { return sign + "\(whole)" }
  let decimals = "\(rest)"
  return sign + "\(whole)." + String(repeating: "0", count: places - decimals.count) + decimals
}

/// Returns a power with a whole exponent.
func power(of base: Double, _ exponent: Int) -> Double {
  (0..<abs(exponent)).reduce(1) { result, _ in exponent < 0 ? result / base : result * base }
}

extension String {
  fileprivate func replacingMinus(by minus: String) -> String {
    hasPrefix("-") ? minus + dropFirst() : self
  }
}
