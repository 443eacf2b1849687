import GSLNumerics
import NumericalChecks
import Testing

@Suite struct CovarianceMatrixAdaptationTests {
  /// Minimises from all threes until the value is small enough, and counts the evaluations.
  private func evaluations(
    dimension: Int, target: Double, seed: UInt64, population: Int? = nil, step: Double = 1,
    _ objective: ([Double]) -> Double
  ) throws -> Int? {
    let stream = RandomStream(seed: seed)
    var search = CovarianceMatrixAdaptation(
      mean: Array(repeating: 3, count: dimension), stepSize: step, population: population)
    var count = 0
    while count < 40_000 {
      let points = try search.ask(using: stream)
      let values = points.map(objective)
      count += values.count
      if values.contains(where: { $0 < target }) { return count }
      try search.tell(points, values: values)
    }
    return nil
  }

  private func sphere(_ x: [Double]) -> Double { dot(x, x) }

  /// Axes of lengths from 1 to 1000.
  private func ellipsoid(_ x: [Double]) -> Double {
    let last = Double(x.count - 1)
    return x.enumerated().reduce(0) { $0 + exp(log(1e6) * Double($1.0) / last) * $1.1 * $1.1 }
  }

  private func rosenbrock(_ x: [Double]) -> Double {
    zip(x, x.dropFirst()).reduce(0) {
      let valley = $1.1 - $1.0 * $1.0
      return $0 + 100 * valley * valley + (1 - $1.0) * (1 - $1.0)
    }
  }

  /// Table 1 of the tutorial in NumPy; μ_eff, c_1, c_μ, c_c and the weights are also those of the
  /// package `cma` 4.5 (`CMAEvolutionStrategy(n * [0], 0.5, {"popsize": λ}).sp`).
  @Test(arguments: [
    (
      8, 64,
      [
        17.621652406855656, 0.019210145586626974, 0.2708413025669191, 0.3780890193011321,
        0.640777060171407, 2.358754445970197, 0.11665680437977728, -0.018183918165478718,
      ]
    ),
    (
      3, 6,
      [
        2.0286114646100617, 0.09747248265066792, 0.057092054709502314, 0.5598629786005055,
        0.40171179019414777, 1.4017117901941478, 0.6370425712412168, -1.1559817781589212,
      ]
    ),
    (
      10, 10,
      [
        3.1672992814107026, 0.015283824524751714, 0.023551776650417484, 0.29499038303562225,
        0.2844285879463675, 1.2844285879463675, 0.45627264690340597, -0.5497499176973852,
      ]
    ),
  ])
  func theConstantsAreTheTutorials(dimension: Int, population: Int, expected: [Double]) {
    let c = CovarianceMatrixAdaptation.Constants(dimension: dimension, population: population)
    let values = [
      c.effectiveParents, c.rankOneRate, c.rankManyRate, c.pathRate, c.stepPathRate, c.stepDamping,
      c.weights[0], c.weights[population - 1],
    ]
    #expect(isClose(values, expected, relative: 1e-12))
    #expect(isClose(c.weights.reduce(0) { $0 + max($1, 0) }, 1))
    #expect(CovarianceMatrixAdaptation.Constants(dimension: 10).population == 10)
  }

  /// Figure 6 of the tutorial in NumPy, with `np.linalg.eigh`: three generations of points
  /// m + σ sin(1 + 3i + j + 7g) on x² + 10 y² + 100 z².
  @Test func threeGenerationsGoAsInTheTutorial() throws {
    var search = CovarianceMatrixAdaptation(mean: [1, -0.5, 0.25], stepSize: 0.4, population: 6)
    for generation in 0..<3 {
      let points = (0..<6).map { i in
        (0..<3).map { j in
          search.mean[j] + search.stepSize * sin(Double(1 + 3 * i + j + 7 * generation))
        }
      }
      let values = points.map { $0[0] * $0[0] + 10 * $0[1] * $0[1] + 100 * $0[2] * $0[2] }
      try search.tell(points, values: values)
    }
    #expect(
      isClose(
        search.mean, [0.8876955484243938, -0.6986441573617945, 0.14764865903598362], relative: 1e-10
      ))
    #expect(isClose(search.stepSize, 0.29341586007325526, relative: 1e-10))
    #expect(
      isClose(
        search.covariance.elements,
        [
          0.7886560409016353, -0.04430432450484281, 0.08025782371861123, -0.04430432450484281,
          0.8100620806975648, -0.07102562464450299, 0.08025782371861123, -0.07102562464450299,
          0.7597808807391292,
        ], relative: 1e-9))
  }

  /// `CMAEvolutionStrategy(n * [3], step, {"ftarget": 1e-10})` of `cma` 4.5 takes 1,710 … 1,810, 4,230 … 4,700
  /// and 3,230 … 5,540 evaluations for these, five seeds each.
  @Test(arguments: 1...3)
  func theBottomOfTestFunctionsIsFound(seed: UInt64) throws {
    let onSphere = try evaluations(dimension: 10, target: 1e-10, seed: seed, sphere)
    #expect(try #require(onSphere) < 2500)
    let onEllipsoid = try evaluations(dimension: 10, target: 1e-10, seed: seed, ellipsoid)
    #expect(try #require(onEllipsoid) < 6500)
    let inValley = try evaluations(dimension: 8, target: 1e-10, seed: seed, step: 0.5, rosenbrock)
    #expect(try #require(inValley) < 9000)
  }

  @Test func onlyTheOrderOfTheValuesCounts() throws {
    let plain = try evaluations(dimension: 5, target: 1e-6, seed: 4, sphere)
    let bent = try evaluations(dimension: 5, target: log(1e-6), seed: 4) { log(sphere($0)) }
    #expect(plain == bent)
  }

  /// On a rotated, stretched sphere the covariance ends as the inverse of the curvature.
  @Test func theCovarianceLearnsTheShape() throws {
    let stream = RandomStream(seed: 5)
    var search = CovarianceMatrixAdaptation(mean: [3, 3], stepSize: 1, population: 20)
    for _ in 0..<80 {
      let points = try search.ask(using: stream)
      let values = points.map { x in
        let (along, across) = (x[0] + x[1], x[0] - x[1])
        return along * along + 100 * across * across
      }
      try search.tell(points, values: values)
    }
    let eigen = try SymmetricEigen(of: search.covariance)
    #expect((4...25).contains((eigen.values[1] / eigen.values[0]).squareRoot()))
    #expect(abs(eigen.vectors[0, 1] * eigen.vectors[1, 1] - 0.5) < 0.05)
  }

  @Test func aValueThatIsNoNumberIsWorst() throws {
    let found = try evaluations(dimension: 3, target: 1e-8, seed: 6) { x in
      x[0] < 0 ? .nan : sphere(x)
    }
    #expect(found != nil)
  }

  @Test func aFlatFunctionKeepsEverythingFinite() throws {
    let stream = RandomStream(seed: 7)
    var search = CovarianceMatrixAdaptation(mean: [0, 0, 0], stepSize: 1e-3)
    for _ in 0..<500 {
      let points = try search.ask(using: stream)
      try search.tell(points, values: points.map { _ in 0 })
    }
    #expect(search.mean.allSatisfy(\.isFinite) && search.stepSize.isFinite)
  }
}
