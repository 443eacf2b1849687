/// Draws from a density that is known but for a constant, coordinate by coordinate.
///
/// Follows Neal (2003), figures 3 and 5 <https://doi.org/10.1214/aos/1056562461>: the slice is found by
/// stepping out and drawn from with shrinkage. Each draw is the next state of a Markov chain; nothing is
/// rejected, and the widths matter for the speed alone.
public struct SliceSampler: Equatable, Sendable {
  /// About how wide the density is along each coordinate, `[dimension]`, positive.
  public let widths: [Double]

  /// The most widths that an interval is made of.
  public let steps: Int

  /// Creates a sampler.
  public init(widths: [Double], steps: Int = 10) {
    precondition(widths.allSatisfy { $0 > 0 }, "positive widths are expected, got \(widths)")
    precondition(steps > 0, "at least one step is expected, got \(steps)")
    self.widths = widths
    self.steps = steps
  }

  /// Returns states of the chain, `[count]` points.
  ///
  /// - Parameters:
  ///   - start: Where the chain begins, `[dimension]`; the density is positive there.
  ///   - count: How many states are returned.
  ///   - burnIn: How many passes over the coordinates come before the first.
  ///   - thinning: How many passes there are from one state to the next, the first included.
  ///   - stream: For each coordinate of each pass three draws and one for each point of an interval
  ///     that is tried.
  ///   - logDensity: The natural logarithm of the density but for a constant. Where it is −∞ or no
  ///     number the chain does not go.
  public func samples(
    from start: [Double], count: Int, burnIn: Int = 0, thinning: Int = 1,
    using stream: RandomStream, logDensity: ([Double]) throws -> Double
  ) rethrows -> [[Double]] {
    precondition(
      start.count == widths.count, "\(widths.count) coordinates are expected, got \(start.count)")
    precondition(thinning > 0, "at least one pass is expected, got \(thinning)")
    var point = start
    var height = try logDensity(start)
    precondition(height.isFinite, "a start with a finite log density is expected, got \(height)")
    for _ in 0..<burnIn { try pass(&point, &height, stream, logDensity) }
    return try (0..<count).map { _ in
      for _ in 0..<thinning { try pass(&point, &height, stream, logDensity) }
      return point
    }
  }

  /// Moves each coordinate once.
  private func pass(
    _ point: inout [Double], _ height: inout Double, _ stream: RandomStream,
    _ logDensity: ([Double]) throws -> Double
  ) rethrows {
    for (coordinate, width) in widths.enumerated() {
      let origin = point[coordinate]
      // Of 1 − u, which is never zero.
      let level = height + log1p(-stream.uniform())
      var left = origin - width * stream.uniform()
      var right = left + width
      // The steps are shared at random, or else the way back would have another probability.
      let toTheLeft = stream.integer(below: steps)
      func heightAt(_ position: Double) throws -> Double {
        point[coordinate] = position
        return try logDensity(point)
      }
      for _ in 0..<toTheLeft {
        guard try heightAt(left) >= level else { break }
        left -= width
      }
      for _ in 0..<(steps - 1 - toTheLeft) {
        guard try heightAt(right) >= level else { break }
        right += width
      }
      while true {
        let position = left + stream.uniform() * (right - left)
        let candidate = try heightAt(position)
        // The origin itself is in the slice, so that the interval cannot close on nothing.
        if candidate >= level || position == origin {
          height = position == origin ? height : candidate
          break
        }
        if position < origin { left = position } else { right = position }
      }
    }
  }
}
