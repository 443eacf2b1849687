import GSLNumerics
import NumericalChecks
import TaskWeighting
import Testing

@Suite struct NashBargainingTests {
  static let step = TaskGradients(
    losses: [1, 1, 1], gradients: Matrix([[1, 2, 0, 1], [2, -1, 1, 0], [-1, 0, 3, -2]]))

  // G = [[1,2,0,1],[2,-1,1,0],[-1,0,3,-2]]; M = G @ G.T; M += 1e-2 * diag(diag(M))
  // NumPy: damped Newton steps on M a = p / a to a residual of 1e-15.
  @Test func theWeightsAreThoseOfAGeneralSolver() throws {
    let matrix = NashBargaining.matrix(of: Self.step, ridge: 1e-2)
    let weights = try NashBargaining.weights(matrix: matrix, powers: [1.5, 1, 0.5])
    #expect(
      isClose(
        weights, [0.560259357090931, 0.3869591169127042, 0.2392800828104467], relative: 1e-13))
    #expect(
      isClose(
        try NashMTL(tasks: 3).weights(for: Self.step, using: unread),
        [0.48928887978906477, 0.38167321212679933, 0.30710273787465997], relative: 1e-13))
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

  /// The figures of the released code of Nash-MTL, which agrees to 2e-9.
  @Test func withoutARidgeTheWeightsAreThoseOfTheReleasedCode() throws {
    let weights = try NashMTL(tasks: 3, ridge: 0).weights(for: Self.released, using: unread)
    #expect(isClose(weights, [0.2566179, 0.7274286, 0.7703935], absolute: 1e-7))
  }

  static let released = TaskGradients(
    losses: [1, 1, 1],
    gradients: Matrix([
      [1.78, -0.14, 0.13, 1.43], [1.13, -0.3, -0.54, -0.21], [0.01, 0.16, 0.18, 1.19],
    ])
  )

  @Test(arguments: [
    ([[1.0, 0], [0, 0.01]], [1.0, 100]),
    // The norm of the inner products is 1.2: with them divided by it, the last weight would be 32.6.
    ([[1, 0.2, 0], [0.3, 0, 0.9], [0.01, -0.02, 0.015]], [0.8130385, 0.7373040, 27.2004620]),
  ])
  func smallGradientsHaveLargeWeights(gradients: [[Double]], expected: [Double]) throws {
    let step = TaskGradients(losses: expected.map { _ in 1 }, gradients: Matrix(gradients))
    let weights = try NashMTL(tasks: expected.count, ridge: 0).weights(for: step, using: unread)
    #expect(isClose(weights, expected, relative: 1e-7))
  }

  @Test func theStepHasTheNormOfTheRootOfTheNumberOfTasksAndIsClipped() throws {
    for step in RandomSteps(tasks: 3, count: 20, seed: 4).steps {
      var method = NashMTL(tasks: 3, ridge: 0)
      let weights = try method.stepWeights(for: step, using: unread)
      func norm(_ weights: [Double]) -> Double {
        dot(weights, step.gram.times(weights)).squareRoot()
      }
      #expect(isClose(norm(weights.own), 3.0.squareRoot(), relative: 1e-9))
      #expect(isClose(norm(weights.shared), 1, relative: 1e-9))
    }
  }

  @Test(arguments: [0, 1e-2])
  func theStepDoesNotDependOnTheScaleOfATask(ridge: Double) throws {
    let scales = [1.0, 20, 0.05]
    var gram = Self.step.gram
    for row in 0..<3 {
      for column in 0..<3 { gram[row, column] *= scales[row] * scales[column] }
    }
    let method = NashMTL(tasks: 3, ridge: ridge)
    let plain = try method.weights(for: Self.step, using: unread)
    let scaled = try method.weights(
      for: TaskGradients(losses: [1, 1, 1], gram: gram), using: unread)
    #expect(isClose(zip(scaled, scales).map { $0 * $1 }, plain, relative: 1e-9))
  }
}
