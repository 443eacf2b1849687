extension [Double] {
  /// The weights of a mixture that gives one task a share in any case and spreads the rest by these.
  ///
  /// - Parameters:
  ///   - share: The share, in 0...1.
  ///   - index: The index of the task among the weights, which sum to one.
  package func leaving(_ share: Double, to index: Int) -> [Double] {
    var weights = map { (1 - share) * $0 }
    weights[index] += share
    return weights
  }
}

extension SelectionSettings {
  /// The arm that has to be pulled before the bandit chooses again: one with fewer than `minimumPulls`, the
  /// primary before the others; nil if every arm has had its pulls.
  package func armDue(pulls: [Int], primary: Int) -> Int? {
    let order = [primary] + pulls.indices.filter { $0 != primary }
    return order.first { pulls[$0] < minimumPulls }
  }
}
