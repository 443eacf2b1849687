import GSLNumerics

/// A gradient ascent to a local maximum within a space, in as many parts as wanted.
///
/// Follows the spectral projected gradient method (Birgin, Martínez and Raydan 2000) with a monotone
/// line search: Barzilai–Borwein steps need only a projection, so that faces and bounds of any space
/// are reached exactly, and an iteration costs about one evaluation.
struct ProjectedAscent {
  /// The best coordinates so far.
  private(set) var coordinates: [Double]

  /// The value there.
  private(set) var value: Double

  /// Whether the ascent has converged.
  private(set) var hasEnded: Bool

  private var gradient: [Double]

  /// The step length along the gradient, relative to the gradient's.
  private var stride: Double

  private let project: ([Double]) -> [Double]
  private let function: ([Double]) -> (value: Double, gradient: [Double])

  /// Begins an ascent.
  ///
  /// - Parameters:
  ///   - start: The first coordinates.
  ///   - reach: The first step's length along the steepest coordinate.
  ///   - project: Brings coordinates back into the space.
  ///   - function: Returns the value at coordinates, and its gradient.
  init(
    from start: [Double], reach: Double, project: @escaping ([Double]) -> [Double],
    function: @escaping ([Double]) -> (value: Double, gradient: [Double])
  ) {
    self.project = project
    self.function = function
    coordinates = start
    (value, gradient) = function(start)
    let steepest = gradient.reduce(0) { max($0, abs($1)) }
    hasEnded = !(value.isFinite && steepest.isFinite && steepest > 0)
    stride = hasEnded ? 0 : reach / steepest
  }

  /// Continues for at most a number of iterations.
  mutating func climb(_ iterations: Int) {
    for _ in 0..<iterations where !hasEnded {
      guard let next = nextStep() else {
        hasEnded = true
        return
      }
      let step = zip(next.coordinates, coordinates).map { $0 - $1 }
      let change = zip(next.gradient, gradient).map { $0 - $1 }
      let curvature = -dot(step, change)
      let largest = next.gradient.reduce(0) { max($0, abs($1)) }
      (coordinates, value, gradient) = next
      hasEnded = !(largest.isFinite && largest > 0)
      // Without concavity the step is long; none goes far beyond the unit range.
      stride = min(curvature > 0 ? dot(step, step) / curvature : .infinity, 0.5 / largest)
    }
  }

  /// Returns the first point with a higher value along the projected gradient, or nil.
  private func nextStep() -> (coordinates: [Double], value: Double, gradient: [Double])? {
    let target = project(zip(coordinates, gradient).map { $0 + stride * $1 })
    let direction = zip(target, coordinates).map { $0 - $1 }
    let reach = direction.reduce(0) { max($0, abs($1)) }
    let slope = dot(direction, gradient)
    var share = 1.0
    while share * reach > 1e-8 {
      let trial = project(zip(coordinates, direction).map { $0 + share * $1 })
      let (trialValue, trialGradient) = function(trial)
      if trialValue >= value + 1e-4 * share * max(slope, 0), trialValue > value {
        return (trial, trialValue, trialGradient)
      }
      share *= 0.3
    }
    return nil
  }
}
