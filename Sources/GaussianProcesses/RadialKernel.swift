public import GSLNumerics

/// A kernel that is a function of the squared distance between inputs, each coordinate divided by a
/// length scale of its own (automatic relevance determination).
///
/// The hyper-parameters are the length scales, then the variance.
public protocol RadialKernel: Kernel {
  /// The distance over which the process varies along each coordinate, `[dimension]`, positive.
  var lengthScales: [Double] { get set }

  /// The variance of the process at any one input, positive.
  var variance: Double { get set }

  /// Returns k(r²) and its derivative with respect to r², for unit variance.
  func correlation(_ squaredDistance: Double) -> (value: Double, slope: Double)
}

extension RadialKernel {
  /// The number of coordinates of an input.
  public var dimension: Int { lengthScales.count }

  /// The natural logarithms of the length scales, then that of the variance, `[dimension + 1]`.
  public var logParameters: [Double] {
    get { lengthScales.map { log($0) } + [log(variance)] }
    set {
      let d = lengthScales.count
      precondition(newValue.count == d + 1, "\(d + 1) parameters expected, got \(newValue.count)")
      lengthScales = newValue.prefix(d).map { exp($0) }
      variance = exp(newValue[d])
    }
  }

  /// Returns the same variance for each row, `[rows]`.
  public func variances(_ inputs: Matrix) -> [Double] {
    Array(repeating: variance, count: inputs.rows)
  }

  /// Returns zeros, `[dimension]`: the variance is the same everywhere.
  public func varianceGradient(at point: [Double]) -> [Double] {
    Array(repeating: 0, count: point.count)
  }

  /// Returns the covariances of each row of one matrix with each row of another,
  /// `[left.rows, right.rows]`.
  public func matrix(_ left: Matrix, _ right: Matrix) -> Matrix {
    var result = scaled(left).squaredDistances(to: scaled(right))
    correlate(&result.elements)
    let variance = variance
    for index in result.elements.indices { result.elements[index] *= variance }
    return result
  }

  /// Returns the covariances of the rows with one another, `[rows, rows]`.
  public func matrix(_ inputs: Matrix) -> Matrix {
    let n = inputs.rows
    let rows = scaled(inputs)
    let distances = rows.squaredDistances(to: rows).elements
    var triangle: [Double] = []
    triangle.reserveCapacity(n * (n + 1) / 2)
    for row in 0..<n { triangle += distances[row * n...row * n + row] }
    correlate(&triangle)
    var elements = distances
    var place = 0
    for row in 0..<n {
      for column in 0...row {
        let covariance = variance * triangle[place]
        elements[row * n + column] = covariance
        elements[column * n + row] = covariance
        place += 1
      }
    }
    return Matrix(rows: n, columns: n, elements: elements)
  }

  /// Returns Σᵢⱼ wᵢⱼ ∂k(xᵢ, xⱼ)/∂θ for each logarithm θ of a hyper-parameter, `[dimension + 1]`.
  ///
  /// With g = w ∂k/∂r², the derivative for a length scale is −2 Σᵢⱼ gᵢⱼ (zᵢ − zⱼ)² over the scaled
  /// coordinate z, which is −4 (Σᵢ zᵢ² Σⱼ gᵢⱼ − zᵀ G z): one product of matrices for all of them.
  public func parameterGradient(weights: Matrix, inputs: Matrix) -> [Double] {
    let (n, d) = (inputs.rows, lengthScales.count)
    precondition(weights.rows == n && weights.columns == n, "\(n) × \(n) weights are expected")
    let z = centred(scaled(inputs))
    var slopes = z.squaredDistances(to: z)
    let w = weights.elements
    var covariance = 0.0
    for row in 0..<n {
      for column in 0..<row {
        let place = row * n + column
        let (value, slope) = correlation(slopes.elements[place])
        covariance += 2 * w[place] * value
        slopes.elements[place] = w[place] * slope
        slopes.elements[column * n + row] = w[place] * slope
      }
      // A pair of an input with itself has no distance to change.
      slopes.elements[row * n + row] = 0
      covariance += w[row * n + row]
    }
    let sums = slopes.times([Double](repeating: 1, count: n))
    let products = slopes.times(z).elements
    let coordinates = z.elements
    var gradient = [Double](repeating: 0, count: d + 1)
    for row in 0..<n {
      for column in 0..<d {
        let z = coordinates[row * d + column]
        gradient[column] += z * (z * sums[row] - products[row * d + column])
      }
    }
    for column in 0..<d { gradient[column] *= -4 * variance }
    gradient[d] = variance * covariance
    return gradient
  }

  /// Returns Σᵢ wᵢ ∂k(x, xᵢ)/∂x, `[dimension]`.
  public func inputGradient(at point: [Double], inputs: Matrix, weights: [Double]) -> [Double] {
    let (n, d) = (inputs.rows, lengthScales.count)
    precondition(point.count == d, "\(d) coordinates are expected, got \(point.count)")
    precondition(weights.count == n, "\(n) weights are expected, got \(weights.count)")
    let x = inputs.elements
    let inverseSquares = lengthScales.map { 1 / ($0 * $0) }
    var gradient = [Double](repeating: 0, count: d)
    for row in 0..<n {
      var squaredDistance = 0.0
      for column in 0..<d {
        let difference = point[column] - x[row * d + column]
        squaredDistance += difference * difference * inverseSquares[column]
      }
      let factor = 2 * variance * weights[row] * correlation(squaredDistance).slope
      for column in 0..<d {
        gradient[column] += factor * (point[column] - x[row * d + column]) * inverseSquares[column]
      }
    }
    return gradient
  }

  /// Replaces each squared distance r² by k(r²) for unit variance.
  private func correlate(_ squaredDistances: inout [Double]) {
    for index in squaredDistances.indices {
      squaredDistances[index] = correlation(squaredDistances[index]).value
    }
  }

  private func scaled(_ inputs: Matrix) -> Matrix {
    let d = lengthScales.count
    precondition(inputs.columns == d, "\(d) coordinates are expected, got \(inputs.columns)")
    let inverses = lengthScales.map { 1 / $0 }
    var elements = inputs.elements
    for row in 0..<inputs.rows {
      for column in 0..<d { elements[row * d + column] *= inverses[column] }
    }
    return Matrix(rows: inputs.rows, columns: d, elements: elements)
  }

  /// Distances do not change, and the differences above lose fewer digits.
  private func centred(_ rows: Matrix) -> Matrix {
    let (n, d) = (rows.rows, rows.columns)
    let means = rows.transposedTimes([Double](repeating: 1 / Double(max(n, 1)), count: n))
    var elements = rows.elements
    for row in 0..<n {
      for column in 0..<d { elements[row * d + column] -= means[column] }
    }
    return Matrix(rows: n, columns: d, elements: elements)
  }
}
