public import GSLNumerics

/// A function drawn from a posterior: smooth, and as cheap as a posterior mean.
public struct SamplePath: Sendable {
  /// A linear combination of kernels about the inputs, and a shift.
  private struct Term: Sendable {
    let kernel: any Kernel
    let inputs: Matrix
    let weights: [Double]
    let shift: Double
    let scale: Double
  }

  private let terms: [Term]

  init(kernel: any Kernel, inputs: Matrix, weights: [Double], standardizer: Standardizer) {
    terms = [
      Term(
        kernel: kernel, inputs: inputs, weights: weights, shift: standardizer.shift,
        scale: standardizer.scale)
    ]
  }

  /// Creates the weighted sum of functions.
  init(adding paths: [(weight: Double, path: SamplePath)]) {
    terms = paths.flatMap { weight, path in
      path.terms.map {
        Term(
          kernel: $0.kernel, inputs: $0.inputs, weights: $0.weights, shift: weight * $0.shift,
          scale: weight * $0.scale)
      }
    }
  }

  /// Returns the function at each row of a matrix, `[rows]`.
  public func values(at inputs: Matrix) -> [Double] {
    var values = [Double](repeating: terms.reduce(0) { $0 + $1.shift }, count: inputs.rows)
    for term in terms where !term.weights.isEmpty {
      let sums = term.kernel.matrix(inputs, term.inputs).times(term.weights)
      for row in values.indices { values[row] += term.scale * sums[row] }
    }
    return values
  }

  /// Returns the function at an input and its derivatives with respect to that, `[dimension]`.
  public func valueWithGradient(at input: [Double]) -> (value: Double, gradient: [Double]) {
    let value = values(at: Matrix(rows: 1, columns: input.count, elements: input))[0]
    var gradient = [Double](repeating: 0, count: input.count)
    for term in terms where !term.weights.isEmpty {
      let slopes = term.kernel.inputGradient(
        at: input, inputs: term.inputs, weights: term.weights)
      for index in gradient.indices { gradient[index] += term.scale * slopes[index] }
    }
    return (value, gradient)
  }
}
