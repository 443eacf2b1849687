import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct LearningCurveTests {
  private func kernel(growth: Double) -> LearningCurveKernel {
    LearningCurveKernel(
      limit: MaternFiveHalves(lengthScales: [0.5, 0.8], variance: 2), growth: growth,
      shortfall: MaternFiveHalves(lengthScales: [1, 2], variance: 0.5), commonVariance: 0.7,
      exponent: 0.5, deviation: MaternThreeHalves(lengthScales: [0.5], variance: 0.3))
  }

  /// By hand: at a quarter of the training s⁻¹ᐟ² − 1 is one, and a growth of 2 shows a sixteenth.
  @Test func theVarianceIsTheSumOfTheParts() {
    let variances = kernel(growth: 2).variances(
      Matrix([[0.1, 0.2, 1, -1], [0.1, 0.2, 0.25, -1], [0.1, 0.2, 0.25, 3]]))
    #expect(isClose(variances, [2, 1.325, 1.625]))
  }

  @Test func onlyTheSameRunSharesItsLuck() {
    let rows = Matrix([[0.1, 0.2, 1, 4], [0.1, 0.2, 1, 5], [0.1, 0.2, 1, -1]])
    let matrix = kernel(growth: 1).matrix(rows)
    #expect(isClose(matrix[0, 0], 2.3) && isClose(matrix[1, 1], 2.3))
    #expect(isClose(matrix[0, 1], 2) && isClose(matrix[0, 2], 2) && isClose(matrix[2, 2], 2))
  }

  /// An exponent of growth other than one, where nothing was observed at the same share.
  @Test(arguments: [0.3, 1.7])
  func theGradientsHoldForEveryGrowth(growth: Double) {
    let kernel = kernel(growth: growth)
    let stream = RandomStream(seed: 3)
    let inputs = Matrix((0..<9).map { _ in (0..<4).map { _ in stream.uniform() } })
    let weights = (0..<9).map { _ in stream.normal() }
    let point = (0..<4).map { _ in stream.uniform() }
    #expect(
      isGradient(
        kernel.inputGradient(at: point, inputs: inputs, weights: weights), at: point,
        relative: 1e-5
      ) {
        dot(kernel.matrix(inputs, Matrix([$0])).elements, weights)
      })
    #expect(
      isGradient(kernel.varianceGradient(at: point), at: point, relative: 1e-5) {
        kernel.variances(Matrix([$0]))[0]
      })
    var outer = Matrix(rows: 9, columns: 9)
    for row in 0..<9 {
      for column in 0..<9 { outer[row, column] = weights[row] * weights[column] }
    }
    #expect(
      isGradient(
        kernel.parameterGradient(weights: outer, inputs: inputs), at: kernel.logParameters,
        relative: 1e-5
      ) { parameters in
        var moved = kernel
        moved.logParameters = parameters
        return dot(moved.matrix(inputs).elements, outer.elements)
      })
  }

  /// The more of the training has passed, the more is known of its end.
  @Test func whatIsKnownOfTheEndGrowsAlongTheCurve() throws {
    let deviations = try [0.25, 0.5, 0.75, 1].map { share in
      try GaussianProcess(
        kernel: kernel(growth: 1), noiseVariance: 1e-4, inputs: Matrix([[0.1, 0.2, share, 0]]),
        targets: [0]
      ).prediction(at: [0.1, 0.2, 1, -1]).standardDeviation
    }
    #expect(zip(deviations, deviations.dropFirst()).allSatisfy { $0 > $1 + 0.01 })
  }

  /// Whole curves of some points predict the ends of other curves: 2 − x + 0.4 (s⁻¹ᐟ² − 1).
  @Test func theEndOfACurveIsExtrapolated() throws {
    let stream = RandomStream(seed: 5)
    func value(_ x: Double, _ share: Double) -> Double {
      2 - x + 0.4 * (1 / share.squareRoot() - 1)
    }
    var rows: [[Double]] = []
    for (run, x) in [0, 0.2, 0.4, 0.6, 0.8, 1].enumerated() {
      // The last two runs were stopped half way.
      for share in [0.25, 0.5, 0.75, 1] where run < 4 || share <= 0.5 {
        rows.append([x, share, Double(run)])
      }
    }
    let targets = rows.map { value($0[0], $0[1]) + stream.normal(standardDeviation: 0.005) }
    let process = try GaussianProcessFit.learningCurves(dimension: 1)
      .fitted(to: ProcessData(inputs: Matrix(rows), targets: targets), using: stream).process
    let prediction = process.prediction(at: [1, 1, -1])
    #expect(isClose(prediction.mean, 1, absolute: 3 * prediction.standardDeviation))
    #expect(isClose(prediction.mean, 1, absolute: 0.1))
  }

  @Test func manyCurvesOfOnePointAreNoTrouble() throws {
    let stream = RandomStream(seed: 6)
    let rows = (0..<60).map { [0.5, 0.5, [0.25, 0.5, 1][$0 % 3], Double($0 / 3)] }
    let process = try GaussianProcessFit.learningCurves(dimension: 2)
      .fitted(
        to: ProcessData(inputs: Matrix(rows), targets: rows.map { _ in stream.normal() }),
        using: stream
      )
      .process
    #expect(process.prediction(at: [0.5, 0.5, 1, -1]).mean.isFinite)
  }
}
