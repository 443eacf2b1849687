/// Returns by how much the magnitudes of a vector's elements fall when it is projected on the ℓ1 ball.
///
/// Follows Michelot (1986) <https://doi.org/10.1007/BF00938486>: elements that the mean excess would make
/// negative are left out until there are none.
///
/// - Parameters:
///   - vector: The vector.
///   - radius: The radius of the ball, at least zero.
/// - Returns: The level; nil for a vector within the ball, which stays as it is.
/// - Complexity: O(*n*) for nearly all vectors, O(*n*²) at worst.
func l1BallLevel(of vector: [Double], radius: Double) -> Double? {
  var left = vector.map { abs($0) }
  var sum = left.reduce(0, +)
  guard sum > radius else { return nil }
  while true {
    let level = (sum - radius) / Double(left.count)
    let above = left.filter { $0 > level }
    // None are above only where rounding makes them all equal.
    guard above.count < left.count, !above.isEmpty else { return level }
    left = above
    sum = left.reduce(0, +)
  }
}
