import BayesianOptimization
import GSLNumerics
import NumericalChecks
import Testing

@Suite struct GPHedgeTests {
  @Test func withoutGainsEveryMemberIsAsLikely() {
    #expect(isClose(GPHedge().probabilities, [1 / 3.0, 1 / 3.0, 1 / 3.0]))
  }

  /// softmax of (−1, −3) and then of (−1 + 2, −3 − 1), worked by hand.
  @Test func aMemberGainsMinusThePosteriorMeanAtItsProposal() {
    var hedge = GPHedge(members: [ExpectedImprovement(), LowerConfidenceBound()])
    hedge.learn(posteriorMeans: [1, 3])
    #expect(hedge.gains == [-1, -3])
    #expect(isClose(hedge.probabilities[0], 1 / (1 + exp(-2))))
    hedge.learn(posteriorMeans: [-2, 1])
    #expect(hedge.gains == [1, -4])
    #expect(isClose(hedge.probabilities[0], 1 / (1 + exp(-5))))
  }

  @Test func membersAreDrawnByTheirProbabilities() {
    var hedge = GPHedge(members: [ExpectedImprovement(), LowerConfidenceBound()])
    hedge.learn(posteriorMeans: [0, 1])
    let stream = RandomStream(seed: 22)
    let n = 5000
    let first = (0..<n).count { _ in hedge.choose(using: stream) == 0 }
    let expected = hedge.probabilities.map { $0 * Double(n) }
    #expect(chiSquare([first, n - first], expected: expected) > 1e-4)
  }

  @Test func largeGainsDoNotOverflow() {
    var hedge = GPHedge()
    hedge.learn(posteriorMeans: [-1e6, 1e6, 0])
    #expect(hedge.probabilities == [1, 0, 0])
  }
}
