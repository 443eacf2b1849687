/// A family of encoders whose layers are BERT's.
///
/// The families differ in the names in their files, in their token types and positions, and in their
/// tokenizers.
public enum EncoderFamily: String, Sendable, CaseIterable {
  /// Devlin et al. (2019) <https://arxiv.org/abs/1810.04805>; MiniLM, E5, BGE and GTE have its layout.
  case bert

  /// Sanh et al. (2019) <https://arxiv.org/abs/1910.01108>: no token types.
  case distilBERT = "distilbert"

  /// Liu et al. (2019) <https://arxiv.org/abs/1907.11692>: positions are counted from above the padding
  /// token, and words are split by byte pairs.
  case roberta

  /// The number of marks around and between the sentences of a pair.
  var marksOfPair: Int { self == .roberta ? 4 : 3 }

  /// Returns the name of a key of `config.json`, given BERT's.
  func key(_ key: String) -> String {
    guard self == .distilBERT else { return key }
    return switch key {
    case "hiddenSize": "dim"
    case "numHiddenLayers": "nLayers"
    case "numAttentionHeads": "nHeads"
    case "intermediateSize": "hiddenDim"
    case "hiddenAct": "activation"
    case "hiddenDropoutProb": "dropout"
    case "attentionProbsDropoutProb": "attentionDropout"
    default: key
    }
  }

  /// Returns the names that a parameter may have in a file of weights, given BERT's.
  ///
  /// Models with a head have the family's name before it; older files call the scale and the shift of
  /// LayerNorm gamma and beta.
  func names(of parameter: String) -> [String] {
    let name = self == .distilBERT ? nameInDistilBERT(parameter) : parameter
    let plain = [name, "\(rawValue).\(name)"]
    let older = plain.map {
      $0.replacing("LayerNorm.weight", with: "LayerNorm.gamma")
        .replacing("LayerNorm.bias", with: "LayerNorm.beta")
    }
    return plain + (older == plain ? [] : older)
  }
}

private func nameInDistilBERT(_ name: String) -> String {
  let renamed = [
    ("encoder.layer.", "transformer.layer."),
    ("attention.self.query.", "attention.q_lin."),
    ("attention.self.key.", "attention.k_lin."),
    ("attention.self.value.", "attention.v_lin."),
    ("attention.output.dense.", "attention.out_lin."),
    ("attention.output.LayerNorm.", "sa_layer_norm."),
    ("intermediate.dense.", "ffn.lin1."),
    ("output.dense.", "ffn.lin2."),
    ("output.LayerNorm.", "output_layer_norm."),
  ]
  return renamed.reduce(name) { name, change in name.replacing(change.0, with: change.1) }
}
