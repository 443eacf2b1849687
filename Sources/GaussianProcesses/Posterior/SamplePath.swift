public import GSLNumerics

/// A function drawn from a posterior: smooth, and as cheap as a posterior mean.
public struct SamplePath: Sendable {
  private let kernel: any Kernel
  private let inputs: Matrix
  private let weights: [Double]
  private let standardizer: Standardizer

  init(kernel: any Kernel, inputs: Matrix, weights: [Double], standardizer: Standardizer) {
    self.kernel = kernel
    self.inputs = inputs
    self.weights = weights
    self.standardizer = standardizer
  }

  /// Returns the function at each row of a matrix, `[rows]`.
  public func values(at inputs: Matrix) -> [Double] {
    guard !weights.isEmpty else {
      return Array(repeating: standardizer.shift, count: inputs.rows)
    }
    return kernel.matrix(inputs, self.inputs).times(weights).map {
      standardizer.shift + standardizer.scale * $0
    }
  }

  /// Returns the function at an input and its derivatives with respect to that, `[dimension]`.
  public func valueWithGradient(at input: [Double]) -> (value: Double, gradient: [Double]) {
    let value = values(at: Matrix(rows: 1, columns: input.count, elements: input))[0]
    guard !weights.isEmpty else { return (value, input.map { _ in 0 }) }
    let gradient = kernel.inputGradient(at: input, inputs: inputs, weights: weights)
    return (value, gradient.map { standardizer.scale * $0 })
  }
}
