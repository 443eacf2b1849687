/// Coordinate-wise slice sampling from a density known up to a constant.
///
/// Follows Neal (2003), figures 3 and 5 <https://doi.org/10.1214/aos/1056562461>: stepping out
/// and shrinkage. The draws are states of a Markov chain; the widths affect the speed alone.
public struct SliceSampler: Equatable, Sendable {
  /// The approximate width of the density along each coordinate, `[dimension]`, positive.
  public let widths: [Double]

  /// The largest length of an interval, in widths.
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
  ///   - start: The first state, `[dimension]`; the density is positive there.
  ///   - count: The number of states.
  ///   - burnIn: The number of passes over the coordinates before those of the first state.
  ///   - thinning: The number of passes per state, positive.
  ///   - stream: Gives three draws for each coordinate of each pass, and one for each point tried.
  ///   - logDensity: The natural logarithm of the density, up to a constant; −∞ or NaN for zero.
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
      // log(1 − u): 1 − u is never zero.
      let level = height + log1p(-stream.uniform())
      var left = origin - width * stream.uniform()
      var right = left + width
      // A random split of the steps keeps detailed balance.
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
        // The origin is in the slice, so that shrinkage ends.
        if candidate >= level || position == origin {
          height = position == origin ? height : candidate
          break
        }
        if position < origin { left = position } else { right = position }
      }
    }
  }
}
