import BayesianOptimization
import GSLNumerics
import GaussianProcesses

/// The Gaussian process of the optimiser, told the runs.
struct ProcessModel: MixtureModel {
  private(set) var optimizer: BayesianOptimizer
  let model: ObjectiveModel

  /// The number of posterior draws of the hyper-parameters, which few runs leave uncertain.
  private static let samples = 8

  /// The number of runs from which on the MAP estimate does: intervals are as wide, in a sixth of the time.
  private static let manyRuns = 128

  /// Fits the process.
  ///
  /// - Parameters:
  ///   - data: The measured runs.
  ///   - failures: The points of failed runs.
  ///   - pending: The points of runs that have not ended.
  ///   - space: The space of the points.
  /// - Throws: `BayesianOptimizationError` and `GSLError` when no process fits.
  init(
    of data: RunData, failures: [[Double]] = [], pending: [[Double]] = [],
    over space: any SearchSpace, seed: UInt64
  ) throws {
    var settings = OptimizerSettings.standard(for: space, isNoisy: true)
    // The knowledge gradient would compare with tried points that may not be proposed.
    if space is RestrictedSpace { settings.strategy = .acquisition(LogExpectedImprovement()) }
    settings.initialPoints = 0
    settings.partWeights = data.partWeights
    if data.points.count < Self.manyRuns { settings.hyperparameterSamples = Self.samples }
    optimizer = BayesianOptimizer(space: space, settings: settings, seed: seed)
    for (index, point) in data.points.enumerated() {
      let repeats = data.repeats[index]
      try optimizer.tell(
        point: point, objective: data.objectives[index], repeats: repeats == 1 ? nil : repeats,
        parts: data.parts.isEmpty ? nil : data.parts[index])
    }
    for point in failures { try optimizer.tell(point: point, objective: nil) }
    for point in pending {
      optimizer.restore(
        Suggestion(trial: optimizer.asks, point: point, origin: .model), memory: nil)
    }
    try optimizer.conclude()
    model = try optimizer.model()
  }

  func runs(at points: [[Double]]) -> [Prediction] {
    runs(at: points, repeats: points.map { _ in 1 })
  }

  func runs(at points: [[Double]], repeats: [Double]) -> [Prediction] {
    let noise = model.noise
    return zip(model.predictions(at: points), repeats).map { prediction, repeats in
      Prediction(mean: prediction.mean, variance: prediction.variance + noise * noise / repeats)
    }
  }
}
