/// The family and the sizes of an encoder, from `config.json`.
public struct EncoderConfiguration: Equatable, Sendable {
  /// The family.
  public let family: EncoderFamily

  /// The length of a token's vector.
  public let hiddenSize: Int

  /// The number of layers.
  public let layers: Int

  /// The number of attention heads of a layer; it divides the hidden size.
  public let heads: Int

  /// The hidden length of a layer's feed-forward part.
  public let intermediateSize: Int

  /// The largest number of tokens of a sequence.
  public let positions: Int

  /// The row of the first token in the table of positions.
  public let firstPosition: Int

  /// The number of token types: two if the sentences of a pair are distinguished, none in DistilBERT.
  public let tokenTypes: Int

  /// The number of rows of the table of embeddings.
  public let vocabularySize: Int

  /// The term added to a variance before its root is taken.
  public let layerNormEpsilon: Double

  /// The dropout probability of a layer's outputs.
  public let dropout: Double

  /// The dropout probability of the attention weights.
  public let attentionDropout: Double

  /// Reads the configuration of an encoder.
  ///
  /// - Throws: `PretrainedEncoderError.missingFile`, `.unreadable`, `.malformedJSON`, or
  ///   `.unsupported` for a model of another family.
  public init(path: String) throws(PretrainedEncoderError) {
    let file = try readJSON(ConfigurationFile.self, from: path)
    guard let family = EncoderFamily(rawValue: file.modelType), let sizes = file.sizes else {
      throw .unsupported(
        path: path, key: "model_type", found: "'\(file.modelType)'",
        expected: EncoderFamily.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or "))
    }
    try sizes.check(path, family)
    self.family = family
    hiddenSize = sizes.hiddenSize
    layers = sizes.layers
    heads = sizes.heads
    intermediateSize = sizes.intermediateSize
    firstPosition = sizes.firstPosition(family)
    positions = sizes.positions - firstPosition
    tokenTypes = sizes.tokenTypes(family)
    vocabularySize = sizes.vocabularySize
    layerNormEpsilon = sizes.epsilon
    dropout = sizes.dropout
    attentionDropout = sizes.attentionDropout
  }

  /// The number of rows of the table of positions.
  public var positionRows: Int { firstPosition + positions }
}
