import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct SumPosteriorTests {
  private let inputs = Matrix([[0.1, 0.2], [0.4, 0.9], [0.7, 0.3], [0.9, 0.8], [0.2, 0.6]])
  private let references = Matrix([[0.3, 0.4], [0.8, 0.1], [0.5, 0.9]])
  private let points = Matrix([[0.35, 0.45], [0, 1], [0.8, 0.1]])

  private func smooth() throws -> GaussianProcess {
    try GaussianProcess(
      kernel: SquaredExponential(lengthScales: [0.3, 0.8], variance: 1.7), noiseVariance: 0.02,
      inputs: inputs, targets: [11, 9.5, 12, 10.3, 10.8],
      standardizer: Standardizer(shift: 10, scale: 2))
  }

  private func rough() throws -> GaussianProcess {
    try GaussianProcess(
      kernel: MaternFiveHalves(lengthScales: [0.9, 0.4], variance: 0.6), noiseVariance: 0.1,
      inputs: inputs, targets: [-1, 0.5, 0.2, 0.4, -0.3],
      standardizer: Standardizer(shift: -0.1, scale: 0.5))
  }

  private func sum() throws -> ProcessSum {
    ProcessSum([
      .init(weight: 0.25, process: try smooth()), .init(weight: 3, process: try rough()),
    ])
  }

  private func sampled() throws -> SampledPosterior {
    let stream = RandomStream(seed: 1)
    return try SampledPosterior(
      SumPosterior(sum(), references: references),
      normals: Matrix(rows: 4, columns: 3, elements: (0..<12).map { _ in stream.normal() }))
  }

  @Test func halvesOfAProcessHaveItsMeanAndHalfItsVariance() throws {
    let process = try smooth()
    let halves = ProcessSum([
      .init(weight: 0.5, process: process), .init(weight: 0.5, process: process),
    ])
    let whole = process.predictions(at: points)
    let parts = halves.predictions(at: points)
    #expect(isClose(parts.map(\.mean), whole.map(\.mean)))
    #expect(isClose(parts.map(\.variance), whole.map { $0.variance / 2 }))
    #expect(ProcessSum(process).scale == 2)
    #expect(isClose(halves.scale, Standardizer(standardising: process.targets).scale))
    // Of a variance of 0.02 in squared units of 2.
    #expect(isClose(ProcessSum(process).noiseVariance, 0.08))
    #expect(isClose(halves.noiseVariance, 0.04))
  }

  @Test func aSumOfOneIsTheProcess() throws {
    let process = try rough()
    let joint = JointPosterior(process, references: references)
    let sum = SumPosterior(ProcessSum(process), references: references)
    #expect(sum.means == joint.means && sum.covariances == joint.covariances)
    let (one, other) = (sum.evaluations(at: points), joint.evaluations(at: points))
    #expect(one.means == other.means && one.variances == other.variances)
    #expect(one.covariances == other.covariances)
  }

  @Test func aSampleIsThePosteriorGivenItsValues() throws {
    let sum = try sum()
    let sampled = try sampled()
    let posterior = SumPosterior(sum, references: references)
    for sample in 0..<4 {
      let path = sampled.path(sample: sample)
      #expect(
        isClose(path.values(at: references), sampled.values.row(sample), relative: 1e-6))
      for row in 0..<points.rows {
        let point = points.row(row)
        let evaluation = sampled.evaluation(at: point)
        #expect(
          isClose(path.valueWithGradient(at: point).value, evaluation.means[sample], relative: 1e-7)
        )
        let scores = try Cholesky(of: posterior.covariances)
          .solve(posterior.evaluation(at: point).covariances)
        let gaps = zip(sampled.values.row(sample), posterior.means).map { $0 - $1 }
        let expected = sum.predictions(at: points)[row]
        #expect(
          isClose(evaluation.means[sample], expected.mean + dot(scores, gaps), relative: 1e-6))
      }
    }
    let together = sampled.evaluations(at: points)
    for row in 0..<points.rows {
      let one = sampled.evaluation(at: points.row(row))
      // What is left of a prior variance of about two.
      #expect(isClose(together.variances[row], one.variance, relative: 1e-8, absolute: 1e-14))
      #expect(isClose((0..<4).map { together.means[$0, row] }, one.means, relative: 1e-9))
    }
  }

  @Test func gradientsAreThoseOfDifferences() throws {
    let posterior = SumPosterior(try sum(), references: references)
    let weights = [0.3, -1.1, 0.7]
    for point in [[0.6, 0.5], [0.1, 0.95]] {
      let gradient = posterior.evaluation(at: point).gradient(
        meanSlope: 2, varianceSlope: -3, covarianceSlopes: weights)
      #expect(
        isGradient(gradient, at: point) {
          let evaluation = posterior.evaluation(at: $0)
          return 2 * evaluation.mean - 3 * evaluation.variance
            + dot(weights, evaluation.covariances)
        })
    }
    try expectGradients(of: sampled())
  }

  @Test func anObservationAtTheMeansNarrowsTheSumAndKeepsItsMean() throws {
    let sum = try sum()
    let told = try sum.conditionedOnMeans(at: references)
    #expect(isClose(told.means(at: points), sum.means(at: points), relative: 1e-9))
    for (after, before) in zip(told.predictions(at: references), sum.predictions(at: references)) {
      #expect(after.variance < 0.7 * before.variance)
    }
  }
}
