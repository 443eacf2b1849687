/// A point that an optimiser on its own suggested.
public struct AskRecord: Equatable, Sendable {
  /// The number of the ask, from zero.
  public let ask: Int

  /// How many tells came before it.
  public let tells: Int

  /// The point.
  public let point: [Double]

  /// Where the point comes from, such as `design` or `model`.
  public let origin: String

  /// What the model hands on to its next fit, as JSON; empty for nothing.
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
