extension [Double] {
  /// Returns the weights of a mixture that gives one task a fixed share and divides the rest by these weights.
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
  /// Returns the arm of forced exploration: the first with fewer than `minimumPulls`, the primary before the
  /// others; nil if there is none.
  package func forcedArm(pulls: [Int], primary: Int) -> Int? {
    let order = [primary] + pulls.indices.filter { $0 != primary }
    return order.first { pulls[$0] < minimumPulls }
  }
}
