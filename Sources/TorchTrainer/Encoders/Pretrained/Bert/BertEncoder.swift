import PretrainedEncoders
import Tensors

/// A frozen encoder of BERT's families, up to one of its layers.
final class BertEncoder {
  private let network: BertNetwork
  private let embeddings: [Tensor]
  private let layers: [[Tensor]]

  /// Reads the weights.
  ///
  /// - Parameters:
  ///   - folder: The encoder's folder.
  ///   - depth: The number of layers to load.
  ///   - device: The device of the weights.
  /// - Throws: `PretrainedEncoderError`, `TensorError`.
  init(_ folder: EncoderFolder, depth: Int, on device: Device = .cpu) throws {
    let sizes = folder.configuration
    func tensors(_ parameters: [BertParameters.Parameter]) throws -> [Tensor] {
      try parameters.map { try Tensor(folder.numbers(of: $0), shape: $0.shape).moved(to: device) }
    }
    network = BertNetwork(sizes: sizes)
    embeddings = try tensors(BertParameters.ofEmbeddings(sizes))
    layers = try (0..<depth).map { try tensors(BertParameters.ofLayer($0, sizes)) }
  }

  /// Returns the vectors of word pieces above some layers, each `[pieces, hidden]`.
  ///
  /// - Parameters:
  ///   - batch: The sequences.
  ///   - chosen: The layers, ascending; 0 for the embeddings.
  func vectors(of batch: PieceBatch, above chosen: [Int]) throws -> [Tensor] {
    try TensorEngine.withoutDerivatives {
      var dropout = Dropout.none
      var rows = try network.embedded(batch, embeddings[...], dropout: &dropout)
      var vectors = chosen.contains(0) ? [rows] : []
      for (layer, parameters) in layers.prefix(chosen.last ?? 0).enumerated() {
        rows = try network.layer(
          rows, offsets: batch.offsets, parameters[...], dropout: &dropout)
        if chosen.contains(layer + 1) { vectors.append(rows) }
      }
      return vectors
    }
  }
}
