import GSLNumerics
import TaskWeighting

/// Three regressions that share their inputs and their two parameters and have no heads.
///
/// Follows Shamsian et al. (2023), section 5.1 <https://arxiv.org/abs/2301.13501>: the primary and a helpful
/// auxiliary have the same optimum, a harmful one has another, and the primary's targets are the noisiest.
/// The inputs, of which the paper says nothing, are standard normal.
struct TwoParameterRegression {
  /// The parameters of each task's truth: the primary, the helpful and the harmful one.
  static let optima: [[Double]] = [[1, 1], [1, 1], [-1, -4]]

  /// The standard deviations of the targets.
  static let noise = [5, 0.25, 0.25]

  /// The examples, `[examples][2]`.
  private let inputs: [[Double]]

  /// The targets of each example, `[examples][tasks]`.
  private let targets: [[Double]]

  /// Draws the examples, two normal numbers and one for each task.
  init(examples: Int, using stream: RandomStream) {
    let inputs = (0..<examples).map { _ in [stream.normal(), stream.normal()] }
    self.inputs = inputs
    targets = inputs.map { input in
      zip(Self.optima, Self.noise).map {
        dot(input, $0) + stream.normal(standardDeviation: $1)
      }
    }
  }

  /// The mean squared errors of a batch as functions of the parameters.
  struct Batch {
    /// The second derivative of each task's loss, which is the same for all, `[2, 2]`.
    let curvature: Matrix

    /// The gradients at parameters of zero, `[tasks, 2]`.
    let slopesAtZero: Matrix

    /// The losses at parameters of zero, `[tasks]`.
    let lossesAtZero: [Double]

    /// The gradient of each task's loss, `[tasks, 2]`.
    func slopes(at parameters: [Double]) -> Matrix {
      let common = curvature.times(parameters)
      var slopes = slopesAtZero
      for task in 0..<slopes.rows {
        for column in 0..<2 { slopes[task, column] += common[column] }
      }
      return slopes
    }

    /// Returns the losses and gradients of a step at these parameters.
    func gradients(at parameters: [Double]) -> TaskGradients {
      let square = 0.5 * dot(parameters, curvature.times(parameters))
      let linear = slopesAtZero.times(parameters)
      // Rounding can make a loss near zero negative.
      let losses = zip(lossesAtZero, linear).map { max($0 + $1 + square, 0) }
      return TaskGradients(losses: losses, gradients: slopes(at: parameters))
    }
  }

  /// Returns the batch of some examples.
  func batch(_ examples: ArraySlice<Int>) -> Batch {
    let tasks = Self.optima.count
    let unit = 1 / Double(examples.count)
    var curvature = Matrix(rows: 2, columns: 2)
    var slopes = Matrix(rows: tasks, columns: 2)
    var losses = [Double](repeating: 0, count: tasks)
    for example in examples {
      let (input, target) = (inputs[example], targets[example])
      for row in 0..<2 {
        for column in 0..<2 { curvature[row, column] += 2 * unit * input[row] * input[column] }
        for task in 0..<tasks { slopes[task, row] -= 2 * unit * input[row] * target[task] }
      }
      for task in 0..<tasks { losses[task] += unit * target[task] * target[task] }
    }
    return Batch(curvature: curvature, slopesAtZero: slopes, lossesAtZero: losses)
  }

  /// The exact answer to a hyper-step, but for the series.
  struct Response: HyperGradient {
    /// The batch of the step.
    let batch: Batch

    /// Another batch, for the primary's loss.
    let other: Batch

    /// The parameters.
    let parameters: [Double]

    /// The factor of the series.
    static let scale = 1e-4

    func responses(weights: [Double], terms: Int) -> [Double] {
      let total = weights.reduce(0, +)
      let solution = neumannSeries(
        from: other.slopes(at: parameters).row(0), terms: terms, scale: Self.scale
      ) { direction in batch.curvature.times(direction).map { $0 * total } }
      return batch.slopes(at: parameters).times(solution)
    }
  }
}
