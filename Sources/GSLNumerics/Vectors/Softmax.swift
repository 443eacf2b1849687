/// Returns the softmax of logarithms without overflow.
///
/// - Precondition: Each is finite.
public func softmax(_ logarithms: [Double]) -> [Double] {
  let largest = logarithms.max() ?? 0
  let exponentials = logarithms.map { exp($0 - largest) }
  let total = exponentials.reduce(0, +)
  return exponentials.map { $0 / total }
}

/// Returns the logarithm of a sum from the logarithms of its two terms, which may be −∞.
public func logSum(_ left: Double, _ right: Double) -> Double {
  let (larger, smaller) = (max(left, right), min(left, right))
  return larger == -.infinity ? larger : larger + log1p(exp(smaller - larger))
}

/// Returns the logarithm of the mean of numbers with the given logarithms; −∞ for none.
public func logMean(_ logarithms: [Double]) -> Double {
  let largest = logarithms.reduce(-.infinity) { max($0, $1) }
  guard largest.isFinite else { return largest }
  let sum = logarithms.reduce(0) { $0 + exp($1 - largest) }
  return largest + log(sum / Double(logarithms.count))
}
