extension SelectionSettings {
  /// The arm that has to be pulled before the bandit chooses again: one with fewer than `minimumPulls`, the
  /// primary before the others; nil if every arm has had its pulls.
  func armDue(pulls: [Int], primary: Int) -> Int? {
    let order = [primary] + pulls.indices.filter { $0 != primary }
    return order.first { pulls[$0] < minimumPulls }
  }
}
