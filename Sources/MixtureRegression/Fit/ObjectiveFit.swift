import BayesianOptimization
import GSLNumerics

/// One of several objectives of a table, by a model of its own.
public struct ObjectiveFit: Sendable {
  /// The name of the objective.
  public let name: String

  /// Its share in the mean.
  public let weight: Double

  /// The quality of its Gaussian process by cross-validation; nil without one.
  public let quality: ModelQuality?

  /// What is predicted of it at each candidate of the mean, `[candidates]`.
  public let predicted: [MixtureFit.Estimate]

  /// The mixture that is predicted best for it alone, within the limits, `[domains]`.
  public let bestMixture: [Double]

  /// What is predicted of it there.
  public let predictedBest: MixtureFit.Estimate

  /// Fits the process.
  ///
  /// - Parameters:
  ///   - table: The table of the objective.
  ///   - weight: Its share in the mean.
  ///   - points: The points of the mean's candidates.
  ///   - settings: The settings of the fit.
  /// - Throws: `MixtureFitError`, `SearchSpaceError`, `BayesianOptimizationError` and `GSLError`, as the fit of the mean.
  init(
    of table: RunTable, weight: Double, at points: [[Double]], _ settings: MixtureFitSettings
  ) throws {
    let space = try RunSpace(of: table, settings)
    let process = try ProcessModel(
      of: space.data, failures: space.points { $0 == .failed }, over: space.restricted,
      seed: settings.seed)
    let best = try process.optimizer.predictedBest(near: try space.prior()).point
    let predictions = process.model.predictions(at: points + [best])
      .map { MixtureFit.Estimate($0, sign: table.sign) }
    name = table.objective
    self.weight = weight
    quality = try settings.qualities(of: [.gaussianProcess], in: space).first
    predicted = Array(predictions.dropLast())
    bestMixture = best
    predictedBest = predictions[points.count]
  }
}

extension MixtureFitSettings {
  /// Returns the quality of each of some kinds of models by cross-validation; empty without one.
  func qualities(of kinds: [MixtureModelKind], in space: RunSpace) throws -> [ModelQuality] {
    guard parts > 1 else { return [] }
    let data = space.data
    return try CrossValidation(
      of: data.points.map { Array($0.prefix(data.shares)) }, parts: parts,
      using: RandomStreams(seed: seed).stream("cross-validation")
    ).qualities(of: kinds, by: data, counting: space.counted, over: space.whole, seed: seed)
  }
}
