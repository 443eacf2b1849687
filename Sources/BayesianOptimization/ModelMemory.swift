/// Where the fits of a model ended, so that the next fits begin there.
public struct ModelMemory: Equatable, Sendable, Codable {
  /// The parameters of each fit of each view of the space, in that order; empty before the first.
  public var parameters: [[Double]]

  /// Creates a memory, of nothing unless told otherwise.
  public init(parameters: [[Double]] = []) {
    self.parameters = parameters
  }
}
