/// `config.json`; optional values default to those of the family's own configuration.
struct ConfigurationFile: Decodable {
  let modelType: String

  /// What the file says of an encoder; nil if its family is not supported.
  let sizes: Sizes?

  private enum CodingKeys: CodingKey { case modelType }

  init(from decoder: any Decoder) throws {
    modelType = try decoder.container(keyedBy: CodingKeys.self).decode(
      String.self, forKey: .modelType)
    sizes = try EncoderFamily(rawValue: modelType).map { try Sizes(from: decoder, $0) }
  }

  /// The values under the family's keys.
  struct Sizes {
    let hiddenSize: Int
    let layers: Int
    let heads: Int
    let intermediateSize: Int
    let positions: Int
    let vocabularySize: Int
    let epsilon: Double
    let dropout: Double
    let attentionDropout: Double
    private let statedTypes: Int?
    private let padding: Int?
    private let activation: String
    private let positionKind: String
    private let isDecoder: Bool
  }
}

extension ConfigurationFile.Sizes {
  fileprivate init(from decoder: any Decoder, _ family: EncoderFamily) throws {
    let file = try decoder.container(keyedBy: Key.self)
    func value<Value: Decodable>(_ name: String, _ type: Value.Type) throws -> Value? {
      try file.decodeIfPresent(type, forKey: Key(stringValue: family.key(name)))
    }
    func whole(_ name: String) throws -> Int {
      try file.decode(Int.self, forKey: Key(stringValue: family.key(name)))
    }
    hiddenSize = try whole("hiddenSize")
    layers = try whole("numHiddenLayers")
    heads = try whole("numAttentionHeads")
    intermediateSize = try whole("intermediateSize")
    positions = try whole("maxPositionEmbeddings")
    vocabularySize = try whole("vocabSize")
    epsilon = try value("layerNormEps", Double.self) ?? 1e-12
    dropout = try value("hiddenDropoutProb", Double.self) ?? 0.1
    attentionDropout = try value("attentionProbsDropoutProb", Double.self) ?? 0.1
    statedTypes = try value("typeVocabSize", Int.self)
    padding = try value("padTokenId", Int.self)
    activation = try value("hiddenAct", String.self) ?? "gelu"
    positionKind = try value("positionEmbeddingType", String.self) ?? "absolute"
    isDecoder = try value("isDecoder", Bool.self) ?? false
  }

  func tokenTypes(_ family: EncoderFamily) -> Int {
    family == .distilBERT ? 0 : statedTypes ?? 2
  }

  /// RoBERTa's positions begin above the number of the padding token.
  func firstPosition(_ family: EncoderFamily) -> Int {
    family == .roberta ? (padding ?? 1) + 1 : 0
  }

  func check(_ path: String, _ family: EncoderFamily) throws(PretrainedEncoderError) {
    func require(
      _ holds: Bool, _ name: String, _ found: Any, _ expected: String
    ) throws(PretrainedEncoderError) {
      guard holds else {
        throw .unsupported(
          path: path, key: snakeCase(family.key(name)), found: "\(found)", expected: expected)
      }
    }
    try require(activation == "gelu", "hiddenAct", "'\(activation)'", "'gelu'")
    try require(
      positionKind == "absolute", "positionEmbeddingType", "'\(positionKind)'", "'absolute'")
    try require(!isDecoder, "isDecoder", true, "false")
    for (name, size) in [
      ("hiddenSize", hiddenSize), ("numHiddenLayers", layers), ("numAttentionHeads", heads),
      ("intermediateSize", intermediateSize), ("vocabSize", vocabularySize),
      ("typeVocabSize", statedTypes ?? 2),
    ] {
      try require((1...1 << 24).contains(size), name, size, "a whole number from 1 to \(1 << 24)")
    }
    try require(
      (0..<1 << 24).contains(padding ?? 0), "padTokenId", padding ?? 0,
      "a whole number from 0 to below \(1 << 24)")
    let least = firstPosition(family) + family.marksOfPair
    try require(
      positions >= least && positions <= 1 << 24, "maxPositionEmbeddings", positions,
      "a whole number from \(least) to \(1 << 24)")
    try require(
      hiddenSize.isMultiple(of: heads), "numAttentionHeads", heads,
      "a divisor of \(snakeCase(family.key("hiddenSize"))), \(hiddenSize),")
    try require((0...1).contains(epsilon), "layerNormEps", epsilon, "a number from 0 to 1")
    for (name, share) in [
      ("hiddenDropoutProb", dropout), ("attentionProbsDropoutProb", attentionDropout),
    ] {
      try require((0..<1).contains(share), name, share, "a number from 0 to below 1")
    }
  }
}

private struct Key: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
