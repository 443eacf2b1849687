public import GSLNumerics

/// The features that any task uses.
public struct RowSupport: Equatable, Sendable {
  /// The rows that are not all zero.
  public let rows: Set<Int>

  /// Creates a support of rows.
  public init(rows: Set<Int>) {
    self.rows = rows
  }

  /// Finds the support of coefficients, `[features, tasks]`.
  public init(of coefficients: Matrix) {
    self.init(
      rows: Set(
        (0..<coefficients.rows).filter { coefficients.row($0).contains { $0 != 0 } }))
  }

  /// Returns the F1 score against the true support: the harmonic mean of precision and recall, 0 if no row is
  /// shared, 1 if both are empty.
  public func f1(against truth: RowSupport) -> Double {
    let total = rows.count + truth.rows.count
    return total == 0 ? 1 : Double(2 * rows.intersection(truth.rows).count) / Double(total)
  }
}
