extension [Double] {
  /// The weights of a mixture that gives one task a share in any case and spreads the rest by these.
  ///
  /// - Parameters:
  ///   - share: The share, in 0...1.
  ///   - place: The task's place among the weights, which sum to one.
  func leaving(_ share: Double, to place: Int) -> [Double] {
    var weights = map { (1 - share) * $0 }
    weights[place] += share
    return weights
  }
}
