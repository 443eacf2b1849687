import GSLNumerics
import NumericalChecks
import Testing

@testable import GaussianProcesses

/// Targets that are the means of several evaluations.
@Suite struct RepeatTests {
  private let kernel = MaternFiveHalves(lengthScales: [0.5])
  private let means = (inputs: Matrix([[0.0], [0.3], [0.9]]), targets: [0.2, 0.5, -0.1])

  private func process(noise: Double = 0.3, repeats: [Double]) throws -> GaussianProcess {
    try GaussianProcess(
      kernel: kernel, noiseVariance: noise, inputs: means.inputs, targets: means.targets,
      repeats: repeats)
  }

  /// The mean is all that the evaluations of one input say.
  @Test func aMeanSaysWhatItsEvaluationsDo() throws {
    let all = try GaussianProcess(
      kernel: kernel, noiseVariance: 0.3,
      inputs: Matrix([[0.0], [0.0], [0.0], [0.3], [0.9], [0.9]]),
      targets: [0.1, 0.4, 0.1, 0.5, -0.3, 0.1])
    let process = try process(repeats: [3, 1, 2])
    for input in [[0.1], [0.6]] {
      let (one, other) = (process.prediction(at: input), all.prediction(at: input))
      #expect(isClose(one.mean, other.mean, relative: 1e-10))
      #expect(isClose(one.variance, other.variance, relative: 1e-10))
    }
    let single = try self.process(repeats: [])
    #expect(
      try self.process(repeats: [1, 1, 1]).prediction(at: [0.1]) == single.prediction(at: [0.1]))
  }

  @Test func theGradientByTheNoiseIsThatOfDifferences() throws {
    func evidence(_ logarithm: [Double]) throws -> Double {
      try process(noise: exp(logarithm[0]), repeats: [3, 1, 2]).logMarginalLikelihood
    }
    let gradient = try process(noise: exp(-1), repeats: [3, 1, 2]).logMarginalLikelihoodGradient
    let step = 1e-5
    let slope = (try evidence([-1 + step]) - evidence([-1 - step])) / (2 * step)
    #expect(isClose(gradient.noise, slope, relative: 1e-6))
  }

  @Test func moreObservationsAreOfOneEvaluationEach() throws {
    let more = try process(repeats: [3, 1, 2]).conditioned(onMore: Matrix([[0.6]]), targets: [0.1])
    #expect(more.repeats == [3, 1, 2, 1])
    let all = try GaussianProcess(
      kernel: kernel, noiseVariance: 0.3, inputs: Matrix([[0.0], [0.3], [0.9], [0.6]]),
      targets: means.targets + [0.1], repeats: [3, 1, 2, 1])
    #expect(
      isClose(more.prediction(at: [0.5]).mean, all.prediction(at: [0.5]).mean, relative: 1e-10))
  }
}
