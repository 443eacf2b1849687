import PretrainedEncoders
import Tensors

/// A pretrained encoder that is fine-tuned, all of it or its last layers.
///
/// Follows Devlin et al. (2019), section 3.2 <https://arxiv.org/abs/1810.04805>: an example is one
/// sequence. Differs in this: its vector is the mean over the pieces, for which sentence encoders are
/// pretrained.
struct TunedEncoder: SentenceEncoder {
  let parameters: [ParameterSpecification]
  private let network: BertNetwork
  private let layers: Int

  var outputs: Int { network.sizes.hiddenSize }

  /// Reads the initial weights.
  ///
  /// - Parameters:
  ///   - folder: The encoder's folder.
  ///   - layers: The number of layers that are trained; nil for the whole encoder, with its
  ///     embeddings.
  /// - Throws: `PretrainedEncoderError`.
  init(_ folder: EncoderFolder, layers: Int?) throws {
    let sizes = folder.configuration
    network = BertNetwork(sizes: sizes)
    self.layers = layers ?? sizes.layers
    let embeddings = layers == nil ? BertParameters.ofEmbeddings(sizes) : []
    let top = (sizes.layers - self.layers..<sizes.layers).flatMap {
      BertParameters.ofLayer($0, sizes)
    }
    parameters = try (embeddings + top).map {
      ParameterSpecification(shape: $0.shape, initial: .numbers(try folder.numbers(of: $0)))
    }
  }

  func encode(
    _ batch: SentenceBatch, _ parameters: ArraySlice<Tensor>, dropout: inout Dropout
  ) throws -> Tensor {
    var rest = parameters
    var rows: Tensor
    switch batch.content {
    case .pieces(let pieces):
      let own = rest.dropLast(layers * BertParameters.perLayer)
      rest = rest.dropFirst(own.count)
      rows = try network.embedded(pieces, own, dropout: &dropout)
    case .vectors(let vectors):
      rows = try vectors.reshaped([-1, network.sizes.hiddenSize])
    case .words, .features:
      preconditionFailure("a batch of word pieces is expected")
    }
    for _ in 0..<layers {
      rows = try network.layer(
        rows, offsets: batch.offsets, rest.prefix(BertParameters.perLayer), dropout: &dropout)
      rest = rest.dropFirst(BertParameters.perLayer)
    }
    return try rows.groupMeans(offsets: batch.offsets)
  }
}
