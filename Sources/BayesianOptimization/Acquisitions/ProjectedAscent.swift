import GSLNumerics

/// A climb to a local maximum of a function within a space, which can be halted and gone on with.
///
/// Follows the spectral projected gradient method (Birgin, Martínez and Raydan 2000) with a monotone
/// line search: Barzilai–Borwein steps need nothing of the space but a projection, so that faces and
/// bounds are reached exactly, in any space, and one iteration costs about one evaluation.
struct ProjectedAscent {
  /// The best coordinates met.
  private(set) var coordinates: [Double]

  /// The value there.
  private(set) var value: Double

  /// Whether no step leads higher.
  private(set) var hasEnded: Bool

  private var gradient: [Double]

  /// How far a step along the gradient goes, in units of its length.
  private var stride: Double

  private let project: ([Double]) -> [Double]
  private let function: ([Double]) -> (value: Double, gradient: [Double])

  /// Begins a climb.
  ///
  /// - Parameters:
  ///   - start: Where to begin, in the space's coordinates.
  ///   - reach: How far the first step goes along the steepest coordinate.
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

  /// Goes on for a number of iterations at most.
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
      // Where the function is not concave a long step is right; no step leaves the unit range far.
      stride = min(curvature > 0 ? dot(step, step) / curvature : .infinity, 0.5 / largest)
    }
  }

  /// A higher place along the projected gradient, or nil if there is none.
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
