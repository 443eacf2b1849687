import Foundation
import GSLNumerics
import NumericalChecks
import Testing

@testable import GaussianProcesses

@Suite struct GaussianProcessFitTests {
  /// A process of known hyper-parameters observed with noise, drawn through a Cholesky factor.
  private func draw(
    _ kernel: any Kernel, noise: Double, count: Int, seed: UInt64
  ) throws -> (Matrix, [Double]) {
    let stream = RandomStream(seed: seed)
    let inputs = Matrix(
      (0..<count).map { _ in (0..<kernel.dimension).map { _ in stream.uniform() } })
    var covariances = kernel.matrix(inputs)
    for index in 0..<count { covariances[index, index] += noise }
    let factor = try Cholesky(of: covariances)
    return (inputs, factor.lower.times((0..<count).map { _ in stream.normal() }))
  }

  @Test func aProcessOfItsOwnFindsAFunctionAndKnowsWhereItDoesNot() throws {
    let inputs = (0..<20).map { [Double($0) / 19] }
    let targets = inputs.map { ($0[0] - 0.3) * ($0[0] - 0.3) }
    let process = try GaussianProcess.fitted(to: inputs, targets)
    let predictions = process.predictions(at: [[0.25], [0.3], [2]])
    #expect(isClose(predictions[0].mean, 0.0025, absolute: 1e-3))
    #expect(isClose(predictions[1].mean, 0, absolute: 1e-3))
    #expect(predictions[2].standardDeviation > 100 * predictions[1].standardDeviation)
    #expect(process.predictions(at: [[Double]]()).isEmpty)
  }

  @Test func lengthScalesAndNoiseAreRecovered() throws {
    let truth = MaternFiveHalves(lengthScales: [0.15, 2.5])
    let (inputs, targets) = try draw(truth, noise: 0.04, count: 150, seed: 3)
    let fitted = try GaussianProcessFit.standard(dimension: 2)
      .fitted(to: ProcessData(inputs: inputs, targets: targets), using: RandomStream(seed: 4))
      .process
    let lengthScales = fitted.kernel.logParameters.prefix(2).map { exp($0) }
    // In the units of the targets, whose variance is not exactly the process's.
    let noise = fitted.noiseVariance * fitted.standardizer.scale * fitted.standardizer.scale
    #expect(lengthScales[0] > 0.08 && lengthScales[0] < 0.3)
    #expect(lengthScales[1] > 4 * lengthScales[0])
    #expect(noise > 0.025 && noise < 0.06)
  }

  @Test func theFitOfManyObservationsIsFinished() throws {
    let (inputs, targets) = try draw(
      MaternFiveHalves(lengthScales: [0.3, 0.5, 1, 2, 4, 8]), noise: 0.3, count: 200, seed: 25)
    let data = ProcessData(inputs: inputs, targets: targets)
    var thorough = GaussianProcessFit.standard(dimension: 6)
    (thorough.searchSample, thorough.iterations, thorough.leastGain) = (200, 500, 0)
    let best = try thorough.searched(data, using: RandomStream(seed: 26))
    let fitted = try GaussianProcessFit.standard(dimension: 6)
      .fitted(to: data, using: RandomStream(seed: 26))
    #expect(fitted.parameters.logPosterior > best.logPosterior - 0.1)
  }

  @Test func theFitIsAStationaryPointOfThePosterior() throws {
    let (inputs, targets) = try draw(
      MaternFiveHalves(lengthScales: [0.3, 0.5]), noise: 0.01, count: 40, seed: 5)
    var fit = GaussianProcessFit.standard(dimension: 2)
    fit.iterations = 200
    fit.leastGain = 0
    let fitted = try fit.fitted(
      to: ProcessData(inputs: inputs, targets: targets), using: RandomStream(seed: 6)
    ).process
    let slopes = fitted.logMarginalLikelihoodGradient
    for (index, parameter) in fitted.kernel.logParameters.enumerated() {
      let slope =
        slopes.kernel[index] + fit.kernelPriors[index].logDensity(ofLogarithm: parameter).slope
      #expect(abs(slope) < 0.01)
    }
  }

