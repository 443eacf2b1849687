/// Ranges of rows, such as the sentences of a batch with concatenated words.
public struct Segments: Equatable, Sendable {
  /// The first row of each, `[segments]`.
  public let starts: [Int32]

  /// The row after the last of each, `[segments]`.
  public let ends: [Int32]

  /// The number of segments.
  public var count: Int { starts.count }

  /// Creates contiguous segments.
  ///
  /// - Parameter offsets: Segment *s* is the rows `offsets[s]..<offsets[s + 1]`, `[segments + 1]`.
  /// - Precondition: There is an offset.
  public init(offsets: [Int32]) {
    precondition(!offsets.isEmpty, "one offset more than segments is expected")
    starts = Array(offsets.dropLast())
    ends = Array(offsets.dropFirst())
  }

  private init(starts: [Int32], ends: [Int32]) {
    self.starts = starts
    self.ends = ends
  }

  /// Returns these segments in another order, possibly with repetitions.
  public func ordered(_ order: [Int]) -> Segments {
    Segments(starts: order.map { starts[$0] }, ends: order.map { ends[$0] })
  }
}
