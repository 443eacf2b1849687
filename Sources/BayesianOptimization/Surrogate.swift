import GSLNumerics
import GaussianProcesses

/// A model of the objective, asked in terms of the space that it is over.
struct Surrogate {
  let process: GaussianProcess
  let space: any SearchSpace

  init(process: GaussianProcess, space: any SearchSpace) {
    self.process = process
    self.space = space
  }

  init(_ model: ObjectiveModel) {
    self.init(process: model.fitted.process, space: model.view)
  }

  func prediction(at point: [Double]) -> Prediction {
    process.prediction(at: space.features(of: point))
  }

  /// The model's inputs at points, `[points, features]`.
  func features(of points: [[Double]]) -> Matrix {
    points.isEmpty
      ? Matrix(rows: 0, columns: space.featureCount) : Matrix(points.map(space.features(of:)))
  }

  /// Points with the posterior means of the objective there, the least first.
  func ranked(_ points: [[Double]]) -> [(point: [Double], mean: Double)] {
    guard !points.isEmpty else { return [] }
    let means = process.means(at: Matrix(points.map(space.features(of:))))
    let order = points.indices.sorted { (means[$0], $0) < (means[$1], $1) }
    return order.map { (points[$0], means[$0]) }
  }
}
