extension [Double] {
  /// Returns the weights of a mixture that gives one task a fixed share and divides the rest by these weights.
  ///
  /// - Parameters:
  ///   - share: The share, in 0...1.
  ///   - index: The index of the task among the weights, which sum to one.
  package func leaving(_ share: Double, to index: Int) -> [Double] {
    leaving(share, to: indices.map { $0 == index ? 1 : 0 })
  }

  /// Returns the weights of a mixture of which a fixed share is that of other weights, and the rest that of these.
  ///
  /// - Parameters:
  ///   - share: The share, in 0...1.
  ///   - fixed: The other weights, which sum to one as these do.
  package func leaving(_ share: Double, to fixed: [Double]) -> [Double] {
    zip(self, fixed).map { (1 - share) * $0 + share * $1 }
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
