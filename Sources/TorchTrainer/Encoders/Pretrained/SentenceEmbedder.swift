public import PretrainedEncoders
public import Tensors

/// Sentence vectors by a pretrained encoder, following sentence-transformers.
public final class SentenceEmbedder {
  /// The largest number of tokens of a batch; the activations of more exceed the cache.
  private static let batchTokens = 1024

  private let folder: EncoderFolder
  private let encoder: BertEncoder

  /// Reads the weights.
  ///
  /// - Parameters:
  ///   - folder: The encoder's folder.
  ///   - device: The device of the weights.
  /// - Throws: `PretrainedEncoderError`, `TensorError`.
  public init(_ folder: EncoderFolder, on device: Device = .cpu) throws {
    self.folder = folder
    encoder = try BertEncoder(folder, depth: folder.configuration.layers, on: device)
  }

  /// Returns the vector of each sentence, of length one if the encoder's folder says so.
  ///
  /// - Parameters:
  ///   - sentences: Any texts, cut off at the folder's limit of tokens; the folder's default prompt goes
  ///     before each.
  ///   - progress: Called after each batch with the number of sentences so far.
  /// - Throws: `TensorError`.
  public func vectors(
    of sentences: [String], progress: (Int) -> Void = { _ in }
  ) throws -> [[Float]] {
    let pieces = sentences.map {
      folder.tokenizer.tokens(
        of: folder.sentences.prompt + $0, limit: folder.sentences.tokenLimit)
    }
    var vectors = [[Float]](repeating: [], count: sentences.count)
    var done = 0
    for chosen in batches(ofLengths: pieces.map(\.count), upTo: Self.batchTokens) {
      var batch = PieceBatch()
      for sentence in chosen { batch.append(pieces[sentence]) }
      let rows = try encoder.vectors(of: batch, above: [folder.configuration.layers])[0]
      let numbers = try pooled(rows, batch.offsets).numbers()
      let width = folder.configuration.hiddenSize
      for (row, sentence) in chosen.enumerated() {
        vectors[sentence] = scaled(numbers[row * width..<(row + 1) * width])
      }
      done += chosen.count
      progress(done)
    }
    return vectors
  }

  private func pooled(_ rows: Tensor, _ offsets: [Int32]) throws -> Tensor {
    switch folder.sentences.pooling {
    case .mean: try rows.groupMeans(offsets: offsets)
    case .first: try rows.rows(Array(offsets.dropLast()))
    case .maximum: try rows.segmentMaxima(offsets: offsets)
    }
  }

  private func scaled(_ vector: ArraySlice<Float>) -> [Float] {
    guard folder.sentences.normalises else { return Array(vector) }
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return vector.map { $0 / max(length, 1e-12) }
  }
}
