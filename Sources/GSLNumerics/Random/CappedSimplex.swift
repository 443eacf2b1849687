/// The vectors with a given total whose elements lie between zero and a cap each, and uniform ones.
///
/// Uniform numbers become a uniform vector by conditional inversion: the elements are set one after
/// the other, that of the smallest cap first, each by the quantile of what the total leaves it. Given
/// what is left, *s*, the density of an element *x* is that of the sum of all that follow at *s* − *x*;
/// see `RemainingSum`. There is no rejection, and even numbers make an even set of vectors. Ours.
///
/// The distribution is exact to about eleven digits where the caps are of like size. Where the largest
/// are thousands of times the smallest and a kink of the density falls among the smallest, the
/// probabilities are right to about four digits in the worst case.
public struct CappedSimplex: Equatable, Sendable {
  /// The largest value of each element.
  public let caps: [Double]

  /// The sum of the elements.
  public let total: Double

  /// The caps that elements are measured down from if that is shorter, nil if they are measured up
  /// from zero: far above the middle, sums of probabilities lose all digits.
  private let ceilings: [Double]?

  /// The sum of what is measured, the unit of `widths`.
  private let unit: Double

  /// The places of the elements that can vary, those of the smallest cap first.
  private let order: [Int]

  /// How far each of them can go, in that order.
  private let widths: [Double]

  /// The sums that follow each of them but the last.
  private let remaining: [RemainingSum]

  /// Describes the vectors and prepares for drawing them.
  ///
  /// - Precondition: The total and the caps are not negative, and the caps' sum reaches the total.
  /// - Complexity: O(*n*²) elementary functions, some fifty times.
  public init(caps: [Double], total: Double = 1) {
    precondition(
      total >= 0 && total.isFinite && caps.allSatisfy { $0 >= 0 }
        && caps.reduce(0, +) >= total * (1 - 1e-9),
      "caps of a sum of at least \(total) are expected, got \(caps)")
    self.caps = caps
    self.total = total
    let reachable = caps.map { min($0, total) }
    let slack = max(reachable.reduce(0, +) - total, 0)
    ceilings = slack < total ? reachable : nil
    let unit = min(slack, total)
    self.unit = unit
    // What rounding leaves of a single point is no room to draw in.
    guard unit > 1e-13 * total else {
      (order, widths, remaining) = ([], [], [])
      return
    }
    order = reachable.indices.filter { reachable[$0] > 0 }
      .sorted { (reachable[$0], $0) < (reachable[$1], $1) }
    // A cap that cannot bind may as well lie further off, where its kink does no harm.
    widths = order.map { reachable[$0] < unit ? reachable[$0] / unit : 1.5 }
    remaining = RemainingSum.all(widths: widths)
  }

  /// Returns whether two simplices have the same caps and the same total.
  public static func == (left: CappedSimplex, right: CappedSimplex) -> Bool {
    left.caps == right.caps && left.total == right.total
  }

  /// Returns the vector that numbers in 0...1 make; a uniform one if they are uniform.
  ///
  /// - Parameter numbers: One less than there are caps; those of elements that cannot vary are not used.
  public func point(fromUniform numbers: [Double]) -> [Double] {
    precondition(
      numbers.count == caps.count - 1,
      "\(caps.count - 1) numbers are expected, got \(numbers.count)")
    var measured = [Double](repeating: 0, count: caps.count)
    var left = 1.0
    for (step, sum) in remaining.enumerated() {
      let element = sum.element(ofWidth: widths[step], left: left, probability: numbers[step])
      measured[order[step]] = element * unit
      left = max(left - element, 0)
    }
    if let last = order.last { measured[last] = left * unit }
    guard let ceilings else { return zip(measured, caps).map { min($0, $1) } }
    return zip(measured, ceilings).map { max($1 - $0, 0) }
  }
}
