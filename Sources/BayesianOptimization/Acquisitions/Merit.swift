import GSLNumerics

/// What a search for the next point climbs, over the coordinates of a space: the worth that an
/// acquisition sees, with the probability of success, the belief of where the optimum lies and the cost.
struct Merit {
  let space: any SearchSpace
  let criterion: any AcquisitionCriterion

  /// What failed trials taught; nil if none failed.
  let feasibility: FeasibilityModel?

  /// The logarithm of what multiplies the gain at a point; nil if nothing does.
  let logFactor: (@Sendable ([Double]) -> Double)?

  /// What counts as a gain by the factor e where worths are in the units of the objective.
  let unit: Double

  /// The merits of points.
  func values(of points: [[Double]]) -> [Double] {
    guard !points.isEmpty else { return [] }
    let inputs = Matrix(points.map(space.features(of:)))
    let worths = criterion.values(at: inputs)
    guard feasibility != nil || logFactor != nil else { return worths }
    let probabilities = feasibility?.logProbabilities(at: inputs)
    return points.indices.map { place in
      let logarithm = (logFactor?(points[place]) ?? 0) + (probabilities?[place] ?? 0)
      return combined(worths[place], logarithm).value
    }
  }

  /// The merit at coordinates, and its gradient.
  func value(at coordinates: [Double]) -> (value: Double, gradient: [Double]) {
    let input = space.features(at: coordinates)
    let (worth, worthGradient) = criterion.valueWithGradient(at: input)
    var logarithm = 0.0
    var ofFeatures = [Double](repeating: 0, count: input.count)
    if let feasibility { (logarithm, ofFeatures) = feasibility.logProbability(at: input) }
    if let logFactor { logarithm += logFactor(space.point(at: coordinates)) }
    let total = combined(worth, logarithm)
    var gradient = space.pulledBack(
      zip(worthGradient, ofFeatures).map {
        total.worthSlope * $0 + total.logarithmSlope * $1
      }, at: coordinates)
    if let logFactor {
      let slopes = differences(of: logFactor, at: coordinates)
      for place in gradient.indices { gradient[place] += total.logarithmSlope * slopes[place] }
    }
    return (total.value, gradient)
  }

  /// A worth multiplied by a factor whose logarithm is given, and the derivatives.
  private func combined(
    _ worth: Double, _ logarithm: Double
  ) -> (value: Double, worthSlope: Double, logarithmSlope: Double) {
    switch criterion.scale {
    case .logarithm: return (worth + logarithm, 1, 1)
    case .objective: return (worth + unit * logarithm, 1, unit)
    case .gain:
      let factor = exp(logarithm)
      return (worth * factor, factor, worth * factor)
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
