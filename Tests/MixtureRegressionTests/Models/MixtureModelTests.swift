import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@testable import MixtureRegression

@Suite struct MixtureModelTests {
  private static func data(runs: Int = 40, noise: Double = 0, _ law: ([Double]) -> Double)
    -> RunData
  {
    let stream = RandomStream(seed: 8)
    let points = (0..<runs).map { _ in stream.dirichlet([1, 1, 1]) }
    return RunData(
      points: points,
      objectives: points.map { law($0) + stream.normal(standardDeviation: noise) }, shares: 3)
  }

  private static func line(_ w: [Double]) -> Double { 2 + w[0] - 3 * w[1] }
  private static func law(_ w: [Double]) -> Double { 1.5 + exp(0.5 - 3 * w[0] - w[1]) }

  @Test func aLineIsRecovered() throws {
    let model = try LinearModel(of: Self.data(Self.line))
    let predictions = model.runs(at: [[1, 0, 0], [0, 1, 0], [0.2, 0.3, 0.5]])
    #expect(isClose(predictions.map(\.mean), [3, -1, 1.3], absolute: 1e-4))
    #expect(predictions[0].standardDeviation < 1e-4)
  }

  @Test func aLawIsRecovered() throws {
    let model = try LogLinearModel(of: Self.data(Self.law))
    let points = [[1.0, 0, 0], [0, 0, 1], [0.2, 0.3, 0.5]]
    #expect(
      isClose(model.runs(at: points).map(\.mean), points.map(Self.law), relative: 0.02))
  }

  @Test func theErrorsOfRunsAreTheNoise() throws {
    for model in [
      try LinearModel(of: Self.data(runs: 400, noise: 0.1, Self.line)) as any MixtureModel,
      try LogLinearModel(of: Self.data(runs: 400, noise: 0.1, Self.law)),
    ] {
      #expect(abs(model.runs(at: [[0.3, 0.3, 0.4]])[0].standardDeviation - 0.1) < 0.01)
    }
  }

  @Test func theMeanIsAlwaysPredicted() {
    let data = RunData(points: [[1, 0, 0], [0, 1, 0]], objectives: [1, 3], shares: 3)
    let prediction = ConstantModel(of: data).runs(at: [[0, 0, 1]])[0]
    #expect(prediction.mean == 2 && isClose(prediction.variance, 2))
  }

  /// Ratios of steps count.
  @Test func scalesAreTakenByTheirLogarithms() throws {
    let stream = RandomStream(seed: 8)
    let points = (0..<40).map { _ in
      stream.dirichlet([1, 1]) + [exp(stream.uniform() * 5)]
    }
    let data = RunData(
      points: points, objectives: points.map { $0[0] - 0.5 * log($0[2]) }, shares: 2)
    let model = try LinearModel(of: data)
    #expect(
      isClose(model.runs(at: [[0.5, 0.5, 100]])[0].mean, 0.5 - 0.5 * log(100), absolute: 1e-3))
  }
}
