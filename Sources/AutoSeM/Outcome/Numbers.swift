import Foundation

/// A number with a fixed count of decimals, the same in every locale.
package func fixed(_ value: Double, _ decimals: Int = 3) -> String {
  String(format: "%.\(decimals)f", locale: Locale(identifier: "en_US_POSIX"), value)
}

/// A number with its sign; what rounds to zero is positive.
package func signed(_ value: Double, _ decimals: Int = 3) -> String {
  let digits = fixed(abs(value), decimals)
  return (value < 0 && digits.contains { $0 != "0" && $0 != "." } ? "−" : "+") + digits
}
