/// The response of the primary's loss to the weights of the tasks' gradients, which a hyper-step needs
/// from a model.
public protocol HyperGradient {
  /// Returns the inner products ⟨q, gₖ⟩ of each task's gradient with the solution of H q = ∇V,
  /// `[tasks]`.
  ///
  /// H is the second derivative of Σ wₖ Lₖ with respect to the shared parameters and V the primary's
  /// loss on another training batch. By the implicit function theorem, −⟨q, gₖ⟩ is the derivative of V by
  /// the weight of task *k* where the weighted sum is stationary. A constant positive factor does not
  /// matter. `neumannSeries` computes q from Hessian-vector products.
  ///
  /// - Parameters:
  ///   - weights: The weights w of the tasks' losses, `[tasks]`.
  ///   - terms: The terms of the series for q after the first; with none, q is ∇V.
  func responses(weights: [Double], terms: Int) throws -> [Double]
}

/// A weighting that is itself trained periodically to lower the primary's loss.
public protocol HyperWeighting: GradientWeighting {
  /// The number of steps between hyper-steps.
  var hyperPeriod: Int { get }

  /// The number of terms of the series after the first in a hyper-step, each a gradient of all tasks.
  var seriesTerms: Int { get }

  /// Improves the weighting by one descent step on the primary's loss.
  ///
  /// - Parameters:
  ///   - step: The losses and inner products of the batches of the responses.
  ///   - model: The response of the primary's loss.
  /// - Throws: The model's errors, and `GSLError` as `weights(for:using:)`.
  mutating func hyperStep(at step: TaskGradients, by model: some HyperGradient) throws
}

extension HyperWeighting {
  /// Returns whether a hyper-step belongs to a step, counted from zero: to the last of each period, since an
  /// untrained model has nothing to tell.
  public func isHyperStep(_ step: Int) -> Bool { (step + 1).isMultiple(of: hyperPeriod) }

  /// Three, unless a method says otherwise.
  public var seriesTerms: Int { 3 }
}

/// Returns the truncated series Σ (1 − s H)ⁱ v, which converges to the solution of s H q = v.
///
/// Follows Lorraine, Vicol and Duvenaud (2020), algorithm 3 <https://arxiv.org/abs/1911.02590>; the sum
/// is not multiplied by *s*, as in AuxiLearn's code.
///
/// - Parameters:
///   - vector: The vector v, `[parameters]`.
///   - terms: The number of terms after the first.
///   - scale: The factor *s*, below two over the largest eigenvalue of H.
///   - product: Returns the product of H with a vector.
public func neumannSeries(
  from vector: [Double], terms: Int = 3, scale: Double, product: ([Double]) throws -> [Double]
) rethrows -> [Double] {
  var (term, sum) = (vector, vector)
  for _ in 0..<terms {
    let change = try product(term)
    for index in term.indices {
      term[index] -= scale * change[index]
      sum[index] += term[index]
    }
  }
  return sum
}
