/// The state that later asks depend on, besides the suggestions.
public struct SearchMemory: Equatable, Sendable, Codable {
  /// The MAP hyper-parameters of each fit of each encoding, in that order; the next fits begin there.
  public var parameters: [[Double]]

  /// The gains and proposals of a portfolio; nil without one.
  public var portfolio: GPHedge.Record?

  /// The largest jitter that a model needed so far, in the model's units; nil for none.
  public var jitter: Double?

  /// Creates a memory.
  public init(
    parameters: [[Double]], portfolio: GPHedge.Record? = nil, jitter: Double? = nil
  ) {
    self.parameters = parameters
    self.portfolio = portfolio
    self.jitter = jitter
  }
}
