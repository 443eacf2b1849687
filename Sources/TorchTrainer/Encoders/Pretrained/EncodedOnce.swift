/// What a pretrained encoder says once for all trainers, before the first batch is made.
struct EncodedOnce: Sendable {
  let vectors: SequenceVectors
  /// Numbers of pairs that follow from the vectors.
  var numbers: PairNumbers?

  /// Makes sure that all of it is there.
  ///
  /// - Parameter progress: Is told how far the encoding of sentences has come.
  /// - Throws: `PretrainedEncoderError`, `TensorError`.
  func prepare(progress: (EncodingProgress) -> Void) throws {
    try vectors.encode(progress: progress)
    try numbers?.complete()
  }
}
