/// The vectors of a frozen encoder, computed once for all trainers before the first batch.
struct EncodedOnce: Sendable {
  let vectors: SequenceVectors
  /// Hand-made features of pairs, computed from the vectors; nil without.
  var numbers: PairNumbers?

  /// Computes what is missing.
  ///
  /// - Parameter progress: Called after each batch of sentences.
  /// - Throws: `PretrainedEncoderError`, `TensorError`.
  func prepare(progress: (EncodingProgress) -> Void) throws {
    try vectors.encode(progress: progress)
    try numbers?.complete()
  }
}

/// The progress of the encoding of sentences.
public struct EncodingProgress: Equatable, Sendable {
  /// The number of sequences encoded, those of earlier runs included.
  public let done: Int

  /// The number of sequences.
  public let total: Int

  /// Creates a progress.
  public init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }
}
