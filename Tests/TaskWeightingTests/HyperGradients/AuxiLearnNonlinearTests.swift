import GSLNumerics
import NumericalChecks
import Testing

@testable import TaskWeighting

@Suite struct AuxiLearnNonlinearTests {
  private let losses = [0.7, 1.3, 0.2]

  /// A method whose network has drawn parameters, away from zero.
  private func method(learningRate: Double = 5e-3) -> AuxiLearnNonlinear {
    var method = AuxiLearnNonlinear(tasks: 3, learningRate: learningRate, weightDecay: 0)
    let stream = RandomStreams(seed: 1).stream("parameters")
    method.network.parameters = method.network.parameters.map { _ in 0.2 + stream.uniform() }
    return method
  }

  private func weights(_ method: AuxiLearnNonlinear, at losses: [Double]) -> [Double] {
    method.weights(for: TaskGradients(losses: losses), using: unread)
  }

  @Test func theWeightsAreTheSlopesOfTheCombinedLoss() {
    let method = method()
    #expect(isGradient(weights(method, at: losses), at: losses) { method.loss(of: $0) })
  }

  /// The first hyper-step is one learning rate along Σ rₖ ∂wₖ/∂φ.
  @Test func theHyperStepFollowsTheResponses() throws {
    let responses = [0.3, -0.8, 0.5]
    let before = method(learningRate: 1e-3)
    var after = before
    try after.hyperStep(
      at: TaskGradients(losses: losses), by: FixedResponses(values: responses))
    let moved = zip(after.network.parameters, before.network.parameters).map { ($0 - $1) / 1e-3 }
    let agrees = isGradient(moved, at: before.network.parameters) { parameters in
      var changed = before
      changed.network.parameters = parameters
      return dot(responses, weights(changed, at: losses))
    }
    #expect(agrees)
  }

  @Test func itBeginsWithAboutOneForEachAuxiliary() {
    let weights = weights(AuxiLearnNonlinear(tasks: 3), at: [8, 8, 8])
    #expect(isClose(weights, [2, 1, 1], relative: 0.02))
    let parameters = AuxiLearnNonlinear(tasks: 3).network.parameters
    #expect(parameters.allSatisfy { (0...1).contains($0) })
  }

  @Test func noLossCanLowerTheNetworkHoweverItIsTaught() throws {
    var method = AuxiLearnNonlinear(tasks: 3, learningRate: 0.1, weightDecay: 0)
    let step = TaskGradients(losses: losses)
    for _ in 0..<60 {
      try method.hyperStep(at: step, by: FixedResponses(values: [-1, 1, -2]))
    }
    let weights = weights(method, at: losses)
    #expect(weights[0] == 1 && weights[1] > 2 && weights[2] == 0)
  }
}
