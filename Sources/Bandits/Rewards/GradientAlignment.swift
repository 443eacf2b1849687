/// Rewards a task whose gradient is aligned with the primary's.
///
/// The cosine of the angle between the two gradients on the shared parameters, in −1...1: positive where a
/// step for the task lowers the primary's loss to first order. Follows the similarity of Du et al. (2018)
/// <https://arxiv.org/abs/1812.02224>, where it weights the loss; its use as a bandit's reward is ours.
public enum GradientAlignment {
  /// Returns the cosine of two gradients, `[parameters]` each; zero if one of them is zero.
  ///
  /// - Precondition: Both have the same number of elements, all finite.
  public static func reward(auxiliary: [Double], primary: [Double]) -> Double {
    precondition(
      auxiliary.count == primary.count,
      "\(primary.count) elements are expected, got \(auxiliary.count)")
    // The scale of a gradient does not matter, and its square need not be a number.
    let (a, b) = (scaled(auxiliary), scaled(primary))
    var (product, left, right) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      (product, left, right) = (product + x * y, left + x * x, right + y * y)
    }
    return reward(product: product, auxiliarySquared: left, primarySquared: right)
  }

  /// Returns the cosine from the inner product of two gradients and their squared lengths, for those who
  /// have them on a device; zero if one of them is zero.
  public static func reward(
    product: Double, auxiliarySquared: Double, primarySquared: Double
  ) -> Double {
    let lengths = auxiliarySquared.squareRoot() * primarySquared.squareRoot()
    return lengths > 0 ? min(max(product / lengths, -1), 1) : 0
  }

  private static func scaled(_ gradient: [Double]) -> [Double] {
    let largest = gradient.reduce(0) { max($0, abs($1)) }
    return largest > 0 ? gradient.map { $0 / largest } : gradient
  }
}
