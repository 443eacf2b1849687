import GSLNumerics

/// What a search for the next point climbs, over the coordinates of a space: the worth that an
/// acquisition sees, with the probability of success, the belief of where the optimum lies and the cost.
struct WeightedAcquisition {
  let space: any SearchSpace
  let function: any AcquisitionFunction

  /// What failed trials taught; nil if none failed.
  let feasibility: FeasibilityModel?

  /// The logarithm of what multiplies the gain at a point; nil if nothing does.
  let logFactor: (@Sendable ([Double]) -> Double)?

  /// What counts as a gain by the factor e where worths are in the units of the objective.
  let unit: Double

  /// The values of points.
  func values(of points: [[Double]]) -> [Double] {
    guard !points.isEmpty else { return [] }
    let inputs = Matrix(points.map(space.features(of:)))
    let values = function.values(at: inputs)
    guard feasibility != nil || logFactor != nil else { return values }
    let probabilities = feasibility?.logProbabilities(at: inputs)
    return points.indices.map { index in
      let logarithm = (logFactor?(points[index]) ?? 0) + (probabilities?[index] ?? 0)
      return combined(values[index], logarithm).value
    }
  }

  /// The acquisition value at coordinates, and its gradient.
  func value(at coordinates: [Double]) -> (value: Double, gradient: [Double]) {
    let input = space.features(at: coordinates)
    let (value, valueGradient) = function.valueWithGradient(at: input)
    var logarithm = 0.0
    var ofFeatures = [Double](repeating: 0, count: input.count)
    if let feasibility { (logarithm, ofFeatures) = feasibility.logProbability(at: input) }
    if let logFactor { logarithm += logFactor(space.point(at: coordinates)) }
    let total = combined(value, logarithm)
    var gradient = space.pulledBack(
      zip(valueGradient, ofFeatures).map {
        total.valueSlope * $0 + total.logarithmSlope * $1
      }, at: coordinates)
    if let logFactor {
      let slopes = differences(of: logFactor, at: coordinates)
      for index in gradient.indices { gradient[index] += total.logarithmSlope * slopes[index] }
    }
    return (total.value, gradient)
  }

  /// A worth multiplied by a factor whose logarithm is given, and the derivatives.
  private func combined(
    _ value: Double, _ logarithm: Double
  ) -> (value: Double, valueSlope: Double, logarithmSlope: Double) {
    switch function.scale {
    case .logarithm: return (value + logarithm, 1, 1)
    case .objective: return (value + unit * logarithm, 1, unit)
    case .gain:
      let factor = exp(logarithm)
      return (value * factor, factor, value * factor)
    }
  }

  /// The slopes along the coordinates of a function of points, from differences within the space: the
  /// caller's functions have no derivatives.
  private func differences(
    of function: ([Double]) -> Double, at coordinates: [Double]
  ) -> [Double] {
    coordinates.indices.map { index in
      let step = 1e-5
      var (below, above) = (coordinates, coordinates)
      below[index] -= step
      above[index] += step
      (below, above) = (space.projected(below), space.projected(above))
      // At a bound there is one side only.
      let width = (below == coordinates ? 0 : step) + (above == coordinates ? 0 : step)
      guard width > 0 else { return 0 }
      return (function(space.point(at: above)) - function(space.point(at: below))) / width
    }
  }
}
