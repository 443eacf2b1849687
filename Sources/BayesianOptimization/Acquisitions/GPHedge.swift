public import GSLNumerics

/// A portfolio of acquisition functions, weighted by the quality of their proposals.
///
/// Follows Hoffman, Brochu and de Freitas (2011) as implemented in scikit-optimize 0.5.2: each member proposes
/// a point, and one of the points is drawn by the softmax of the members' gains. After the next
/// observation each member gains the negative posterior mean at its proposal.
public struct GPHedge: Sendable {
  /// The members.
  public let members: [any Acquisition]

  /// The rate η of the softmax over gains.
  public let rate: Double

  /// The members' gains and last proposals.
  public internal(set) var record: Record

  /// What the members of a portfolio proposed and gained so far.
  public struct Record: Equatable, Sendable, Codable {
    /// The gain of each member, in the objective's units, `[members]`; larger is better.
    public var gains: [Double]

    /// The last proposal of each member, `[members]` points; empty before the first proposals.
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

  /// The gain of each member, in the objective's units, `[members]`; larger is better.
  public var gains: [Double] { record.gains }

  /// The probability that each member's proposal is taken, `[members]`.
  public var probabilities: [Double] {
    softmax(record.gains.map { rate * $0 })
  }

  /// Draws the member whose proposal is taken; one draw.
  public func choose(using stream: RandomStream) -> Int {
    stream.categorical(probabilities)
  }

  /// Updates the gains from the posterior means at the members' last proposals, `[members]`.
  public mutating func learn(posteriorMeans: [Double]) {
    precondition(posteriorMeans.count == members.count, "\(members.count) means are expected")
    for index in posteriorMeans.indices { record.gains[index] -= posteriorMeans[index] }
  }
}
