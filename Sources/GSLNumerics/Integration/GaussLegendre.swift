import CGSL

/// Gauss–Legendre quadrature of smooth functions over short intervals.
public struct GaussLegendre: Equatable, Sendable {
  /// The nodes on [−1, 1], ascending, and their weights.
  private let nodes: [(abscissa: Double, weight: Double)]

  /// Creates the rule of a number of points, exact for polynomials of a degree below twice that number.
  ///
  /// - Precondition: The number of points is positive.
  public init(points: Int) {
    precondition(points > 0, "a positive number of points is expected, got \(points)")
    let table = allocate("gsl_integration_glfixed_table_alloc") {
      gsl_integration_glfixed_table_alloc(points)
    }
    defer { gsl_integration_glfixed_table_free(table) }
    nodes = (0..<points).map { index in
      var (abscissa, weight) = (0.0, 0.0)
      gsl_integration_glfixed_point(-1, 1, index, &abscissa, &weight, table)
      return (abscissa, weight)
    }
  }

  /// Returns the rule's points on an interval, ascending, with their weights.
  public func points(
    from lower: Double, to upper: Double
  ) -> [(abscissa: Double, weight: Double)] {
    let (middle, half) = ((lower + upper) / 2, (upper - lower) / 2)
    return nodes.map { (middle + half * $0.abscissa, half * $0.weight) }
  }

  /// Returns whether two rules have the same number of points.
  public static func == (left: GaussLegendre, right: GaussLegendre) -> Bool {
    left.nodes.count == right.nodes.count
  }
}
