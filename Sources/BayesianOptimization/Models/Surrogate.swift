import GSLNumerics
import GaussianProcesses

/// A model of the objective over the points of a space.
struct Surrogate {
  /// Equally probable models of the same targets, at least one.
  let processes: [ProcessSum]
  let space: any SearchSpace

  init(_ view: ObjectiveModel.View) {
    processes = view.processes
    space = view.encoding
  }

  /// The standard deviation of the targets.
  var unit: Double { processes[0].scale }

  /// Returns the mixture of the processes' posteriors at points, in the units of their targets.
  func predictions(at points: [[Double]]) -> [Prediction] {
    let predictions = processes.map { $0.predictions(at: features(of: points)) }
    guard predictions.count > 1 else { return predictions[0] }
    return points.indices.map { index in Prediction(mixing: predictions.map { $0[index] }) }
  }

  /// Returns the posterior means of the objective at points, `[points]`.
  func means(at points: [[Double]]) -> [Double] {
    let inputs = features(of: points)
    let means = processes.map { $0.means(at: inputs) }
    return points.indices.map { index in
      means.reduce(0) { $0 + $1[index] } / Double(means.count)
    }
  }

  /// Returns the model's inputs at points, `[points, features]`.
  func features(of points: [[Double]]) -> Matrix {
    points.isEmpty
      ? Matrix(rows: 0, columns: space.featureCount) : Matrix(points.map(space.features(of:)))
  }

  /// Returns points with their posterior means, the least mean first.
  func ranked(_ points: [[Double]]) -> [(point: [Double], mean: Double)] {
    guard !points.isEmpty else { return [] }
    let means = means(at: points)
    let order = points.indices.sorted { (means[$0], $0) < (means[$1], $1) }
    return order.map { (points[$0], means[$0]) }
  }
}
