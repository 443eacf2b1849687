import GSLNumerics

/// An acquisition function over a space's coordinates, weighted by the probability of success and the
/// prior of the optimum.
struct WeightedAcquisition {
  let space: any SearchSpace
  let function: any AcquisitionFunction

  /// The model of success; nil if no trial failed.
  let feasibility: FeasibilityModel?

  /// The logarithm of the prior's factor at a point; nil without a prior.
  let logFactor: (@Sendable ([Double]) -> Double)?

  /// The amount of the objective that counts as a gain by the factor e, for values in its units.
  let unit: Double

  /// Returns the acquisition values of points, `[points]`.
  func values(of points: [[Double]]) -> [Double] {
    guard !points.isEmpty else { return [] }
    let inputs = Matrix(points.map(space.features(of:)))
    return weighted(function.values(at: inputs), by: logWeights(of: points, at: inputs))
  }

  /// Returns the logarithms of the weights of points, `[points]`; nil where all are one.
  ///
  /// - Parameter inputs: The features of the points.
  func logWeights(of points: [[Double]], at inputs: Matrix) -> [Double]? {
    guard feasibility != nil || logFactor != nil else { return nil }
    let probabilities = feasibility?.logProbabilities(at: inputs)
    return points.indices.map { (logFactor?(points[$0]) ?? 0) + (probabilities?[$0] ?? 0) }
  }

  /// Returns values of the function with weights of the given logarithms, `[points]`.
  func weighted(_ values: [Double], by logWeights: [Double]?) -> [Double] {
    guard let logWeights else { return values }
    return zip(values, logWeights).map { combined($0, $1).value }
  }

  /// Returns the acquisition value at coordinates, and its gradient.
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

  /// Returns a value multiplied by a factor with the given logarithm, and the derivatives.
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

  /// Returns the gradient of a function of points by central differences within the space.
  ///
  /// A prior has no derivatives.
  private func differences(
    of function: ([Double]) -> Double, at coordinates: [Double]
  ) -> [Double] {
    coordinates.indices.map { index in
      let step = 1e-5
      var (below, above) = (coordinates, coordinates)
      below[index] -= step
      above[index] += step
      (below, above) = (space.projected(below), space.projected(above))
      // At a bound the difference is one-sided.
      let width = (below == coordinates ? 0 : step) + (above == coordinates ? 0 : step)
      guard width > 0 else { return 0 }
      return (function(space.point(at: above)) - function(space.point(at: below))) / width
    }
  }
}
