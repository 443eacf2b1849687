import GSLNumerics
import GaussianProcesses

/// A linear function of the shares by ridge regression, with the penalty of the least leave-one-out error.
struct LinearModel: MixtureModel {
  private let data: RunData
  private let centre: [Double]

  /// The slopes of the features: the shares, then the logarithms of the scales.
  let slopes: [Double]

  private let mean: Double

  /// The mean squared leave-one-out error.
  private let variance: Double

  /// The penalties on the squared slopes that are tried.
  private static let penalties = [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10]

  init(of data: RunData) throws {
    let features = data.points.map(data.features)
    let count = Double(features.count)
    let centre = features[0].indices.map { column in
      features.reduce(0) { $0 + $1[column] } / count
    }
    let mean = data.objectives.reduce(0, +) / count
    let inputs = Matrix(features.map { zip($0, centre).map { $0 - $1 } })
    let targets = data.objectives.map { $0 - mean }
    let products = inputs.transposed.times(inputs)
    let sums = inputs.transposedTimes(targets)
    var best: (slopes: [Double], error: Double)?
    for penalty in Self.penalties {
      var normal = products
      for index in centre.indices { normal[index, index] += penalty }
      let factor = try Cholesky(of: normal)
      let slopes = factor.solve(sums)
      let fitted = inputs.times(slopes)
      let whitened = factor.solveLower(inputs.transposed)
      let leverages = (0..<inputs.rows).map { row in
        (0..<centre.count).reduce(1 / count) { sum, feature in
          sum + whitened[feature, row] * whitened[feature, row]
        }
      }
      let error = targets.indices.reduce(0) { sum, row in
        let residual = (targets[row] - fitted[row]) / max(1 - leverages[row], 1e-3)
        return sum + residual * residual / count
      }
      if error < best?.error ?? .infinity { best = (slopes, error) }
    }
    self.data = data
    self.centre = centre
    self.mean = mean
    slopes = best?.slopes ?? centre.map { _ in 0 }
    variance = best?.error ?? 0
  }

  func runs(at points: [[Double]]) -> [Prediction] {
    points.map { point in
      let features = zip(data.features(of: point), centre).map { $0 - $1 }
      return Prediction(mean: mean + dot(slopes, features), variance: variance)
    }
  }
}

extension Matrix {
  /// The transposed matrix.
  fileprivate var transposed: Matrix {
    var other = Matrix(rows: columns, columns: rows)
    for row in 0..<rows {
      for column in 0..<columns { other[column, row] = self[row, column] }
    }
    return other
  }
}
