import GSLNumerics
import NumericalChecks
import TaskWeighting
import Testing

@Suite struct AuxiNashTests {
  @Test func equalPowersMakeNashMTL() throws {
    let step = NashBargainingTests.step
    #expect(
      try AuxiNash(tasks: 3).weights(for: step, using: unread)
        == NashMTL(tasks: 3).weights(for: step, using: unread))
  }

  /// The released code solves M a = p / a with the same matrix, without a ridge.
  @Test func theReleasedCodesWeightsBesideOurs() throws {
    let (step, powers) = (NashBargainingTests.released, [1.5, 1, 0.5])
    func weights(ridge: Double) throws -> [Double] {
      try NashBargaining.weights(
        matrix: NashBargaining.matrix(of: step, ridge: ridge), powers: powers)
    }
    #expect(isClose(try weights(ridge: 0), [0.3857047, 0.6398464, 0.4576082], absolute: 1e-7))
    #expect(isClose(try weights(ridge: 1e-2), [0.3848304, 0.6374416, 0.4560213], absolute: 1e-7))
  }

  @Test func aHyperStepGivesPowerToTheTaskThatThePrimaryRespondsTo() throws {
    // Orthogonal gradients: each power moves its own weight alone.
    let step = TaskGradients(
      losses: [1, 1, 1], gradients: Matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1]]))
    var method = AuxiNash(tasks: 3)
    try method.hyperStep(at: step, by: FixedResponses(values: [0, 1, -1]))
    #expect(method.powers[1] > 1 && method.powers[2] < 1)
    #expect(isClose(method.powers.reduce(0, +), 3))
  }

  @Test func aHyperStepGoesDownWhatTheResponsesPromise() throws {
    let steps = RandomSteps(tasks: 4, count: 50, seed: 3)
    for (step, responses) in zip(steps.steps, steps.responses) {
      var method = AuxiNash(tasks: 4, learningRate: 1e-6)
      // The primary's loss falls by the responses' product with the weights.
      func promise() throws -> Double {
        dot(responses, try method.weights(for: step, using: unread))
      }
      let before = try promise()
      try method.hyperStep(at: step, by: FixedResponses(values: responses))
      // Powers keep their sum, so what counts is the rise beyond that of scaling all of them.
      let total = try NashBargaining.slopes(
        byWeights: responses, matrix: NashBargaining.matrix(of: step, ridge: 1e-2),
        powers: [1, 1, 1, 1], weights: method.weights(for: step, using: unread)
      ).reduce(0, +)
      let slopes = try NashBargaining.slopes(
        byWeights: responses, matrix: NashBargaining.matrix(of: step, ridge: 1e-2),
        powers: [1, 1, 1, 1], weights: AuxiNash(tasks: 4).weights(for: step, using: unread))
      let expected = slopes.reduce(0) { $0 + ($1 - total / 4) * ($1 - total / 4) }
      let norm = dot(slopes, slopes).squareRoot()
      let rise = try promise() - before
      #expect(isClose(rise, 1e-6 * expected / max(norm, 1), relative: 1e-3, absolute: 1e-12))
    }
  }

  @Test func powersStayPositive() throws {
    var method = AuxiNash(tasks: 2, learningRate: 10)
    let step = TaskGradients(losses: [1, 1], gradients: Matrix([[1, 0], [0, 1]]))
    try method.hyperStep(at: step, by: FixedResponses(values: [1, -1]))
    #expect(method.powers[1] > 0 && method.powers[1] < 1e-3)
  }
}
