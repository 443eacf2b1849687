/// An error in the description of a search space.
public enum SearchSpaceError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The space has no dimension.
  case noDimensions

  /// The bounds are no finite range of positive width.
  case emptyRange(lower: Double, upper: Double)

  /// The bounds of a logarithmic range are not positive.
  case rangeWithoutLogarithm(lower: Double, upper: Double)

  /// The bounds of an integer range are not whole, or too large to be exact.
  case rangeNotWhole(lower: Double, upper: Double)

  /// There are fewer than two weights.
  case tooFewWeights(count: Int)

  /// The floor is negative, or exceeds the equal weight.
  case impossibleFloor(Double, count: Int)

  /// A floor is negative, or the sum of the floors exceeds one.
  case floorsTooLarge(total: Double)

  /// The number of caps differs from the number of weights.
  case wrongNumberOfCaps(Int, count: Int)

  /// A cap is below the floor of its weight.
  case capBelowFloor(index: Int, cap: Double, floor: Double)

  /// The sum of the caps is below one.
  case capsTooSmall(total: Double)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .noDimensions:
      "there is nothing to search: a space of at least one dimension is expected"
    case .emptyRange(let lower, let upper):
      "the range from \(lower) to \(upper) cannot be searched: finite bounds are expected, the upper "
        + "above the lower; leave out what has only one value"
    case .rangeWithoutLogarithm(let lower, let upper):
      "the logarithmic range from \(lower) to \(upper) cannot be searched: positive bounds are "
        + "expected; a range that reaches zero has to be a real one"
    case .rangeNotWhole(let lower, let upper):
      "the integer range from \(lower) to \(upper) cannot be searched: whole bounds are expected, at "
        + "most 2^52 in size"
    case .tooFewWeights(let count):
      "a mixture of \(count) cannot be searched: at least two weights are expected"
    case .impossibleFloor(let floor, let count):
      "no mixture of \(count) has a floor of \(floor): a floor from 0 to \(1 / Double(count)) is "
        + "expected, for the weights sum to one"
    case .floorsTooLarge(let total):
      "no mixture keeps floors of a sum of \(total): floors of at least 0 and a sum of at most 1 are "
        + "expected, for the weights sum to one; lower a floor"
    case .wrongNumberOfCaps(let caps, let count):
      "\(caps) caps do not fit \(count) weights: one cap for each is expected; 1 caps nothing"
    case .capBelowFloor(let index, let cap, let floor):
      "the cap \(cap) of weight \(index), counted from 0, is below the floor \(floor): a cap of at "
        + "least the floor is expected"
    case .capsTooSmall(let total):
      "no mixture keeps caps of a sum of \(total): a sum of at least 1 is expected, for the weights "
        + "sum to one; raise a cap or add a component"
    }
  }
}
