/// The state that later asks depend on, besides the suggestions.
public struct SearchMemory: Equatable, Sendable, Codable {
  /// The MAP hyper-parameters of each fit of each encoding for each part, in that order; the next fits begin there.
  public var parameters: [[Double]]

  /// The gains and proposals of a portfolio; nil without one.
  public var portfolio: GPHedge.Record?

  /// The largest jitter that a model needed so far, in the model's units; nil for none.
  public var jitter: Double?

  /// The fit that later asks may keep; nil for few observations.
  public var fit: Fit?

  /// The points of the next asks, which one model served; nil if it served this ask alone.
  public var proposals: [[Double]]?

  /// A fit of many observations.
  public struct Fit: Equatable, Sendable, Codable {
    /// The number of the likeliest fit of all encodings' fits.
    let view: Int

    /// Its hyper-parameters.
    let values: [Double]

    /// The number of observations.
    let observations: Int
  }

  /// Creates a memory.
  public init(
    parameters: [[Double]], portfolio: GPHedge.Record? = nil, jitter: Double? = nil,
    fit: Fit? = nil, proposals: [[Double]]? = nil
  ) {
    self.parameters = parameters
    self.portfolio = portfolio
    self.jitter = jitter
    self.fit = fit
    self.proposals = proposals
  }
}
