import GSLNumerics
import GaussianProcesses
import Multitask
import Testing

@testable import Reports

@Suite struct MixtureModelTests {
  private static let active = [TaskIndex(0), TaskIndex(1), TaskIndex(2)]

  /// The best share of the first task is 0.4; the third has no effect beside that of leaving less to the others.
  private func model() throws -> MixtureModel {
    var (mixtures, scores): ([Mixture], [Double]) = ([], [])
    for first in 0...5 {
      for second in 0...5 - first {
        let mixture = try Mixture(
          weights: [Double(first), Double(second), Double(5 - first - second)])
        let miss = mixture.weights[0] - 0.4
        mixtures.append(mixture)
        scores.append(-miss * miss)
      }
    }
    return try #require(MixtureModel(active: Self.active, mixtures: mixtures, scores: scores))
  }

  @Test func theModelFindsTheShapeOfTheScore() throws {
    let model = try model()
    #expect(abs(model.prediction(at: [0.4, 0.3, 0.3]).mean) < 0.01)
    #expect(model.prediction(at: [1, 0, 0]).mean < -0.2)
    #expect(model.lengthScales[0] < model.lengthScales[2])
  }

  @Test func leavingOneOutIsConditioningOnTheOthers() throws {
    let inputs = [[0.1, 0.9], [0.4, 0.6], [0.5, 0.5], [0.8, 0.2], [1, 0]]
    let targets = [3.0, 5, 4, 7, 1]
    let kernel = MaternFiveHalves(lengthScales: [0.4, 0.7], variance: 1.5)
    let scale = Standardizer(shift: 4, scale: 2)
    let whole = try GaussianProcess(
      kernel: kernel, noiseVariance: 0.1, inputs: Matrix(inputs), targets: targets,
      standardizer: scale)
    let predictions = try #require(whole.leaveOneOut)
    for left in inputs.indices {
      let rest = inputs.indices.filter { $0 != left }
      let prediction = try GaussianProcess(
        kernel: kernel, noiseVariance: 0.1, inputs: Matrix(rest.map { inputs[$0] }),
        targets: rest.map { targets[$0] }, standardizer: scale
      ).prediction(at: inputs[left])
      #expect(abs(predictions[left].mean - prediction.mean) < 1e-10)
      // The prediction of an observation has its noise as well, in units of four.
      #expect(abs(predictions[left].variance - prediction.variance - 0.4) < 1e-10)
    }
  }

  @Test func fewTrialsMakeNoModel() throws {
    let mixture = try Mixture(weights: [1, 1, 1])
    #expect(
      MixtureModel(
        active: Self.active, mixtures: [mixture, mixture], scores: [1, 2]) == nil)
    #expect(
      MixtureModel(
        active: [TaskIndex(0)], mixtures: Array(repeating: mixture, count: 9),
        scores: Array(repeating: 1, count: 9)) == nil)
  }

  /// Scores that do not vary have no unit.
  @Test func equalScoresHaveAModel() throws {
    let mixtures = try (0..<8).map { try Mixture(weights: [1, Double($0), 1]) }
    let model = MixtureModel(
      active: Self.active, mixtures: mixtures, scores: Array(repeating: 0.5, count: 8))
    #expect(model.map { $0.prediction(at: [0.2, 0.4, 0.4]).mean.isFinite } ?? true)
  }
}
