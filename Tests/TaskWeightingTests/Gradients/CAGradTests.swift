import GSLNumerics
import NumericalChecks
import TaskWeighting
import Testing

@Suite struct CAGradTests {
  // The dual over the simplex by scipy.optimize.minimize(method='SLSQP', ftol=1e-16) with exact slopes,
  // G = [[1,2,0,1],[2,-1,1,0],[-1,0,3,-2]] and [[1,.2],[-.9,.3],[-.8,-.7]]; M = G @ G.T / mean(norms)**2;
  // w of b @ w + r * sqrt(w @ M @ w + 1e-4), b = M.mean(1), r = .4 * sqrt(b.mean() + 1e-4);
  // weights (1 + 3 * r / sqrt(w @ M @ w + 1e-4) * w) / 1.16
  @Test func theWeightsAreThoseOfAGeneralSolver() throws {
    let method = CAGrad(tasks: 3)
    #expect(
      isClose(
        try method.weights(for: NashBargainingTests.step, using: unread),
        [1.5174705543258082, 0.9427579111379976, 0.8620689655172413], relative: 1e-6))
    let opposed = TaskGradients(
      losses: [1, 1, 1], gradients: Matrix([[1, 0.2], [-0.9, 0.3], [-0.8, -0.7]]))
    #expect(
      isClose(
        try method.weights(for: opposed, using: unread),
        [1.1084334762920465, 0.8620689655172413, 0.8620689655172413], relative: 1e-6))
  }

  @Test func withoutARadiusItIsTheSum() throws {
    let weights = try CAGrad(tasks: 3, radius: 0).weights(
      for: NashBargainingTests.step, using: unread)
    #expect(isClose(weights, [1, 1, 1]))
  }

  @Test func theSmallestGainIsLargerThanByTheMeanGradient() throws {
    for step in RandomSteps(tasks: 5, count: 200, seed: 9, parameters: 8).steps {
      // Both as long as the ball allows: the dual's optimum is the primal's.
      let weights = try CAGrad(tasks: 5).weights(for: step, using: unread).map { $0 * 1.16 / 5 }
      let plain = step.gram.times(Array(repeating: 0.2, count: 5)).min() ?? .nan
      #expect((step.gram.times(weights).min() ?? .nan) >= plain)
    }
  }
}
