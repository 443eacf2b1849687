import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct GaussianProcessTests {
  private let inputs = Matrix([
    [0.1, 0.2], [0.4, 0.9], [0.7, 0.3], [0.9, 0.8], [0.2, 0.6], [0.55, 0.5],
  ])
  private let targets = [1, -0.5, 2, 0.3, 0.8, -1.2]
  private let points = Matrix([[0.5, 0.5], [0, 1], [0.33, 0.41]])

  private func process(
    _ kernel: any Kernel = MaternFiveHalves(lengthScales: [0.3, 0.8], variance: 1.7),
    noise: Double = 0.01, scale: Standardizer = .identity
  ) throws -> GaussianProcess {
    try GaussianProcess(
      kernel: kernel, noiseVariance: noise, inputs: inputs, targets: targets, standardizer: scale)
  }

  // MARK: - Known values

  /// scikit-learn 1.9.1, with the inputs and targets above:
  /// `g = GaussianProcessRegressor(ConstantKernel(1.7) * Matern([.3, .8], nu=2.5), alpha=.01,
  /// optimizer=None).fit(X, y)`, `g.predict(T, return_std=True)` (squared),
  /// `g.log_marginal_likelihood(g.kernel_.theta, eval_gradient=True)`, which has the variance first.
  @Test func thePosteriorIsScikitLearnsForTheMaternKernel() throws {
    let process = try process()
    let predictions = process.predictions(at: points)
    #expect(
      isClose(
        predictions.map(\.mean), [-1.4095417608080876, 0.9694974464444954, -0.3815357717694132],
        relative: 1e-11))
    #expect(
      isClose(
        predictions.map(\.variance),
        [0.044808587437368486, 1.0108998242267844, 0.28818801098866875], relative: 1e-11))
    #expect(isClose(process.logMarginalLikelihood, -15.637172669911653, relative: 1e-11))
    #expect(
      isClose(
        process.logMarginalLikelihoodGradient.kernel,
        [-14.530471292912042, -5.723957122491512, 7.010548233736511], relative: 1e-10))
    #expect(process.jitter == 0)
  }

  /// The same with `RBF([.3, .8])`.
  @Test func thePosteriorIsScikitLearnsForTheSquaredExponential() throws {
    let process = try process(SquaredExponential(lengthScales: [0.3, 0.8], variance: 1.7))
    let predictions = process.predictions(at: points)
    #expect(
      isClose(
        predictions.map(\.mean), [-1.3494949647272207, 2.279281956649487, -0.9423978859873436],
        relative: 1e-10))
    #expect(
      isClose(
        predictions.map(\.variance),
        [0.018691413424846818, 0.699387997760128, 0.10346169239106119], relative: 1e-10))
    #expect(isClose(process.logMarginalLikelihood, -27.330051459151086, relative: 1e-10))
    #expect(
      isClose(
        process.logMarginalLikelihoodGradient.kernel,
        [-41.971677249235555, -25.86070675539003, 17.47216249147928], relative: 1e-9))
  }

  // MARK: - Gradients

  @Test func theGradientOfTheEvidenceIsThatOfDifferences() throws {
    let process = try process()
    let gradient = process.logMarginalLikelihoodGradient
    let point = process.kernel.logParameters + [log(process.noiseVariance)]
    #expect(
      isGradient(gradient.kernel + [gradient.noise], at: point) { logarithms in
        var kernel = process.kernel
        kernel.logParameters = Array(logarithms.dropLast())
        let moved = try? GaussianProcess(
          kernel: kernel, noiseVariance: exp(logarithms[3]), inputs: inputs, targets: targets)
        return moved?.logMarginalLikelihood ?? .nan
      })
  }

  @Test(arguments: [[0.5, 0.5], [0, 1], [0.12, 0.22], [3, -2]])
  func theGradientsOfThePredictionAreThoseOfDifferences(input: [Double]) throws {
    let process = try process(scale: Standardizer(shift: 10, scale: 3))
    let result = process.predictionWithGradients(at: input)
    let plain = process.prediction(at: input)
    #expect(isClose(result.prediction.mean, plain.mean))
    #expect(isClose(result.prediction.variance, plain.variance))
    #expect(isGradient(result.meanGradient, at: input) { process.prediction(at: $0).mean })
    #expect(isGradient(result.varianceGradient, at: input) { process.prediction(at: $0).variance })
    #expect(
      isGradient(result.standardDeviationGradient, at: input) {
        process.prediction(at: $0).standardDeviation
      })
  }

  // MARK: - Laws

  @Test func withoutNoiseThePosteriorPassesThroughTheObservations() throws {
    let process = try process(noise: 0)
    for (row, target) in targets.enumerated() {
      let prediction = process.prediction(at: inputs.row(row))
      #expect(isClose(prediction.mean, target, relative: 1e-9))
      #expect(prediction.variance > 0 && prediction.variance < 1e-9)
    }
  }

  @Test func farAwayThePriorReturns() throws {
    let prediction = try process(scale: Standardizer(shift: 10, scale: 2)).prediction(at: [50, 50])
    #expect(isClose(prediction.mean, 10))
    #expect(isClose(prediction.variance, 1.7 * 4))
  }

  @Test func anObservationMoreNeverWidensThePrediction() throws {
    let before = try process()
    let after = try before.conditioned(onMore: Matrix([[0.3, 0.3]]), targets: [5])
    let whole = try GaussianProcess(
      kernel: before.kernel, noiseVariance: before.noiseVariance,
      inputs: Matrix((0..<6).map(inputs.row) + [[0.3, 0.3]]), targets: targets + [5])
    for row in 0..<3 {
      let point = points.row(row)
      #expect(after.prediction(at: point).variance <= before.prediction(at: point).variance)
      #expect(isClose(after.prediction(at: point).mean, whole.prediction(at: point).mean))
      #expect(isClose(after.prediction(at: point).variance, whole.prediction(at: point).variance))
    }
  }

  @Test func theUnitsOfTheTargetsDoNotMatter() throws {
    let plain = try process()
    let scale = Standardizer(shift: -7, scale: 1000)
    let scaled = try GaussianProcess(
      kernel: plain.kernel, noiseVariance: plain.noiseVariance, inputs: inputs,
      targets: targets.map { $0 * 1000 - 7 }, standardizer: scale)
    let (one, other) = (plain.prediction(at: [0.5, 0.1]), scaled.prediction(at: [0.5, 0.1]))
    #expect(isClose(other.mean, one.mean * 1000 - 7, relative: 1e-10))
    #expect(isClose(other.standardDeviation, one.standardDeviation * 1000, relative: 1e-10))
  }

  // MARK: - Extremes

  @Test func nothingObservedIsThePrior() throws {
    let process = try GaussianProcess(
      kernel: MaternFiveHalves(lengthScales: [1], variance: 2), noiseVariance: 0.1,
      inputs: Matrix(rows: 0, columns: 1), targets: [])
    #expect(process.prediction(at: [0.3]) == Prediction(mean: 0, variance: 2))
    let result = process.predictionWithGradients(at: [0.3])
    #expect(result.meanGradient == [0] && result.varianceGradient == [0])
    #expect(process.logMarginalLikelihood == 0)
  }

  @Test func theSameInputTwiceWithoutNoiseTakesJitter() throws {
    let process = try GaussianProcess(
      kernel: SquaredExponential(lengthScales: [1]), noiseVariance: 0,
      inputs: Matrix([[0.5], [0.5], [0.5 + 1e-12], [0.9]]), targets: [1, 1, 1, 2])
    #expect(process.jitter > 0 && process.jitter < 1e-6)
    #expect(isClose(process.prediction(at: [0.5]).mean, 1, relative: 1e-3))
  }

  @Test func anInputThatIsNotANumberIsAnError() {
    #expect(throws: GSLError.self) {
      try GaussianProcess(
        kernel: MaternFiveHalves(lengthScales: [1]), noiseVariance: 0.1,
        inputs: Matrix([[.nan]]), targets: [1])
    }
  }
}
