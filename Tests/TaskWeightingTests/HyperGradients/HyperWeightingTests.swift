import NumericalChecks
import TaskWeighting
import Testing

@Suite struct HyperWeightingTests {
  @Test func theSeriesTendsToTheSolution() {
    // H = [[2, 1], [1, 3]], v = (1, -1): H⁻¹ v = (0.8, -0.6).
    let long = neumannSeries(from: [1, -1], terms: 500, scale: 0.2) { v in
      [2 * v[0] + v[1], v[0] + 3 * v[1]]
    }
    #expect(isClose(long.map { $0 * 0.2 }, [0.8, -0.6], relative: 1e-12))
  }

  @Test func threeTermsAreThreeProducts() {
    var products = 0
    let sum = neumannSeries(from: [1], scale: 0.5) { v in
      products += 1
      return v
    }
    #expect(products == 3 && isClose(sum, [1 + 0.5 + 0.25 + 0.125]))
  }

  @Test func aHyperStepEndsEachPeriod() {
    let method = AuxiNash(tasks: 2)
    #expect((0..<100).filter(method.isHyperStep) == [24, 49, 74, 99])
    #expect((0..<3).filter(AutoLambda(tasks: 2).isHyperStep) == [0, 1, 2])
  }

  @Test func auxiLearnFollowsTheResponsesAndStaysAboveZero() throws {
    var method = AuxiLearn(tasks: 3, learningRate: 0.1, weightDecay: 0)
    let step = TaskGradients(losses: [1, 1, 1])
    for _ in 0..<20 {
      try method.hyperStep(at: step, by: FixedResponses(values: [0, 1, -1]))
    }
    #expect(method.lossWeights[0] == 1 && method.lossWeights[1] > 2 && method.lossWeights[2] == 0)
  }

  // w = torch.full((3,), .1, dtype=float64); torch.optim.Adam([w], lr=1e-4) with w.grad = -[3, -2, 0.5], then
  // -[-1, -2, 4], then -[2, 1, 1]
  @Test func autoLambdaTakesAdamsStepsAlongTheResponses() throws {
    var method = AutoLambda(tasks: 3)
    let step = TaskGradients(losses: [1, 1, 1])
    #expect(method.weights(for: step, using: unread) == [0.1, 0.1, 0.1])
    for responses in [[3, -2, 0.5], [-1, -2, 4], [2, 1, 1]] {
      try method.hyperStep(at: step, by: FixedResponses(values: responses))
    }
    #expect(
      isClose(
        method.lossWeights, [0.10020033050554805, 0.09974843466071924, 0.1002591644403568],
        relative: 1e-9))
    // It neither asks for a second derivative nor lets a weight below zero.
    #expect(method.hyperPeriod == 1 && method.seriesTerms == 0)
    for _ in 0..<2000 {
      try method.hyperStep(at: step, by: FixedResponses(values: [1, -1, 1]))
    }
    #expect(method.lossWeights[1] == 0 && method.lossWeights[0] > 0.2)
  }
}
