import GSLNumerics
import NumericalChecks
import TaskWeighting
import Testing

@Suite struct NashBargainingTests {
  static let step = TaskGradients(
    losses: [1, 1, 1], gradients: Matrix([[1, 2, 0, 1], [2, -1, 1, 0], [-1, 0, 3, -2]]))

  // G = [[1,2,0,1],[2,-1,1,0],[-1,0,3,-2]]; M = G @ G.T; M = M / norm(M) + 1e-2 * eye(3)
  // scipy.optimize.fsolve(lambda a: M @ a - p / a, [1, 1, 1], xtol=1e-15)
  @Test func theWeightsAreThoseOfAGeneralSolver() throws {
    let matrix = NashBargaining.matrix(of: Self.step, ridge: 1e-2)
    let weights = try NashBargaining.weights(matrix: matrix, powers: [1.5, 1, 0.5])
    #expect(
      isClose(
        weights, [2.2839375241997155, 1.5808370865463317, 0.9818755170261968], relative: 1e-14))
    #expect(
      isClose(
        try NashMTL(tasks: 3).weights(for: Self.step, using: unread),
        [1.9932996452028071, 1.5594220517819122, 1.2614226366218422], relative: 1e-14))
  }

  @Test(arguments: [1, 2, 3, 6, 12], [1, 5, 30])
  func theConditionHoldsToTheLimitOfPrecision(tasks: Int, parameters: Int) throws {
    let stream = RandomStreams(seed: 1).stream("powers", tasks, parameters)
    let steps = RandomSteps(tasks: tasks, count: 40, seed: 7, parameters: parameters)
    for step in steps.steps {
      let raw = (0..<tasks).map { _ in max(stream.uniform() - 0.3, 1e-4) }
      let matrix = NashBargaining.matrix(of: step, ridge: 1e-2)
      let a = try NashBargaining.weights(matrix: matrix, powers: raw)
      let residual = zip(matrix.times(a), zip(raw, a)).map { $0 - $1.0 / $1.1 }
      #expect(a.allSatisfy { $0 > 0 })
      #expect(dot(residual, residual).squareRoot() <= 1e-10)
    }
  }

  @Test func theSlopesByThePowersAgreeWithDifferences() throws {
    let matrix = NashBargaining.matrix(of: Self.step, ridge: 1e-2)
    let (powers, slopes) = ([1.5, 1, 0.5], [0.3, -2, 0.7])
    let weights = try NashBargaining.weights(matrix: matrix, powers: powers)
    let analytic = try NashBargaining.slopes(
      byWeights: slopes, matrix: matrix, powers: powers, weights: weights)
    #expect(
      isGradient(analytic, at: powers) { powers in
        (try? NashBargaining.weights(matrix: matrix, powers: powers)).map { dot($0, slopes) }
          ?? .nan
      })
  }

  @Test func withoutARidgeTheDirectionDoesNotDependOnTheScaleOfATask() throws {
    let scales = [1.0, 20, 0.05]
    var gram = Self.step.gram
    for row in 0..<3 {
      for column in 0..<3 { gram[row, column] *= scales[row] * scales[column] }
    }
    let method = NashMTL(tasks: 3, ridge: 0)
    let plain = try method.weights(for: Self.step, using: unread)
    let scaled = try method.weights(
      for: TaskGradients(losses: [1, 1, 1], gram: gram), using: unread)
    let ratios = zip(zip(scaled, scales), plain).map { $0.0 * $0.1 / $1 }
    #expect(isClose(ratios, [ratios[0], ratios[0], ratios[0]], relative: 1e-9))
  }
}
