public import GSLNumerics

/// The seeded order in which rows are held out, which is the same for every task.
///
/// The rank of a row is a hash of its group, else of its text, else of its file and its number there. So
/// tasks with rows in common hold out the same ones, and rows of one group, or of equal texts, are on one
/// side of every cut. Equal numbers may be on both sides: in many tables, different rows are equal.
public struct SplitOrder: Equatable, Sendable {
  private let seed: UInt64

  /// Creates a random order.
  ///
  /// - Parameter stream: Gives the seed.
  public init(using stream: RandomStream) {
    seed = stream.seed()
  }

  /// Returns the rank of an example; the lowest are held out first.
  ///
  /// - Parameters:
  ///   - example: The example.
  ///   - number: Its number in its task; counts only for numbers of no known row.
  func rank(of example: Example, number: Int) -> UInt64 {
    let unit =
      example.origin?.group ?? RowContent(example)?.whole ?? example.origin?.row
      ?? mixed(UInt64(number))
    return mixed(seed ^ unit)
  }
}

/// Returns the count nearest to a wanted one at which a cut of sorted ranks separates no equal ones.
///
/// Neither side is empty, unless all ranks are equal or the wanted count makes it so.
func cut(_ ranks: [UInt64], near count: Int) -> Int {
  guard count > 0, count < ranks.count else { return min(max(count, 0), ranks.count) }
  var (lower, upper) = (count, count)
  while lower > 0, ranks[lower - 1] == ranks[count] { lower -= 1 }
  while upper < ranks.count, ranks[upper] == ranks[count - 1] { upper += 1 }
  if lower == 0 { return upper == ranks.count ? count : upper }
  if upper == ranks.count { return lower }
  return count - lower < upper - count ? lower : upper
}
