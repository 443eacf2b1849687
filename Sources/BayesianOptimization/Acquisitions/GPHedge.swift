public import GSLNumerics

/// A portfolio of acquisitions that learns which of them proposes well.
///
/// Follows Hoffman, Brochu and de Freitas (2011) as implemented in scikit-optimize 0.5.2: each member proposes
/// a point, one of the points is drawn by the softmax of the members' gains, and once the model has
/// learnt more each member gains minus the posterior mean at its own proposal (the objective is
/// minimised).
public struct GPHedge: Sendable {
  /// The members.
  public let members: [any Acquisition]

  /// How strongly the gains are followed (η).
  public let rate: Double

  /// What the members proposed and gained so far.
  public internal(set) var record: Record

  /// What the members of a portfolio proposed and gained so far.
  public struct Record: Equatable, Sendable, Codable {
    /// What each member has gained, in the objective's units, `[members]`; larger is better.
    public var gains: [Double]

    /// What each member proposed last, `[members]` points; empty before the first proposals.
    public var proposals: [[Double]]

    /// Creates a record.
    public init(gains: [Double], proposals: [[Double]] = []) {
      self.gains = gains
      self.proposals = proposals
    }
  }

  /// Creates a portfolio without gains; by default scikit-optimize's: expected improvement and
  /// probability of improvement with a margin of 0.01, and the lower confidence bound of 1.96.
  public init(
    members: [any Acquisition] = [
      ExpectedImprovement(margin: 0.01), LowerConfidenceBound(standardDeviations: 1.96),
      ProbabilityOfImprovement(margin: 0.01),
    ],
    rate: Double = 1
  ) {
    precondition(!members.isEmpty, "a member is expected")
    self.members = members
    self.rate = rate
    record = Record(gains: Array(repeating: 0, count: members.count))
  }

  /// What each member has gained so far, in the objective's units, `[members]`; larger is better.
  public var gains: [Double] { record.gains }

  /// The probability that each member's proposal is taken, `[members]`.
  public var probabilities: [Double] {
    softmax(record.gains.map { rate * $0 })
  }

  /// Draws the member whose proposal is taken; one draw.
  public func choose(using stream: RandomStream) -> Int {
    stream.categorical(probabilities)
  }

  /// Learns the posterior means of the objective at the members' last proposals, `[members]`.
  public mutating func learn(posteriorMeans: [Double]) {
    precondition(posteriorMeans.count == members.count, "\(members.count) means are expected")
    for index in posteriorMeans.indices { record.gains[index] -= posteriorMeans[index] }
  }
}
