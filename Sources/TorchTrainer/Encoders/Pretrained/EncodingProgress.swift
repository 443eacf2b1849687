/// How far the encoding of a trainer's sentences has come.
public struct EncodingProgress: Equatable, Sendable {
  /// The number of sequences encoded, those of earlier runs included.
  public let done: Int

  /// The number of sequences.
  public let total: Int

  /// Creates a progress.
  public init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }
}
