public import GSLNumerics

/// The losses and the gradients' inner products of one step of all tasks, the primary first.
///
/// It has no parameter vector: every method here needs only the inner products of the gradients.
public struct TaskGradients: Equatable, Sendable {
  /// The mean loss of each task's batch before the step, `[tasks]`; smaller is better.
  public let losses: [Double]

  /// The inner products ⟨gᵢ, gⱼ⟩ of the gradients with respect to the shared parameters,
  /// `[tasks, tasks]`.
  public let gram: Matrix

  /// Describes a step by the inner products of its gradients.
  ///
  /// - Precondition: There is a loss, the losses are finite and not negative, and the finite products
  ///   are as many squared.
  public init(losses: [Double], gram: Matrix) {
    precondition(
      !losses.isEmpty && losses.allSatisfy { $0 >= 0 && $0.isFinite },
      "finite losses of at least 0 are expected, got \(losses)")
    precondition(
      gram.rows == losses.count && gram.columns == losses.count
        && gram.elements.allSatisfy(\.isFinite),
      "\(losses.count) × \(losses.count) finite products are expected")
    self.losses = losses
    self.gram = gram
  }

  /// Describes a step by its gradients and keeps only their inner products.
  ///
  /// - Parameters:
  ///   - losses: The mean loss of each task's batch, `[tasks]`.
  ///   - gradients: The gradient of each, `[tasks, parameters]`.
  public init(losses: [Double], gradients: Matrix) {
    var gram = Matrix(rows: gradients.rows, columns: gradients.rows)
    for row in 0..<gradients.rows {
      for column in 0...row {
        gram[row, column] = dot(gradients.row(row), gradients.row(column))
        gram[column, row] = gram[row, column]
      }
    }
    self.init(losses: losses, gram: gram)
  }

  /// Describes a step without gradients, for methods that use only losses.
  public init(losses: [Double]) {
    self.init(losses: losses, gram: Matrix(rows: losses.count, columns: losses.count))
  }

  /// The number of tasks.
  public var tasks: Int { losses.count }

  /// The Euclidean norm of each gradient, `[tasks]`.
  public var norms: [Double] {
    (0..<tasks).map { max(gram[$0, $0], 0).squareRoot() }
  }

  /// The inner products divided by their Frobenius norm; zero if all gradients are.
  ///
  /// The scale of the losses and the number of parameters then do not matter, and no square of an element
  /// is out of range.
  public var normalisedGram: Matrix {
    let largest = gram.elements.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return gram }
    var scaled = gram
    scaled.elements = gram.elements.map { $0 / largest }
    let norm = dot(scaled.elements, scaled.elements).squareRoot()
    scaled.elements = scaled.elements.map { $0 / norm }
    return scaled
  }
}
