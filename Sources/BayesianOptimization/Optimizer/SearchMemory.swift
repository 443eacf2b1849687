/// What an ask leaves to later ones, besides its candidate.
public struct SearchMemory: Equatable, Sendable, Codable {
  /// Where each fit of each encoding of the space ended, in that order, so that the next fits begin there.
  public var parameters: [[Double]]

  /// What the members of a portfolio proposed and gained so far; nil where there is none.
  public var portfolio: GPHedge.Record?

  /// Creates a memory.
  public init(parameters: [[Double]], portfolio: GPHedge.Record? = nil) {
    self.parameters = parameters
    self.portfolio = portfolio
  }
}
