import GSLNumerics

/// Climbs to a local maximum of a function within a space.
///
/// Follows the spectral projected gradient method (Birgin, Martínez and Raydan 2000) with a monotone
/// line search: Barzilai–Borwein steps need nothing of the space but a projection, so that faces and
/// bounds are reached exactly, in any space, and one iteration costs about one evaluation.
///
/// - Parameters:
///   - start: Where to begin, in the space's coordinates.
///   - iterations: The most iterations.
///   - project: Brings coordinates back into the space.
///   - function: Returns the value at coordinates, and its gradient.
/// - Returns: The best coordinates met and the value there.
func ascended(
  from start: [Double], iterations: Int, project: ([Double]) -> [Double],
  function: ([Double]) -> (value: Double, gradient: [Double])
) -> (coordinates: [Double], value: Double) {
  var here = start
  var (value, gradient) = function(here)
  let steepest = gradient.reduce(0) { max($0, abs($1)) }
  guard value.isFinite, steepest.isFinite, steepest > 0 else { return (here, value) }
  // The first step goes a twentieth of a coordinate's range.
  var stride = 0.05 / steepest

  for _ in 0..<iterations {
    let target = project(zip(here, gradient).map { $0 + stride * $1 })
    let direction = zip(target, here).map { $0 - $1 }
    let reach = direction.reduce(0) { max($0, abs($1)) }
    guard reach > 1e-7 else { break }
    let slope = dot(direction, gradient)

    var share = 1.0
    var next: (coordinates: [Double], value: Double, gradient: [Double])?
    while share * reach > 1e-8 {
      let trial = project(zip(here, direction).map { $0 + share * $1 })
      let (trialValue, trialGradient) = function(trial)
      if trialValue >= value + 1e-4 * share * max(slope, 0), trialValue > value {
        next = (trial, trialValue, trialGradient)
        break
      }
      share *= 0.3
    }
    guard let next else { break }

    let step = zip(next.coordinates, here).map { $0 - $1 }
    let change = zip(next.gradient, gradient).map { $0 - $1 }
    let curvature = -dot(step, change)
    let largest = next.gradient.reduce(0) { max($0, abs($1)) }
    guard largest.isFinite, largest > 0 else {
      return (next.coordinates, next.value)
    }
    // Where the function is not concave a long step is right; no step leaves the unit range far.
    stride = min(curvature > 0 ? dot(step, step) / curvature : .infinity, 0.5 / largest)
    (here, value, gradient) = next
  }
  return (here, value)
}
