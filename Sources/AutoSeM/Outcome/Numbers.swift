import Foundation

/// A number with a fixed count of decimals, the same in every locale; what rounds to zero has no sign.
package func fixed(_ value: Double, _ decimals: Int = 3) -> String {
  let digits = digits(of: value, decimals)
  return isNegative(value, as: digits) ? "−" + digits : digits
}

/// A number with its sign; what rounds to zero is positive.
package func signed(_ value: Double, _ decimals: Int = 3) -> String {
  let digits = digits(of: value, decimals)
  return (isNegative(value, as: digits) ? "−" : "+") + digits
}

private func digits(of value: Double, _ decimals: Int) -> String {
  String(format: "%.\(decimals)f", locale: Locale(identifier: "en_US_POSIX"), abs(value))
}

private func isNegative(_ value: Double, as digits: String) -> Bool {
  value < 0 && digits.contains { $0 != "0" && $0 != "." }
}
