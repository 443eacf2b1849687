/// A suggestion of an ask-tell optimiser.
public struct AskRecord: Equatable, Sendable {
  /// The number of the ask, from zero.
  public let ask: Int

  /// The number of tells before it.
  public let tells: Int

  /// The point.
  public let point: [Double]

  /// The source of the point, such as `design` or `model`.
  public let origin: String

  /// The optimiser's memory after the ask, as JSON; empty without.
  public let memory: String

  /// Creates a record.
  public init(ask: Int, tells: Int, point: [Double], origin: String, memory: String) {
    self.ask = ask
    self.tells = tells
    self.point = point
    self.origin = origin
    self.memory = memory
  }
}
