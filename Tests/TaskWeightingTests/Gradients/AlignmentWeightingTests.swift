import GSLNumerics
import NumericalChecks
import TaskWeighting
import Testing

/// Methods that read how the auxiliaries' gradients lie to the primary's.
@Suite struct AlignmentWeightingTests {
  private let step = TaskGradients(
    losses: [1, 1, 1], gradients: Matrix([[1, 0], [0.5, 2], [-2, 1]]))

  @Test func cosineGatingDropsWhatPointsAgainstThePrimary() {
    #expect(CosineGating(tasks: 3).weights(for: step, using: unread) == [1, 1, 0])
  }

  @Test func olAuxRewardsAgreementWithThePrimary() {
    var method = OLAUX(tasks: 3, learningRate: 0.1)
    let weights = method.weights(for: step, using: unread)
    let norm = dot(step.gram.elements, step.gram.elements).squareRoot()
    #expect(isClose(weights, [1, 1 + 0.1 * 0.5 / norm, 1 - 0.1 * 2 / norm]))
  }

  @Test func armlGoesDownTheDistanceFromThePrimarysGradient() {
    // Of the second auxiliary nothing is in the primary's gradient, of the first all of it.
    let step = TaskGradients(
      losses: [1, 1, 1], gradients: Matrix([[1, 0], [1, 0], [0, 1]]))
    var method = ARML(tasks: 3, period: 1)
    for _ in 0..<2000 { _ = method.weights(for: step, using: unread) }
    // On the line of a sum of two, the least (1 - a)² + (2 - a)².
    #expect(isClose(method.auxiliaryWeights, [1.5, 0.5], relative: 1e-6))
  }

  @Test func armlHoldsItsWeightsBetweenUpdates() {
    var method = ARML(tasks: 3, period: 4)
    let first = (0..<3).map { _ in method.weights(for: step, using: unread) }
    #expect(first == [[1, 1, 1], [1, 1, 1], [1, 1, 1]])
    #expect(method.weights(for: step, using: unread) != [1, 1, 1])
  }

  // w = ones(3); torch.optim.Adam([w], lr=.025) in float64 on sum |w n - (mean(w n) r**1.5).detach()|
  // with n = sqrt(m) / mean and r = (L / L0) / mean; then w *= 3 / sum(w)
  @Test func gradNormIsThatOfAutograd() {
    var method = GradNorm(tasks: 3)
    let squares: [[Double]] = [[4, 1, 9], [3, 2, 5], [1, 2, 1], [1, 1, 1]]
    let losses = [[2, 1, 4], [1.5, 0.9, 1], [1.2, 0.3, 0.9], [1, 1, 1]]
    let expected = [
      [1, 1, 1], [1.000000000111111, 1.0249999996138888, 0.9750000002749998],
      [1.0123569510039765, 1.043244358084062, 0.9443986909119616],
      [1.035106860502892, 1.0433019875027534, 0.9215911519943545],
    ]
    for step in 0..<4 {
      var gram = Matrix(rows: 3, columns: 3)
      for task in 0..<3 { gram[task, task] = squares[step][task] }
      let weights = method.weights(
        for: TaskGradients(losses: losses[step], gram: gram), using: unread)
      #expect(isClose(weights, expected[step], relative: 1e-9))
    }
  }

  @Test func temporalConvergenceFavoursTheGradientThatGrows() {
    var method = TemporalConvergence(tasks: 3)
    var weights: [Double] = []
    for index in 1...40 {
      let sizes = [Double(index), 20, 40 - Double(index) + 1]
      var gram = Matrix(rows: 3, columns: 3)
      for task in 0..<3 { gram[task, task] = sizes[task] * sizes[task] }
      weights = method.weights(for: TaskGradients(losses: [1, 1, 1], gram: gram), using: unread)
    }
    #expect(weights[0] > weights[1] && weights[1] > weights[2])
    #expect(isClose(weights.reduce(0, +), 3))
  }
}
