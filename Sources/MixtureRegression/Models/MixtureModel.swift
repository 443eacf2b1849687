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

  /// The number of runs that each objective is the mean of, `[runs]`.
  let repeats: [Double]

  /// What each objective is the weighted mean of, small ones being good, `[runs][parts]`; empty for one.
  let parts: [[Double]]

  /// The weight of each, `[parts]`.
  let partWeights: [Double]

  /// Creates data.
  ///
  /// - Parameter repeats: The number of runs that each objective is the mean of; nil for one each.
  init(
    points: [[Double]], objectives: [Double], shares: Int, repeats: [Double]? = nil,
    parts: [[Double]] = [], partWeights: [Double] = []
  ) {
    self.parts = parts
    self.partWeights = partWeights
    self.points = points
    self.objectives = objectives
    self.shares = shares
    self.repeats = repeats ?? objectives.map { _ in 1 }
  }

  func subset(_ indices: [Int]) -> RunData {
    RunData(
      points: indices.map { points[$0] }, objectives: indices.map { objectives[$0] },
      shares: shares, repeats: indices.map { repeats[$0] },
      parts: parts.isEmpty ? [] : indices.map { parts[$0] }, partWeights: partWeights)
  }

  /// A point as linear models take it: the scales, of which only ratios count, by their logarithms.
  func features(of point: [Double]) -> [Double] {
    point.prefix(shares) + point.dropFirst(shares).map { log($0) }
  }
}

extension RunData {
  /// Takes the measured runs of a table without the slopes of their objectives by the logarithms of the scales.
  ///
  /// The process has to learn how the mixtures of small runs compare, not how much better large ones are.
  init(of table: RunTable) throws {
    let isOfParts = !table.tablesOfObjectives.isEmpty
    let raw = RunData(
      points: table.measured.map { $0.run.mixture + $0.run.scale },
      objectives: table.measured.map { table.sign * $0.objective }, shares: table.domains.count,
      repeats: table.measured.map(\.run.repeats),
      parts: isOfParts ? table.measured.map { $0.run.parts.map { table.sign * $0 } } : [],
      partWeights: isOfParts ? table.partWeights : [])
    guard !table.scales.isEmpty else {
      self = raw
      return
    }
    let slopes = try LinearModel(of: raw).slopes.dropFirst(raw.shares)
    self.init(
      points: raw.points,
      objectives: zip(raw.points, raw.objectives).map { point, objective in
        zip(slopes, zip(point.dropFirst(raw.shares), table.target)).reduce(objective) {
          $0 + $1.0 * log($1.1.1 / $1.1.0)
        }
      }, shares: raw.shares, repeats: raw.repeats)
  }
}

extension RunTable {
  /// Returns the table with the objectives that its runs would have at the largest scale if that only shifted them.
  ///
  /// - Throws: `GSLError` when the shifts cannot be fitted.
  public func shiftedToTarget() throws -> RunTable {
    guard !scales.isEmpty else { return self }
    var objectives = try RunData(of: self).objectives.map { sign * $0 }[...]
    return try RunTable(
      source: source, domains: domains, objective: objective, direction: direction,
      scales: scales,
      runs: runs.map { run in
        Run(
          name: run.name, mixture: run.mixture,
          result: run.result.objective == nil ? run.result : .measured(objectives.removeFirst()),
          scale: run.scale, repeats: run.repeats)
      }, notes: notes)
  }
}

/// A model of the objective, fitted to runs.
protocol MixtureModel: Sendable {
  /// Returns the prediction of a run at each point, its noise included, `[points]`.
  func runs(at points: [[Double]]) -> [Prediction]

  /// Returns the prediction of the mean of some runs at each point, `[points]`.
  func runs(at points: [[Double]], repeats: [Double]) -> [Prediction]
}

extension MixtureModel {
  /// Returns the predictions of single runs: the error of a model without a noise of its own does not shrink.
  func runs(at points: [[Double]], repeats: [Double]) -> [Prediction] { runs(at: points) }
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
