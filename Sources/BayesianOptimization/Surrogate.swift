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

  /// Points with the posterior means of the objective there, the least first.
  func ranked(_ points: [[Double]]) -> [(point: [Double], mean: Double)] {
    let means = process.predictions(at: Matrix(points.map(space.features(of:)))).map(\.mean)
    let order = points.indices.sorted { (means[$0], $0) < (means[$1], $1) }
    return order.map { (points[$0], means[$0]) }
  }

  /// Minus the posterior mean at coordinates, and its gradient.
  func negativeMean(at coordinates: [Double]) -> (value: Double, gradient: [Double]) {
    let belief = process.predictionWithGradients(at: space.features(at: coordinates))
    return (
      -belief.prediction.mean,
      space.pulledBack(belief.meanGradient.map { -$0 }, at: coordinates)
    )
  }

  /// An acquisition at coordinates, and its gradient.
  func value(
    of acquisition: any Acquisition, best: Double, at coordinates: [Double]
  ) -> (value: Double, gradient: [Double]) {
    let belief = process.predictionWithGradients(at: space.features(at: coordinates))
    let worth = acquisition.value(
      mean: belief.prediction.mean, standardDeviation: belief.prediction.standardDeviation,
      best: best)
    let gradient = zip(belief.meanGradient, belief.standardDeviationGradient).map {
      worth.meanSlope * $0 + worth.standardDeviationSlope * $1
    }
    return (worth.value, space.pulledBack(gradient, at: coordinates))
  }
}
