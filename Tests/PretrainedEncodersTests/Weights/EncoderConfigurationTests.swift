import PretrainedEncoders
import TestSupport
import Testing

@Suite struct EncoderConfigurationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func theSizesAreRead() throws {
    let sizes = try read(tinyConfiguration)
    #expect(sizes.hiddenSize == 4)
    #expect(sizes.layers == 1)
    #expect(sizes.heads == 2)
    #expect(sizes.intermediateSize == 8)
    #expect(sizes.positions == 16)
    #expect(sizes.vocabularySize == 300)
    #expect(sizes.tokenTypes == 2)
    #expect(sizes.layerNormEpsilon == 1e-12)
    #expect(sizes.dropout == 0.1)
    #expect(sizes.attentionDropout == 0.1)
  }

  @Test(arguments: [
    ("\"bert\"", "\"mpnet\"", "model_type"), ("\"gelu\"", "\"relu\"", "hidden_act"),
    ("\"absolute\"", "\"relative_key\"", "position_embedding_type"),
    ("\"hidden_size\": 4", "\"hidden_size\": 5", "num_attention_heads"),
    ("\"hidden_size\": 4", "\"hidden_size\": 0", "hidden_size"),
    ("\"hidden_size\": 4", "\"hidden_size\": -4", "hidden_size"),
    ("\"hidden_size\": 4", "\"hidden_size\": 4611686018427387904", "hidden_size"),
    ("\"num_attention_heads\": 2", "\"num_attention_heads\": 0", "num_attention_heads"),
    (
      "\"max_position_embeddings\": 16", "\"max_position_embeddings\": 2",
      "max_position_embeddings"
    ),
    ("\"vocab_size\": 300", "\"layer_norm_eps\": -1, \"vocab_size\": 300", "layer_norm_eps"),
    ("\"vocab_size\": 300", "\"is_decoder\": true, \"vocab_size\": 300", "is_decoder"),
    (
      "\"vocab_size\": 300", "\"hidden_dropout_prob\": 1, \"vocab_size\": 300",
      "hidden_dropout_prob"
    ),
  ])
  func aModelOfAnotherKindIsRefusedByKey(right: String, wrong: String, key: String) throws {
    #expect {
      try read(tinyConfiguration.replacing(right, with: wrong))
    } throws: {
      guard case PretrainedEncoderError.unsupported(_, key, _, _) = $0 else { return false }
      return true
    }
  }

  @Test(arguments: [
    ("", "it is no JSON"), ("[]", "Expected"), ("{", "it is no JSON"),
    ("{}", "'model_type' is missing"),
    (
      tinyConfiguration.replacing("\"hidden_size\": 4", with: "\"hidden_size\": \"4\""),
      "hidden_size"
    ),
    (
      tinyConfiguration.replacing("\"hidden_size\": 4", with: "\"hidden_size\": 4.5"), "not whole"
    ),
    (tinyConfiguration.replacing("\"hidden_size\"", with: "\"size\""), "'hidden_size' is missing"),
  ])
  func aFileOfTheWrongFormIsRefusedByKey(text: String, part: String) throws {
    #expect { try read(text) } throws: {
      guard case PretrainedEncoderError.malformedJSON = $0 else { return false }
      return "\($0)".contains(part)
    }
  }

  @Test func theKeysOfDistilBERTAreRead() throws {
    let sizes = try read(distilBERTConfiguration)
    #expect(sizes.family == .distilBERT)
    #expect([sizes.hiddenSize, sizes.layers, sizes.heads, sizes.intermediateSize] == [4, 1, 2, 8])
    #expect(sizes.tokenTypes == 0)
    #expect(sizes.dropout == 0.2)
    #expect(sizes.attentionDropout == 0.3)
    #expect(sizes.positionRows == 16)
  }

  @Test(arguments: [("\"dim\"", "'dim' is missing"), ("\"n_layers\"", "'n_layers' is missing")])
  func aKeyThatDistilBERTLacksIsNamedAsItsOwn(key: String, part: String) throws {
    #expect { try read(distilBERTConfiguration.replacing(key, with: "\"other\"")) } throws: {
      "\($0)".contains(part)
    }
    #expect {
      try read(distilBERTConfiguration.replacing("\"dim\": 4", with: "\"dim\": 5"))
    } throws: {
      "\($0)".contains("'n_heads' is 2, a divisor of dim, 5, was expected")
    }
  }

  @Test func thePositionsOfRoBERTaBeginAboveThePaddingToken() throws {
    let text = tinyConfiguration.replacing("\"bert\"", with: "\"roberta\"")
    let sizes = try read(text)
    #expect(sizes.firstPosition == 2)
    #expect(sizes.positions == 14)
    #expect(sizes.positionRows == 16)
    let other = try read(
      text.replacing("\"vocab_size\"", with: "\"pad_token_id\": 0, \"vocab_size\""))
    #expect(other.firstPosition == 1)
    #expect(other.positions == 15)
    for wrong in ["\"pad_token_id\": -1", "\"pad_token_id\": 12"] {
      #expect(throws: PretrainedEncoderError.self) {
        try read(text.replacing("\"vocab_size\"", with: "\(wrong), \"vocab_size\""))
      }
    }
  }

  private func read(_ text: String) throws -> EncoderConfiguration {
    try EncoderConfiguration(path: folder.write(text, to: "config.json"))
  }
}

/// The `config.json` of an encoder that is only just one.
let tinyConfiguration = """
  {"model_type": "bert", "hidden_size": 4, "num_hidden_layers": 1, "num_attention_heads": 2,
   "intermediate_size": 8, "max_position_embeddings": 16, "vocab_size": 300,
   "hidden_act": "gelu", "position_embedding_type": "absolute"}
  """

/// The same in DistilBERT's words.
private let distilBERTConfiguration = """
  {"model_type": "distilbert", "dim": 4, "n_layers": 1, "n_heads": 2, "hidden_dim": 8,
   "max_position_embeddings": 16, "vocab_size": 300, "activation": "gelu", "dropout": 0.2,
   "attention_dropout": 0.3}
  """
