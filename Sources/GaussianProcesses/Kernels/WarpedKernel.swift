public import GSLNumerics

/// A kernel on inputs of the unit cube that are warped first.
///
/// The hyper-parameters are the inner kernel's, then the warp's: the shapes a, then the shapes b.
public struct WarpedKernel: Kernel {
  /// The kernel of the warped inputs.
  public var inner: any RadialKernel

  /// The map of the inputs.
  public var warp: KumaraswamyWarp

  /// Creates a kernel.
  public init(_ inner: any RadialKernel, warp: KumaraswamyWarp) {
    precondition(
      warp.a.count == inner.dimension,
      "a warp of \(inner.dimension) coordinates is expected, got \(warp.a.count)")
    self.inner = inner
    self.warp = warp
  }

  /// The number of coordinates of an input.
  public var dimension: Int { inner.dimension }

  /// Returns the same variance for each row, `[rows]`.
  public func variances(_ inputs: Matrix) -> [Double] { inner.variances(inputs) }

  /// Returns zeros, `[dimension]`: the variance is the same everywhere.
  public func varianceGradient(at point: [Double]) -> [Double] {
    inner.varianceGradient(at: point)
  }

  /// The natural logarithms of the inner kernel's hyper-parameters, then of the shapes,
  /// `[3 × dimension + 1]`.
  public var logParameters: [Double] {
    get { inner.logParameters + warp.logParameters }
    set {
      let own = 2 * dimension
      inner.logParameters = Array(newValue.dropLast(own))
      warp.logParameters = newValue.suffix(own)
    }
  }

  /// Returns the covariances of each row of one matrix with each row of another,
  /// `[left.rows, right.rows]`.
  public func matrix(_ left: Matrix, _ right: Matrix) -> Matrix {
    inner.matrix(warp.warped(left), warp.warped(right))
  }

  /// Returns the covariances of the rows with one another, `[rows, rows]`.
  public func matrix(_ inputs: Matrix) -> Matrix {
    inner.matrix(warp.warped(inputs))
  }

  /// Returns Σᵢⱼ wᵢⱼ ∂k(xᵢ, xⱼ)/∂θ for each logarithm θ of a hyper-parameter, `[3 × dimension + 1]`.
  public func parameterGradient(weights: Matrix, inputs: Matrix) -> [Double] {
    let (n, d) = (inputs.rows, dimension)
    let gradients = inner.gradients(weights: weights, inputs: warp.warped(inputs))
    let slopes = warp.parameterSlopes(inputs)
    var ofShapes = [Double](repeating: 0, count: 2 * d)
    for row in 0..<n {
      for column in 0..<d {
        // An input is one side of a pair in its row of the weights and the other in its column.
        let gradient = 2 * gradients.inputs[row, column]
        ofShapes[column] += gradient * slopes.a[row, column]
        ofShapes[d + column] += gradient * slopes.b[row, column]
      }
    }
    return gradients.parameters + ofShapes
  }

  /// Returns Σᵢ wᵢ ∂k(x, xᵢ)/∂x, `[dimension]`.
  public func inputGradient(at point: [Double], inputs: Matrix, weights: [Double]) -> [Double] {
    let place = Matrix(rows: 1, columns: point.count, elements: point)
    let gradient = inner.inputGradient(
      at: warp.warped(place).elements, inputs: warp.warped(inputs), weights: weights)
    return zip(gradient, warp.inputSlopes(place).elements).map { $0 * $1 }
  }
}
