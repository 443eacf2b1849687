import BayesianOptimization
import GSLNumerics
import GaussianProcesses

/// How well a model predicts runs of mixtures that it has not seen, by cross-validation.
public struct ModelQuality: Equatable, Sendable {
  /// The kind of the model.
  public let kind: MixtureModelKind

  /// Spearman's rank correlation of predictions and objectives.
  public let rankCorrelation: Double

  /// The share of the objectives' variance that is explained, R²; negative where the mean predicts better.
  public let explained: Double

  /// The root of the mean squared error.
  public let error: Double

  /// The share of runs within their 68 % intervals.
  public let within68: Double

  /// The share of runs within their 95 % intervals.
  public let within95: Double

  /// Compares predictions of runs with their objectives, both small being good.
  init(_ kind: MixtureModelKind, predictions: [Prediction], objectives: [Double]) {
    self.kind = kind
    let means = predictions.map(\.mean)
    rankCorrelation =
      kind == .constant ? 0 : GSLNumerics.rankCorrelation(means, objectives)
    let errors = zip(objectives, means).map { $0 - $1 }
    let squares = dot(errors, errors)
    let centre = objectives.reduce(0, +) / Double(objectives.count)
    let spread = objectives.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    explained = spread > 0 ? 1 - squares / spread : 0
    error = (squares / Double(objectives.count)).squareRoot()
    func coverage(_ level: Double) -> Double {
      let width = NormalDistribution.quantile(0.5 + level / 2)
      let within = zip(errors, predictions).count { abs($0) <= width * $1.standardDeviation }
      return Double(within) / Double(objectives.count)
    }
    within68 = coverage(0.68)
    within95 = coverage(0.95)
  }
}

/// The division of runs into parts, each predicted from the others; runs of one mixture are in the same.
struct CrossValidation {
  /// The runs of each part, `[parts]`.
  let parts: [[Int]]

  /// Draws the parts.
  ///
  /// - Parameters:
  ///   - mixtures: The mixture of each run.
  ///   - count: The largest number of parts.
  init(of mixtures: [[Double]], parts count: Int, using stream: RandomStream) {
    var groups: [[Double]: Int] = [:]
    let group = mixtures.map { mixture in
      let next = groups.count
      return groups[mixture]
        ?? {
          groups[mixture] = next
          return next
        }()
    }
    let order = stream.permutation(groups.count)
    let most = min(count, groups.count)
    parts = (0..<most).map { part in
      mixtures.indices.filter { order[group[$0]] % most == part }
    }
  }

  /// Returns the quality of each of some kinds of models.
  ///
  /// - Parameters:
  ///   - kinds: The kinds.
  ///   - data: The runs.
  ///   - counted: The runs whose predictions count.
  ///   - space: The space of their points.
  /// - Throws: `BayesianOptimizationError` and `GSLError` when a model cannot be fitted.
  func qualities(
    of kinds: [MixtureModelKind], by data: RunData, counting counted: Set<Int>,
    over space: any SearchSpace, seed: UInt64
  ) throws -> [ModelQuality] {
    var predictions = kinds.map { _ in [Prediction]() }
    var objectives: [Double] = []
    for part in parts {
      let held = part.filter(counted.contains)
      guard !held.isEmpty else { continue }
      let outside = Set(part)
      let rest = data.subset(data.points.indices.filter { !outside.contains($0) })
      objectives += held.map { data.objectives[$0] }
      for (index, kind) in kinds.enumerated() {
        predictions[index] += try kind.model(of: rest, over: space, seed: seed)
          .runs(at: held.map { data.points[$0] }, repeats: held.map { data.repeats[$0] })
      }
    }
    return zip(kinds, predictions).map {
      ModelQuality($0, predictions: $1, objectives: objectives)
    }
  }
}

extension MixtureModelKind {
  /// Fits a model of the kind.
  func model(
    of data: RunData, over space: any SearchSpace, seed: UInt64
  ) throws -> any MixtureModel {
    switch self {
    case .gaussianProcess: try ProcessModel(of: data, over: space, seed: seed)
    case .logLinear: try LogLinearModel(of: data)
    case .linear: try LinearModel(of: data)
    case .constant: ConstantModel(of: data)
    }
  }
}
