import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct JointPosteriorTests {
  private let references = Matrix([[0.3, 0.4], [0.8, 0.1], [0.5, 0.9]])
  private let points = Matrix([[0.35, 0.45], [0, 1], [0.8, 0.1]])

  private func process(noise: Double = 0.02) throws -> GaussianProcess {
    try GaussianProcess(
      kernel: MaternFiveHalves(lengthScales: [0.3, 0.8], variance: 1.7), noiseVariance: noise,
      inputs: Matrix([[0.1, 0.2], [0.4, 0.9], [0.7, 0.3], [0.9, 0.8], [0.2, 0.6]]),
      targets: [11, 9.5, 12, 10.3, 10.8], standardizer: Standardizer(shift: 10, scale: 2))
  }

  private func normals(_ samples: Int, _ count: Int, seed: UInt64 = 1) -> Matrix {
    let stream = RandomStream(seed: seed)
    return Matrix(
      rows: samples, columns: count, elements: (0..<samples * count).map { _ in stream.normal() })
  }

  // MARK: - Consistency

  @Test func theMarginalsOfReferencePointsAreThoseOfTheProcess() throws {
    let process = try process()
    let joint = JointPosterior(process, references: references)
    for (row, prediction) in process.predictions(at: references).enumerated() {
      #expect(isClose(joint.means[row], prediction.mean))
      #expect(isClose(joint.covariances[row, row], prediction.variance, relative: 1e-10))
    }
    #expect(isClose(process.means(at: points), process.predictions(at: points).map(\.mean)))
  }

  @Test func covariancesAreThoseThatAnObservationMovesMeansBy() throws {
    let process = try process()
    let joint = JointPosterior(process, references: references)
    let point = [0.6, 0.5]
    let evaluation = joint.evaluation(at: point)
    // With a noise variance of 0.02 in squared units of 2.
    let told = try process.conditioned(
      onMore: Matrix([point]), targets: [evaluation.mean + evaluation.variance + 0.08])
    let moved = zip(told.means(at: references), joint.means).map { $0 - $1 }
    #expect(isClose(evaluation.covariances, moved, relative: 1e-9))
  }

  @Test func manyInputsAreEvaluatedAsEach() throws {
    let joint = JointPosterior(try process(), references: references)
    let together = joint.evaluations(at: points)
    for row in 0..<points.rows {
      let one = joint.evaluation(at: points.row(row))
      #expect(isClose(together.means[row], one.mean))
      #expect(isClose(together.variances[row], one.variance, relative: 1e-10))
      for reference in 0..<3 {
        #expect(
          isClose(together.covariances[reference, row], one.covariances[reference], relative: 1e-9))
      }
    }
  }

  @Test func withoutObservationsThePriorIsLeft() throws {
    let empty = try GaussianProcess(
      kernel: MaternFiveHalves(lengthScales: [0.3, 0.8]), noiseVariance: 0,
      inputs: Matrix(rows: 0, columns: 2), targets: [])
    let joint = JointPosterior(empty, references: references)
    #expect(joint.means == [0, 0, 0])
    #expect(isClose(joint.covariances.elements, empty.kernel.matrix(references).elements))
    let evaluation = joint.evaluation(at: [0.3, 0.4])
    #expect(
      evaluation.mean == 0 && evaluation.variance == 1 && isClose(evaluation.covariances[0], 1))
    #expect(empty.means(at: points) == [0, 0, 0])
  }

  // MARK: - Gradients

  @Test func gradientsAreThoseOfDifferences() throws {
    let joint = JointPosterior(try process(), references: references)
    let weights = [0.3, -1.1, 0.7]
    func value(_ point: [Double]) -> Double {
      let evaluation = joint.evaluation(at: point)
      return 2 * evaluation.mean - 3 * evaluation.variance + dot(weights, evaluation.covariances)
    }
    for point in [[0.6, 0.5], [0.1, 0.95]] {
      let gradient = joint.evaluation(at: point).gradient(
        meanSlope: 2, varianceSlope: -3, covarianceSlopes: weights)
      #expect(isGradient(gradient, at: point, of: value))
    }
  }

  @Test func gradientsOfSampledPosteriorsAreThoseOfDifferences() throws {
    let sampled = try SampledPosterior(
      SumPosterior(ProcessSum(process()), references: references), normals: normals(4, 3))
    expectGradients(of: sampled)
  }

  // MARK: - Samples

  @Test func aSampleIsThePosteriorGivenItsValues() throws {
    let process = try process()
    let sampled = try SampledPosterior(
      SumPosterior(ProcessSum(process), references: references), normals: normals(3, 3))
    let together = sampled.evaluations(at: points)
    for sample in 0..<3 {
      // Observed without noise: a process whose noise is next to nothing at the reference points alone.
      let noisy = 0.08
      let known = try GaussianProcess(
        kernel: process.kernel, noiseVariance: 0,
        inputs: Matrix(
          rows: 8, columns: 2, elements: process.inputs.elements + references.elements),
        targets: process.targets + sampled.values.row(sample),
        knownNoise: Array(repeating: noisy, count: 5) + [1e-10, 1e-10, 1e-10],
        standardizer: process.standardizer)
      let path = sampled.path(sample: sample)
      for row in 0..<points.rows {
        let expected = known.prediction(at: points.row(row))
        let evaluation = sampled.evaluation(at: points.row(row))
        #expect(isClose(evaluation.means[sample], expected.mean, relative: 1e-7))
        #expect(isClose(evaluation.variance, expected.variance, relative: 1e-6, absolute: 1e-8))
        #expect(isClose(together.means[sample, row], evaluation.means[sample], relative: 1e-10))
        #expect(
          isClose(together.variances[row], evaluation.variance, relative: 1e-8, absolute: 1e-9))
        #expect(
          isClose(path.valueWithGradient(at: points.row(row)).value, expected.mean, relative: 1e-7))
      }
    }
  }

  @Test func samplesHaveTheJointPosteriorsMoments() throws {
    let joint = SumPosterior(ProcessSum(try process()), references: references)
    let n = 20_000
    let values = try SampledPosterior(joint, normals: normals(n, 3, seed: 2)).values
    for one in 0..<3 {
      for other in 0...one {
        var sum = 0.0
        for sample in 0..<n {
          sum +=
            (values[sample, one] - joint.means[one])
            * (values[sample, other] - joint.means[other])
        }
        let size = (joint.covariances[one, one] * joint.covariances[other, other]).squareRoot()
        // Six standard errors.
        #expect(abs(sum / Double(n) - joint.covariances[one, other]) < 0.06 * size)
      }
    }
  }

  @Test func observedReferencesWithoutNoiseAreNoTrouble() throws {
    let inputs = Matrix([[0.1, 0.2], [0.4, 0.9], [0.7, 0.3]])
    let process = try GaussianProcess(
      kernel: SquaredExponential(lengthScales: [3, 3]), noiseVariance: 0, inputs: inputs,
      targets: [1, 2, 3])
    let twice = Matrix(rows: 6, columns: 2, elements: inputs.elements + inputs.elements)
    let sampled = try SampledPosterior(
      SumPosterior(ProcessSum(process), references: twice), normals: normals(8, 6))
    for sample in 0..<8 {
      #expect(isClose(sampled.values.row(sample), [1, 2, 3, 1, 2, 3], absolute: 1e-5))
    }
    let evaluation = sampled.evaluation(at: [0.5, 0.5])
    #expect(evaluation.variance > 0 && evaluation.means.allSatisfy { $0.isFinite })
  }
}
