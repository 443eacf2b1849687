import Tensors

/// Drops elements in one training step; each use has a mask of its own.
struct Dropout {
  private let probability: Double
  private var seed: UInt64

  /// Drops nothing.
  static let none = Dropout(0, seed: 0)

  /// Creates the dropout of a step.
  ///
  /// - Parameters:
  ///   - probability: That of an element's being zero.
  ///   - seed: Decides the masks; draw it from a random stream.
  init(_ probability: Double, seed: UInt64) {
    self.probability = probability
    self.seed = seed
  }

  /// Returns a tensor with elements dropped.
  mutating func applied(to tensor: Tensor) throws -> Tensor {
    guard probability > 0 else { return tensor }
    defer { seed &+= 1 }
    return try tensor.dropout(probability, seed: seed)
  }
}
