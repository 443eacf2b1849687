import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct SampledFitTests {
  /// One observation, standardised to zero, says nothing of a length scale: the draws are the prior's.
  @Test func whatNothingIsKnownOfIsDrawnFromItsPrior() throws {
    let fit = GaussianProcessFit.standard(dimension: 1)
    let data = ProcessData(inputs: Matrix([[0.5]]), targets: [3])
    let samples = try fit.sampled(400, of: data, thinning: 4, using: RandomStream(seed: 21))
    let prior = LogNormalPrior.lengthScale(dimension: 1)
    let p = kolmogorovSmirnov(samples.map { $0.parameters.values[0] }) {
      NormalDistribution.cumulative(($0 - prior.location) / prior.scale)
    }
    #expect(p > 1e-3)
  }

  @Test func noDrawIsLikelierThanTheLikeliest() throws {
    let inputs = Matrix((0..<15).map { [Double($0) / 14] })
    let data = ProcessData(
      inputs: inputs,
      targets: (0..<15).map {
        let x = Double($0) / 14; return x * (1 - x) * (x - 0.3)
      })
    let fit = GaussianProcessFit.standard(dimension: 1)
    let likeliest = try fit.fitted(to: data, using: RandomStream(seed: 1)).parameters.logPosterior
    let samples = try fit.sampled(20, of: data, using: RandomStream(seed: 2))
    #expect(samples.allSatisfy { $0.parameters.logPosterior <= likeliest + 1e-3 })
    #expect(Set(samples.map { $0.parameters.values[0] }).count > 10)
  }

  @Test func aMixtureHoldsTheDisagreement() {
    let mixed = Prediction(
      mixing: [Prediction(mean: 1, variance: 0.5), Prediction(mean: 3, variance: 1.5)])
    #expect(mixed == Prediction(mean: 2, variance: 2))
  }
}
