import GSLNumerics
import GaussianProcesses

/// A floor plus the exponential of a linear function of the shares.
///
/// The data-mixing law of Ye et al. (2024) <https://arxiv.org/abs/2403.16952> for a single loss. Differs in the fit, by
/// squared errors and a weak penalty on the slopes, without which runs of few mixtures leave them undetermined.
struct LogLinearModel: MixtureModel {
  private let data: RunData
  private let centre: [Double]

  /// The floor, the logarithm at the centre, and the slopes, in units of `shift` and `scale`.
  private let parameters: [Double]
  private let shift: Double
  private let scale: Double
  private let variance: Double

  /// The weight of the squared slopes, against errors in standard deviations of the objectives.
  private static let penalty = 0.01

  init(of data: RunData) throws {
    let statistics = SampleStatistics(data.objectives)
    let (shift, scale) = (statistics.mean, max(statistics.standardDeviation ?? 1, 1e-300))
    let features = data.points.map(data.features)
    let count = Double(features.count)
    let centre = features[0].indices.map { column in
      features.reduce(0) { $0 + $1[column] } / count
    }
    let inputs = Matrix(features.map { zip($0, centre).map { $0 - $1 } })
    let targets = data.objectives.map { ($0 - shift) / scale }
    // A floor one standard deviation below the best run.
    let floor = (targets.min() ?? 0) - 1
    let start = [floor, log(-floor)] + centre.map { _ in 0 }
    let end = try minimize(
      from: start, gradientTolerance: 1e-4, valueTolerance: 1e-9, iterations: 300
    ) { parameters, gradient in
      Self.error(of: parameters, inputs, targets, &gradient)
    }
    (self.data, self.centre, self.shift, self.scale) = (data, centre, shift, scale)
    parameters = end.point
    var gradient = start
    let squares = Self.error(of: end.point, inputs, targets, &gradient, penalty: 0)
    // As many are estimated as there are parameters, or three quarters of the runs where there are few.
    let free = max(count - Double(start.count), count / 4)
    variance = squares / free * scale * scale
  }

  /// Returns the sum of squared errors and the penalty, and writes its gradient.
  private static func error(
    of parameters: [Double], _ inputs: Matrix, _ targets: [Double], _ gradient: inout [Double],
    penalty: Double = penalty
  ) -> Double {
    let slopes = Array(parameters.dropFirst(2))
    let exponents = inputs.times(slopes)
    var error = penalty * dot(slopes, slopes)
    var ofExponents = exponents
    (gradient[0], gradient[1]) = (0, 0)
    for row in targets.indices {
      let raised = exp(min(parameters[1] + exponents[row], 100))
      let residual = parameters[0] + raised - targets[row]
      error += residual * residual
      ofExponents[row] = 2 * residual * raised
      gradient[0] += 2 * residual
      gradient[1] += ofExponents[row]
    }
    let ofSlopes = inputs.transposedTimes(ofExponents)
    for index in slopes.indices {
      gradient[2 + index] = ofSlopes[index] + 2 * penalty * slopes[index]
    }
    return error
  }

  func runs(at points: [[Double]]) -> [Prediction] {
    points.map { point in
      let features = zip(data.features(of: point), centre).map { $0 - $1 }
      let exponent = parameters[1] + dot(Array(parameters.dropFirst(2)), features)
      return Prediction(
        mean: shift + scale * (parameters[0] + exp(min(exponent, 100))), variance: variance)
    }
  }
}