  /// Of two fits that differ in the least gain alone, the one that ends early has almost the same posterior
  /// density.
  @Test func endingAClimbEarlyLosesLittle() throws {
    for seed in UInt64(0)..<5 {
      let (inputs, targets) = try draw(
        MaternFiveHalves(lengthScales: [0.1, 0.4, 2]), noise: 0.01, count: 60, seed: 30 + seed)
      let data = ProcessData(inputs: inputs, targets: targets)
      var fit = GaussianProcessFit.standard(dimension: 3)
      let early = try fit.searched(data, using: RandomStream(seed: 1))
      (fit.leastGain, fit.iterations, fit.restarts) = (0, 200, 4)
      let late = try fit.searched(data, using: RandomStream(seed: 1))
      #expect(early.logPosterior > late.logPosterior - 0.1)
    }
  }

  /// Targets whose logarithms are a process: the exponent comes out well below one, and a fit that may
  /// transform is likelier than one that may not.
  @Test func targetsWithALongTailArePulledIn() throws {
    let (inputs, logarithms) = try draw(
      SquaredExponential(lengthScales: [0.3, 0.5], variance: 4), noise: 1e-6, count: 40, seed: 15)
    let data = ProcessData(inputs: inputs, targets: logarithms.map { exp($0) })
    var fit = GaussianProcessFit.standard(dimension: 2, noise: .none)
    let plain = try fit.fitted(to: data, using: RandomStream(seed: 16))
    fit.exponentDeviation = 0.5
    let fitted = try fit.fitted(to: data, using: RandomStream(seed: 16))
    #expect(fitted.transform.power.exponent < 0.5 && plain.transform.power == .identity)
    #expect(fitted.parameters.logPosterior > plain.parameters.logPosterior + 5)
    #expect(
      isClose(
        fitted.transform.restored(fitted.transform.transformed(data.targets)), data.targets,
        relative: 1e-9))
  }

  /// Most of the variance is in a few targets, and the minimum among the others: units of the low ones are far
  /// likelier than those of all.
  @Test func lowTargetsHaveUnitsOfTheirOwn() throws {
    let (inputs, logarithms) = try draw(
      SquaredExponential(lengthScales: [0.3, 0.5], variance: 16), noise: 1e-6, count: 40, seed: 15)
    let data = ProcessData(inputs: inputs, targets: logarithms.map { exp($0) })
    let ends = try GaussianProcessFit.candidates(
      lengthScales: [.lengthScale(dimension: 2), .lengthScale(dimension: 2)], noise: .none
    ).map {
      (units: $0.transformUnits, end: try $0.searched(data, using: RandomStream(seed: 16)))
    }
    func best(_ units: TransformUnits) -> Double {
      ends.filter { $0.units == units }.map(\.end.logPosterior).reduce(-.infinity, max)
    }
    #expect(best(.lowerQuartile) > best(.standard) + 5)
  }

  @Test(arguments: TransformUnits.allCases)
  func theSlopesAreThoseOfCentralDifferences(units: TransformUnits) throws {
    let (inputs, logarithms) = try draw(
      MaternFiveHalves(lengthScales: [0.3, 0.5]), noise: 0.01, count: 20, seed: 18)
    var fit = GaussianProcessFit.standard(dimension: 2)
    (fit.exponentDeviation, fit.transformUnits) = (0.5, units)
    let posterior = LogPosterior(
      fit: fit, data: ProcessData(inputs: inputs, targets: logarithms.map { exp($0) }))
    let stream = RandomStream(seed: 19)
    for _ in 0..<5 {
      let point = [-0.5, -0.8, 0.3, -2, 0.4].map { $0 + stream.normal(standardDeviation: 0.3) }
      var gradient = point
      _ = posterior.negated(point, &gradient)
      for index in point.indices {
        var (above, below) = (point, point)
        above[index] += 1e-5
        below[index] -= 1e-5
        let slope = (posterior.value(below) - posterior.value(above)) / 2e-5
        #expect(abs(gradient[index] - slope) < 1e-5 * max(1, abs(slope)))
      }
    }
  }

  /// No ascent begins at an unlikely start if there is a likelier one.
  @Test func oneClimbBeginsAtTheLikeliestStart() throws {
    let (inputs, targets) = try draw(
      MaternFiveHalves(lengthScales: [0.2, 0.4]), noise: 0.01, count: 30, seed: 20)
    let data = ProcessData(inputs: inputs, targets: targets)
    var fit = GaussianProcessFit.standard(dimension: 2)
    fit.climbs = 1
    let afresh = try fit.searched(data, using: RandomStream(seed: 1))
    let misled = try fit.searched(data, from: [8, 8, -9, 3], using: RandomStream(seed: 1))
    let onwards = try fit.searched(data, from: afresh.values, using: RandomStream(seed: 1))
    #expect(misled == afresh)
    #expect(onwards.logPosterior >= afresh.logPosterior)
  }

  /// One wild target: known to be noisy, it is passed over.
  @Test func knownNoiseIsTakenAtItsWord() throws {
    let inputs = Matrix((0..<11).map { [Double($0) / 10] })
    let targets = (0..<11).map { $0 == 5 ? 4 : Double($0) / 10 }
    let known = (0..<11).map { $0 == 5 ? 100.0 : 0 }
    func middle(_ noise: [Double]) throws -> Double {
      try GaussianProcessFit.standard(dimension: 1).fitted(
        to: ProcessData(inputs: inputs, targets: targets, knownNoise: noise),
        using: RandomStream(seed: 17)
      ).process.prediction(at: [0.5]).mean
    }
    #expect(try isClose(middle(known), 0.5, absolute: 0.05))
    #expect(try abs(middle([]) - 0.5) > 0.2)
  }

  @Test func theFitIsAFunctionOfItsArguments() throws {
    let (inputs, targets) = try draw(
      MaternFiveHalves(lengthScales: [0.3]), noise: 0.1, count: 20, seed: 7)
    func fitted() throws -> [Double] {
      try GaussianProcessFit.standard(dimension: 1)
        .fitted(to: ProcessData(inputs: inputs, targets: targets), using: RandomStream(seed: 8))
        .parameters.values
    }
    #expect(try fitted() == fitted())
  }

  @Test func theNoiseStaysAboveItsFloor() throws {
    let inputs = Matrix((0..<15).map { [Double($0) / 14] })
    let targets = (0..<15).map { Double($0) * Double($0) }
    let fitted = try GaussianProcessFit.standard(dimension: 1)
      .fitted(to: ProcessData(inputs: inputs, targets: targets), using: RandomStream(seed: 9))
      .process
    #expect(fitted.noiseVariance >= 1e-6)
  }

  @Test(arguments: [1, 2, 3])
  func fewObservationsAreEnough(count: Int) throws {
    let inputs = Matrix((0..<count).map { [Double($0) / 3, 0.5] })
    let fitted = try GaussianProcessFit.standard(dimension: 2).fitted(
      to: ProcessData(inputs: inputs, targets: (0..<count).map(Double.init)),
      using: RandomStream(seed: 10)
    ).process
    #expect(fitted.prediction(at: [0.2, 0.5]).mean.isFinite)
  }

  @Test func aConstantAndARepeatedInputAreNoTrouble() throws {
    let inputs = Matrix(Array(repeating: [0.5, 0.5], count: 12))
    for targets in [Array(repeating: 3.0, count: 12), (0..<12).map { Double($0 % 3) }] {
      let fitted = try GaussianProcessFit.standard(dimension: 2)
        .fitted(to: ProcessData(inputs: inputs, targets: targets), using: RandomStream(seed: 11))
        .process
      let mean = targets.reduce(0, +) / 12
      #expect(isClose(fitted.prediction(at: [0.5, 0.5]).mean, mean, absolute: 0.1))
    }
  }

  /// The known values are from scikit-learn 1.9.1. Its `normalize_y` now scales as well, so the mean is removed here:
  ///
  ///     x = np.arange(12)[:, None] / 11
  ///     y = 0.7 + 0.3 * np.sin(7 * x[:, 0]) + 0.05 * np.cos(40 * x[:, 0])
  ///     k = C(1.0, (0.01, 1000)) * Matern([1.0], [(0.01, 100)], nu=2.5) + WhiteKernel(1.0, (1e-5, 1e5))
  ///     r = GaussianProcessRegressor(k, alpha=1e-10, n_restarts_optimizer=20, random_state=0).fit(x, y - y.mean())
  ///     r.predict([[0.37], [1.4]], return_std=True)
  @Test func scikitOptimizesFitIsThatOfScikitLearnOnCentredTargets() throws {
    let inputs = (0..<12).map { [Double($0) / 11] }
    let targets = inputs.map { 0.7 + 0.3 * sin(7 * $0[0]) + 0.05 * cos(40 * $0[0]) }
    var fit = GaussianProcessFit.scikitOptimize(dimension: 1)
    (fit.iterations, fit.leastGain) = (200, 0)
    let process = try fit.fitted(
      to: ProcessData(inputs: Matrix(inputs), targets: targets), using: RandomStream(seed: 1)
    ).process
    #expect(process.standardizer.scale == 1)
    let expected = [(0.85230922, 0.0325527), (0.77159144, 0.21060738)]
    for (prediction, known) in zip(process.predictions(at: [[0.37], [1.4]]), expected) {
      #expect(isClose(prediction.mean, known.0, absolute: 1e-3))
      #expect(isClose(prediction.standardDeviation, known.1, absolute: 1e-3))
    }
  }

  /// The bounds are of the targets' own units: scores that differ by thousandths have a variance of a hundredth
  /// there, and the noise of scores in percent fits in.
  @Test(arguments: [0.001, 100])
  func theBoundsOfScikitOptimizeAreInTheUnitsOfTheTargets(size: Double) throws {
    let (inputs, targets) = try draw(
      MaternFiveHalves(lengthScales: [0.3, 0.5]), noise: 0.01, count: 30, seed: 12)
    let process = try GaussianProcessFit.scikitOptimize(dimension: 2).fitted(
      to: ProcessData(inputs: inputs, targets: targets.map { 5 + size * $0 }),
      using: RandomStream(seed: 13)
    ).process
    let variance = exp(try #require(process.kernel.logParameters.last))
    let far = process.predictions(at: [[1e4, 1e4]])[0]
    #expect(isClose(far.standardDeviation * far.standardDeviation, variance, relative: 0.01))
    #expect(variance > 0.007 && variance < 1400)
    #expect(process.noiseVariance > 0.7e-5 && process.noiseVariance < 1.4e5)
    if size == 100 { #expect(process.noiseVariance > 10) }
  }

  @Test func scikitOptimizesFitStaysNearItsBounds() throws {
    let (inputs, targets) = try draw(
      MaternFiveHalves(lengthScales: [0.3, 0.5]), noise: 0.01, count: 30, seed: 12)
    let fitted = try GaussianProcessFit.scikitOptimize(dimension: 2)
      .fitted(to: ProcessData(inputs: inputs, targets: targets), using: RandomStream(seed: 13))
      .process
    for parameter in fitted.kernel.logParameters {
      #expect(parameter > log(0.005) && parameter < log(2000))
    }
  }
}

@Suite struct HyperparameterPriorTests {
  static let priors: [any HyperparameterPrior] = [
    LogNormalPrior(location: 0.3, scale: 0.8), BoundsPrior(0.01...100),
    LogNormalPrior.lengthScale(dimension: 4),
  ]

  @Test(arguments: priors.indices)
  func theSlopeIsThatOfDifferences(index: Int) {
    let prior = Self.priors[index]
    for u in [-7, -2, 0.1, 3, 6.0] {
      #expect(
        isGradient([prior.logDensity(ofLogarithm: u).slope], at: [u]) {
          prior.logDensity(ofLogarithm: $0[0]).value
        })
    }
  }

  @Test(arguments: priors.indices)
  func theSlopeIsNoughtAtTheMode(index: Int) {
    let prior = Self.priors[index]
    #expect(isClose(prior.logDensity(ofLogarithm: prior.logMode).slope, 0, absolute: 1e-12))
  }

  /// Drawn logarithms u have the density that is claimed of eᵘ, times its slope eᵘ.
  @Test(arguments: priors.indices)
  func drawsHaveTheDensity(index: Int) throws {
    let prior = Self.priors[index]
    let stream = RandomStream(seed: 14)
    let sample = (0..<2000).map { _ in prior.logSample(using: stream) }
    let (low, high) = (-12.0, 14.0)
    let isFlat = prior is BoundsPrior
    // The bounds' prior draws evenly over the logarithm, where its density says nothing.
    func density(_ u: Double) -> Double {
      exp(prior.logDensity(ofLogarithm: u).value + (isFlat ? 0 : u))
    }
    let inside = isFlat ? (log(0.01), log(100.0)) : (low, high)
    let total = try integral(from: inside.0, to: inside.1, tolerance: 1e-7, of: density)
    let p = kolmogorovSmirnov(sample) { u in
      (try? integral(from: inside.0, to: u, tolerance: 1e-6, of: density) / total) ?? .nan
    }
    #expect(p > 1e-4)
  }
}
