import GSLNumerics

/// A noisy target that is the sum of functions of a few of many directions.
///
/// Ours: the inputs are standard normal, the directions are uniform on the sphere, and the function of
/// each is tanh 3s, nearly its sign. An auxiliary task is to predict the function of one direction, without
/// noise.
struct RidgeProblem {
  private static let steepness = 3.0

  /// The directions, `[directions, inputs]`.
  private let directions: Matrix

  /// Those on which the target depends, in ascending order.
  let useful: [Int]

  /// The factor of the target and of its noise.
  private let amplitude: Double

  /// The standard deviation of the noise, in units of the amplitude.
  private let noise: Double

  /// Draws the directions and which of them are useful.
  init(
    inputs: Int, directions: Int, useful: Int, amplitude: Double, noise: Double,
    using stream: RandomStream
  ) {
    self.directions = Matrix(
      (0..<directions).map { _ in
        let direction = (0..<inputs).map { _ in stream.normal() }
        let length = dot(direction, direction).squareRoot()
        return direction.map { $0 / length }
      })
    self.useful = stream.permutation(directions).prefix(useful).sorted()
    self.amplitude = amplitude
    self.noise = noise
  }

  /// An input and what belongs to it.
  struct Example {
    let inputs: [Double]

    /// The target without its noise.
    let best: Double

    /// The target, with its noise.
    let target: Double

    /// The function of each direction, `[directions]`.
    let ridges: [Double]
  }

  /// Draws an example, a normal number for each input and one for the noise.
  func example(using stream: RandomStream) -> Example {
    let inputs = (0..<directions.columns).map { _ in stream.normal() }
    let ridges = directions.times(inputs).map { tanh(Self.steepness * $0) }
    let scale = amplitude / Double(useful.count).squareRoot()
    let best = useful.reduce(0) { $0 + scale * ridges[$1] }
    return Example(
      inputs: inputs, best: best,
      target: best + stream.normal(standardDeviation: noise * amplitude), ridges: ridges)
  }
}
