import GSLNumerics
import GaussianProcesses

/// A kind of model of the objective as a function of the mixture.
public enum MixtureModelKind: String, CaseIterable, Sendable {
  /// The Gaussian process of the optimiser, which recommends.
  case gaussianProcess = "gaussian_process"
  /// The exponential of a linear function, above a floor: a data-mixing law.
  case logLinear = "log_linear"
  /// A linear function, by ridge regression.
  case linear
  /// The mean.
  case constant
}

/// Runs as a model takes them: what is minimised at points.
struct RunData {
  /// The shares, then the scales, `[runs][dimension]`.
  let points: [[Double]]

  /// The objectives, small ones being good, `[runs]`.
  let objectives: [Double]

  /// The number of shares in a point.
  let shares: Int

  func subset(_ indices: [Int]) -> RunData {
    RunData(
      points: indices.map { points[$0] }, objectives: indices.map { objectives[$0] },
      shares: shares)
  }

  /// A point as linear models take it: the scales, of which only ratios count, by their logarithms.
  func features(of point: [Double]) -> [Double] {
    point.prefix(shares) + point.dropFirst(shares).map { log($0) }
  }
}

/// A model of the objective, fitted to runs.
protocol MixtureModel: Sendable {
  /// Returns the prediction of a run at each point, its noise included, `[points]`.
  func runs(at points: [[Double]]) -> [Prediction]
}

/// The mean of the objectives.
struct ConstantModel: MixtureModel {
  private let prediction: Prediction

  init(of data: RunData) {
    let statistics = SampleStatistics(data.objectives)
    let deviation = statistics.standardDeviation ?? 0
    prediction = Prediction(mean: statistics.mean, variance: deviation * deviation)
  }

  func runs(at points: [[Double]]) -> [Prediction] { points.map { _ in prediction } }
}
