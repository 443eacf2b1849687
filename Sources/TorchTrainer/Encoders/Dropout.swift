import Tensors

/// The dropout of a training step, with a new mask for each use.
struct Dropout {
  private let probability: Double
  private var seed: UInt64

  /// No dropout.
  static let none = Dropout(0, seed: 0)

  /// Creates the dropout of a step.
  ///
  /// - Parameters:
  ///   - probability: The probability that an element is dropped.
  ///   - seed: The seed of the masks, drawn from a random stream.
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
