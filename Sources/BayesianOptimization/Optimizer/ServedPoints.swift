/// The points of the next asks, which one model served.
struct ServedPoints {
  /// The points, in the order of the asks.
  private(set) var points: [[Double]] = []

  /// The number of observations from which on the points are out of date.
  private var end = 0

  /// Keeps none.
  init() {}

  /// Keeps points for the asks to come.
  ///
  /// Asked for as workers become free, each follows a result. Twice as many results mean that a round has ended.
  ///
  /// - Parameters:
  ///   - points: The points.
  ///   - observations: The number of observations that the model knew.
  init(_ points: [[Double]], after observations: Int) {
    self.points = points
    end = observations + 2 * (points.count + 1)
  }

  /// Takes the next point that is allowed; nil if there is none, or all are out of date.
  mutating func next(
    after observations: Int, where isAllowed: ([Double]) -> Bool
  ) -> [Double]? {
    if observations >= end { points = [] }
    while !points.isEmpty {
      let point = points.removeFirst()
      if isAllowed(point) { return point }
    }
    return nil
  }
}
