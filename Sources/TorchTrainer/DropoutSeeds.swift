import GSLNumerics
import Tensors

/// Drops elements of hidden layers while a model is trained, and none while it is measured.
struct DropoutSeeds {
  private let probability: Double
  private let stream: RandomStream?

  /// Drops with a probability, the masks being drawn from a stream.
  init(_ probability: Double, using stream: RandomStream) {
    self.probability = probability
    self.stream = probability > 0 ? stream : nil
  }

  private init() {
    probability = 0
    stream = nil
  }

  /// Drops nothing.
  static var none: DropoutSeeds { DropoutSeeds() }

  /// Returns a tensor with elements dropped; two draws of the stream, or none.
  mutating func applied(to tensor: Tensor) throws -> Tensor {
    guard let stream else { return tensor }
    return try tensor.dropout(probability, seed: stream.seed())
  }
}
