/// The sizes of an encoder of the BERT family, from `config.json`.
public struct EncoderConfiguration: Equatable, Sendable {
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

  /// The number of token types: two if the sentences of a pair are distinguished.
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
  ///   `.unsupported` for a model that is not of the BERT family.
  public init(path: String) throws(PretrainedEncoderError) {
    let file = try readJSON(ConfigurationFile.self, from: path)
    try file.check(path)
    hiddenSize = file.hiddenSize
    layers = file.numHiddenLayers
    heads = file.numAttentionHeads
    intermediateSize = file.intermediateSize
    positions = file.maxPositionEmbeddings
    tokenTypes = file.typeVocabSize ?? 2
    vocabularySize = file.vocabSize
    layerNormEpsilon = file.layerNormEps ?? 1e-12
    dropout = file.hiddenDropoutProb ?? 0.1
    attentionDropout = file.attentionProbsDropoutProb ?? 0.1
  }
}

/// `config.json`; optional values default to those of BERT's own configuration.
private struct ConfigurationFile: Decodable {
  let modelType: String
  let hiddenSize: Int
  let numHiddenLayers: Int
  let numAttentionHeads: Int
  let intermediateSize: Int
  let maxPositionEmbeddings: Int
  let vocabSize: Int
  let typeVocabSize: Int?
  let hiddenAct: String?
  let positionEmbeddingType: String?
  let isDecoder: Bool?
  let layerNormEps: Double?
  let hiddenDropoutProb: Double?
  let attentionProbsDropoutProb: Double?

  func check(_ path: String) throws(PretrainedEncoderError) {
    func require(
      _ holds: Bool, _ key: String, _ found: Any, _ expected: String
    ) throws(PretrainedEncoderError) {
      guard holds else {
        throw .unsupported(path: path, key: key, found: "\(found)", expected: expected)
      }
    }
    try require(modelType == "bert", "model_type", "'\(modelType)'", "'bert'")
    let activation = hiddenAct ?? "gelu"
    try require(activation == "gelu", "hidden_act", "'\(activation)'", "'gelu'")
    let positions = positionEmbeddingType ?? "absolute"
    try require(
      positions == "absolute", "position_embedding_type", "'\(positions)'", "'absolute'")
    try require(isDecoder != true, "is_decoder", true, "false")
    for (key, size) in [
      ("hidden_size", hiddenSize), ("num_hidden_layers", numHiddenLayers),
      ("num_attention_heads", numAttentionHeads), ("intermediate_size", intermediateSize),
      ("vocab_size", vocabSize), ("type_vocab_size", typeVocabSize ?? 2),
    ] {
      try require((1...1 << 24).contains(size), key, size, "a whole number from 1 to \(1 << 24)")
    }
    try require(
      (3...1 << 24).contains(maxPositionEmbeddings), "max_position_embeddings",
      maxPositionEmbeddings, "a whole number from 3 to \(1 << 24)")
    try require(
      hiddenSize.isMultiple(of: numAttentionHeads), "num_attention_heads", numAttentionHeads,
      "a divisor of hiddenSize, \(hiddenSize),")
    let epsilon = layerNormEps ?? 1e-12
    try require((0...1).contains(epsilon), "layer_norm_eps", epsilon, "a number from 0 to 1")
    for (key, share) in [
      ("hidden_dropout_prob", hiddenDropoutProb),
      ("attention_probs_dropout_prob", attentionProbsDropoutProb),
    ] {
      let share = share ?? 0.1
      try require((0..<1).contains(share), key, share, "a number from 0 to below 1")
    }
  }
}
