/// A point that an optimiser wants to be tried.
public struct Candidate: Equatable, Sendable, Codable {
  /// Where a candidate comes from.
  public enum Origin: String, Equatable, Sendable, Codable {
    /// One of the caller's anchors.
    case anchor
    /// The even filling of the space at the beginning.
    case design
    /// The model's advice.
    case model
    /// A random draw, for want of anything learnt.
    case random
  }

  /// The number of the ask, from zero.
  public let id: Int

  /// The point.
  public let point: [Double]

  /// Where the point comes from.
  public let origin: Origin

  /// Creates a candidate, such as one that was written down.
  public init(id: Int, point: [Double], origin: Origin) {
    self.id = id
    self.point = point
    self.origin = origin
  }
}
