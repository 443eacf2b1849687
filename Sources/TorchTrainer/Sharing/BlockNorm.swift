/// The norm of a row, with one element for each task, in a penalty summed over rows.
public enum BlockNorm: String, CaseIterable, Sendable, Codable {
  /// The Euclidean norm (group lasso): a row is zero for all tasks or for none.
  ///
  /// Follows Obozinski, Taskar and Jordan (2010) <https://doi.org/10.1007/s11222-008-9111-x>.
  case l2

  /// The maximum norm: values up to the largest magnitude of a row have no further cost.
  ///
  /// Follows Quattoni, Carreras, Collins and Darrell (2009) <https://doi.org/10.1145/1553374.1553484>.
  case linf

  /// Returns the norm of a row.
  public func value(of row: [Double]) -> Double {
    switch self {
    case .l2: row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    case .linf: row.reduce(0) { max($0, abs($1)) }
    }
  }

  /// Returns the dual norm of a row: the largest product with a row of norm one.
  public func dual(of row: [Double]) -> Double {
    switch self {
    case .l2: value(of: row)
    case .linf: row.reduce(0) { $0 + abs($1) }
    }
  }

  /// Replaces a row v by its proximal point: the w that minimises ½ ‖w − v‖² + threshold · ‖w‖.
  ///
  /// It is exactly zero if the dual norm of the row is at most the threshold.
  ///
  /// - Precondition: The threshold is not negative.
  public func shrink(_ row: inout [Double], by threshold: Double) {
    precondition(threshold >= 0, "a threshold of at least 0 is expected, got \(threshold)")
    switch self {
    case .l2:
      let norm = value(of: row)
      let kept = norm > threshold ? 1 - threshold / norm : 0
      for index in row.indices { row[index] *= kept }
    case .linf:
      // v minus its projection on the ℓ1 ball is v clipped at the projection's level.
      let level = l1BallLevel(of: row, radius: threshold) ?? 0
      for index in row.indices { row[index] = max(-level, min(row[index], level)) }
    }
  }
}

/// Returns the soft threshold of a vector's projection on the ℓ1 ball.
///
/// Follows Michelot (1986) <https://doi.org/10.1007/BF00938486>: elements that the mean excess would make
/// negative are removed until there are none.
///
/// - Parameters:
///   - vector: The vector.
///   - radius: The radius of the ball, at least zero.
/// - Returns: The threshold; nil for a vector within the ball.
/// - Complexity: O(*n*) for nearly all vectors, O(*n*²) at worst.
func l1BallLevel(of vector: [Double], radius: Double) -> Double? {
  var left = vector.map { abs($0) }
  var sum = left.reduce(0, +)
  guard sum > radius else { return nil }
  while true {
    let level = (sum - radius) / Double(left.count)
    let above = left.filter { $0 > level }
    // With equal elements, rounding may leave none above.
    guard above.count < left.count, !above.isEmpty else { return level }
    left = above
    sum = left.reduce(0, +)
  }
}
