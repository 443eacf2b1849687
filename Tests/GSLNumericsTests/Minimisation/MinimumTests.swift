import GSLNumerics
import NumericalChecks
import Testing

@Suite struct MinimumTests {
  private struct Refusal: Error {}

  private func rosenbrock(_ x: [Double], _ gradient: inout [Double]) -> Double {
    var value = 0.0
    for index in gradient.indices { gradient[index] = 0 }
    for i in 0..<x.count - 1 {
      let (valley, slope) = (x[i + 1] - x[i] * x[i], 1 - x[i])
      value += 100 * valley * valley + slope * slope
      gradient[i] += -400 * x[i] * valley - 2 * slope
      gradient[i + 1] += 200 * valley
    }
    return value
  }

  @Test(arguments: [2, 4, 10])
  func theBottomOfRosenbrocksValleyIsFound(dimension: Int) throws {
    let start = (0..<dimension).map { $0.isMultiple(of: 2) ? -1.2 : 1 }
    let end = try minimize(
      from: start, gradientTolerance: 1e-8, iterations: 500, objective: rosenbrock)
    // In ten dimensions there is a second, local minimum; this start leads to the global one. Along the
    // valley the value is flat to rounding over about 1e-6, more or less by the kernels of the BLAS.
    #expect(isClose(end.point, Array(repeating: 1, count: dimension), relative: 1e-5))
    #expect(end.status != .iterationLimit)
  }

  /// −log x + x, whose logarithm is not a number left of zero: the search must turn back and go on.
  @Test func aWallTurnsTheSearchBack() throws {
    let end = try minimize(from: [20], firstStep: 50, gradientTolerance: 1e-9) { x, gradient in
      gradient[0] = 1 - 1 / x[0]
      return x[0] > 0 ? x[0] - log(x[0]) : .nan
    }
    #expect(isClose(end.point[0], 1, relative: 1e-6))
  }

  @Test func theLimitOfIterationsIsKept() throws {
    var calls = 0
    let end = try minimize(from: [-1.2, 1], iterations: 3) { x, gradient in
      calls += 1
      return rosenbrock(x, &gradient)
    }
    #expect(end.status == .iterationLimit)
    #expect(calls < 40)
  }

  @Test func aSearchThatGainsNoMoreHasConverged() throws {
    // The value is 24.2 at the start and 0 at the bottom.
    let coarse = try minimize(
      from: [-1.2, 1], gradientTolerance: 0, valueTolerance: 1e-2, objective: rosenbrock)
    let fine = try minimize(
      from: [-1.2, 1], gradientTolerance: 0, valueTolerance: 1e-12, objective: rosenbrock)
    #expect(coarse.status == .converged && fine.status != .iterationLimit)
    #expect(coarse.value < 0.1 && fine.value < 1e-10 && fine.value < coarse.value)
  }

  @Test func noPointIsEvaluatedTwiceInARow() throws {
    var last: [Double] = []
    _ = try minimize(from: [-1.2, 1]) { x, gradient in
      #expect(x != last)
      last = x
      return rosenbrock(x, &gradient)
    }
  }

  @Test func whatTheObjectiveThrowsIsThrown() {
    #expect(throws: Refusal.self) {
      try minimize(from: [1]) { _, _ in throw Refusal() }
    }
    var calls = 0
    #expect(throws: Refusal.self) {
      try minimize(from: [-1.2, 1]) { x, gradient in
        calls += 1
        if calls > 5 { throw Refusal() }
        return rosenbrock(x, &gradient)
      }
    }
  }

  @Test func aFlatFunctionHasConverged() throws {
    let end = try minimize(from: [2, 3]) { _, gradient in
      gradient = [0, 0]
      return 1
    }
    #expect(end.point == [2, 3])
    #expect(end.value == 1)
  }
}
