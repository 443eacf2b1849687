public import GSLNumerics

/// A portfolio of acquisitions that learns which of them proposes well.
///
/// Follows Hoffman, Brochu and de Freitas (2011) as scikit-optimize 0.5.2 has it: each member proposes
/// a point, one of the points is drawn by the softmax of the members' gains, and once the model has
/// learnt more each member gains minus the posterior mean at its own proposal (the objective is
/// minimised).
public struct GPHedge: Sendable {
  /// The members.
  public let members: [any Acquisition]

  /// How strongly the gains are followed (η).
  public let rate: Double

  /// What each member has gained so far, in the objective's units, `[members]`; larger is better.
  public private(set) var gains: [Double]

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
    gains = Array(repeating: 0, count: members.count)
  }

  /// The probability that each member's proposal is taken, `[members]`.
  public var probabilities: [Double] {
    let largest = gains.max() ?? 0
    let powers = gains.map { exp(rate * ($0 - largest)) }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }

  /// Draws the member whose proposal is taken; one draw.
  public func choose(using stream: RandomStream) -> Int {
    stream.categorical(probabilities)
  }

  /// Learns the posterior means of the objective at the members' last proposals, `[members]`.
  public mutating func learn(posteriorMeans: [Double]) {
    precondition(posteriorMeans.count == members.count, "\(members.count) means are expected")
    for index in gains.indices { gains[index] -= posteriorMeans[index] }
  }
}
