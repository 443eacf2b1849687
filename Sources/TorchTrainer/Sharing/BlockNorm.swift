/// How the elements of a row, one for each task, are measured by a penalty that is summed over the rows.
public enum BlockNorm: String, CaseIterable, Sendable, Codable {
  /// The Euclidean length: a row is taken by all tasks or by none, each with any value (group lasso).
  ///
  /// Follows Obozinski, Taskar and Jordan (2010) <https://doi.org/10.1007/s11222-008-9111-x>.
  case l2

  /// The largest magnitude: once one task has a value, the others may have as large ones for nothing.
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

  /// Returns the largest product of a row with another of norm one.
  public func dual(of row: [Double]) -> Double {
    switch self {
    case .l2: value(of: row)
    case .linf: row.reduce(0) { $0 + abs($1) }
    }
  }

  /// Replaces a row v by the w that minimises ½ ‖w − v‖² + threshold · ‖w‖, its norm being this one.
  ///
  /// Exactly zero where the dual norm of the row is at most the threshold.
  ///
  /// - Precondition: The threshold is not negative.
  public func shrink(_ row: inout [Double], by threshold: Double) {
    precondition(threshold >= 0, "a threshold of at least 0 is expected, got \(threshold)")
    switch self {
    case .l2:
      let norm = value(of: row)
      let kept = norm > threshold ? 1 - threshold / norm : 0
      for place in row.indices { row[place] *= kept }
    case .linf:
      // What is left of v without its projection on the ball is v cut off at the projection's level.
      let level = l1BallLevel(of: row, radius: threshold) ?? 0
      for place in row.indices { row[place] = max(-level, min(row[place], level)) }
    }
  }
}
