import GSLNumerics
import ReferenceExperiments
import Testing
import TorchTrainer

@Suite struct BlockSparseFitTests {
  /// What makes coefficients the best: each row's slope has at most the strength as its dual norm, and
  /// where the row is not zero it points against it with all of it.
  private func checkOptimality(
    _ problem: MultitaskLeastSquares, _ fit: BlockSparseFit, strength: Double, norm: BlockNorm
  ) {
    let a = fit.coefficients
    var slopes = Matrix(rows: problem.features, columns: problem.tasks)
    for (task, points) in problem.points.enumerated() {
      let column = (0..<problem.features).map { a[$0, task] }
      let residual = zip(points.times(column), problem.targets[task]).map { $0 - $1 }
      for (feature, slope) in points.transposedTimes(residual).enumerated() {
        slopes[feature, task] = slope / Double(points.rows)
      }
    }
    for feature in 0..<problem.features {
      let (row, slope) = (a.row(feature), slopes.row(feature))
      #expect(norm.dual(of: slope) <= strength * (1 + 1e-5))
      #expect(abs(dot(slope, row) + strength * norm.value(of: row)) <= 1e-5 * strength)
    }
  }

  @Test(arguments: BlockNorm.allCases, [0.03, 0.3, 0.9])
  func theFitIsTheBest(norm: BlockNorm, share: Double) {
    for (features, examples) in [(5, [30, 20]), (20, [8, 12, 9]), (12, [15]), (1, [4, 4])] {
      let problem = randomRegressions(
        features: features, examples: examples, active: min(3, features), seed: 2)
      let strength = share * problem.leastStrengthOfZero(norm: norm)
      let fit = BlockSparseFit(problem, strength: strength, norm: norm, tolerance: 1e-13)
      checkOptimality(problem, fit, strength: strength, norm: norm)
      #expect(
        fit.objectives.last
          == problem.objective(of: fit.coefficients, strength: strength, norm: norm))
    }
  }

  @Test(arguments: BlockNorm.allCases)
  func theObjectiveNeverRisesAndTheGapBoundsWhatIsLeft(norm: BlockNorm) throws {
    let problem = randomRegressions(features: 60, examples: [12, 10, 14], seed: 3)
    let strength = 0.05 * problem.leastStrengthOfZero(norm: norm)
    let exact = BlockSparseFit(problem, strength: strength, norm: norm, tolerance: 1e-13)
    #expect(exact.objectives.count > 30)
    #expect(zip(exact.objectives, exact.objectives.dropFirst()).allSatisfy { $1 <= $0 })
    let least = try #require(exact.objectives.last)
    for steps in [1, 5, 25] {
      let early = BlockSparseFit(problem, strength: strength, norm: norm, steps: steps)
      let value = try #require(early.objectives.last)
      #expect(early.objectives.count == steps + 1)
      #expect(early.gap >= value - least && value > least)
    }
  }

  @Test(arguments: BlockNorm.allCases)
  func fromTheLargestStrengthOnAllIsZero(norm: BlockNorm) {
    let problem = randomRegressions(features: 10, examples: [20, 20, 20], seed: 4)
    let largest = problem.leastStrengthOfZero(norm: norm)
    func support(_ share: Double) -> Set<Int> {
      RowSupport(
        of: BlockSparseFit(problem, strength: share * largest, norm: norm).coefficients
      ).rows
    }
    #expect(support(1.0001).isEmpty && support(1000).isEmpty)
    #expect(support(0.99).count == 1)
  }

  /// A lasso: `sklearn.linear_model.Lasso(alpha=0.1, fit_intercept=False, tol=1e-14)` on these numbers.
  @Test(arguments: BlockNorm.allCases)
  func oneTaskIsTheLasso(norm: BlockNorm) {
    let problem = MultitaskLeastSquares(
      points: [Matrix([[1, 2, 0.5], [0, 1, -1], [2, -1, 0], [1, 1, 1]])],
      targets: [[1, -2, 3, 0.5]])
    let fit = BlockSparseFit(problem, strength: 0.1, norm: norm, tolerance: 1e-14)
    for (element, known) in zip(fit.coefficients.elements, [1.110204082, -0.553061224, 0.66122449])
    {
      #expect(abs(element - known) < 1e-6)
    }
  }

  /// `sklearn.linear_model.MultiTaskLasso(alpha=0.2, fit_intercept=False, tol=1e-14)` on these numbers, whose
  /// tasks have the same features.
  @Test func tasksOnTheSamePointsAreTheKnownGroupLasso() {
    let points = Matrix([[1, 2, 0.5], [0, 1, -1], [2, -1, 0], [1, 1, 1], [-1, 0, 2]])
    let problem = MultitaskLeastSquares(
      points: [points, points], targets: [[1, -2, 3, 0.5, 0], [2, 0, -1, 1, 0.5]])
    let fit = BlockSparseFit(problem, strength: 0.2, norm: .l2, tolerance: 1e-14)
    for (element, known) in zip(
      fit.coefficients.elements,
      [1.03514912, -0.007076528, -0.494488557, 0.700325531, 0.503063839, 0.287907508])
    {
      #expect(abs(element - known) < 1e-6)
    }
  }

  @Test func aWarmStartEndsAtTheSamePlaceSooner() throws {
    let problem = randomRegressions(features: 40, examples: [15, 15], seed: 5)
    let strength = 0.1 * problem.leastStrengthOfZero(norm: .l2)
    let near = BlockSparseFit(problem, strength: 1.1 * strength, norm: .l2, tolerance: 1e-10)
    let cold = BlockSparseFit(problem, strength: strength, norm: .l2, tolerance: 1e-10)
    let warm = BlockSparseFit(
      problem, strength: strength, norm: .l2, from: near.coefficients, tolerance: 1e-10)
    #expect(warm.objectives.count < cold.objectives.count)
    #expect(
      zip(warm.coefficients.elements, cold.coefficients.elements)
        .allSatisfy { abs($0 - $1) < 1e-3 })
  }

  @Test(arguments: [1e-100, 1e100])
  func theScaleOfTheTargetsDoesNotMatter(scale: Double) {
    let problem = randomRegressions(features: 10, examples: [20, 20], seed: 6)
    let scaled = MultitaskLeastSquares(
      points: problem.points, targets: problem.targets.map { $0.map { scale * $0 } })
    let fits = [problem, scaled].map {
      BlockSparseFit($0, strength: 0.2 * $0.leastStrengthOfZero(norm: .linf), norm: .linf)
    }
    for (left, right) in zip(fits[0].coefficients.elements, fits[1].coefficients.elements) {
      #expect(abs(left - right / scale) < 1e-3)
    }
  }

  @Test func nothingToLearnFromGivesZeros() {
    for points in [Matrix(rows: 3, columns: 2), Matrix([[1, 2], [3, 4], [5, 6]])] {
      let problem = MultitaskLeastSquares(points: [points], targets: [[0, 0, 0]])
      let fit = BlockSparseFit(problem, strength: 1, norm: .l2)
      #expect(fit.coefficients.elements == [0, 0] && fit.gap == 0)
    }
  }
}
