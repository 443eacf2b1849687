/// An error in the settings of a pretrained encoder.
public enum PretrainedInputError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The settings ask for a pretrained encoder and name none.
  case noModel(encoder: SentenceEncoding)

  /// The encoder has fewer layers than the settings ask for.
  case tooManyLayers(key: String, layers: Int, depth: Int)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .noModel(let encoder):
      "trainer.encoder is '\(encoder.rawValue)', so trainer.model was expected to name the folder of a "
        + "pretrained encoder, such as all-MiniLM-L6-v2 from huggingface.co/sentence-transformers "
        + "(config.json, vocab.txt and model.safetensors)"
    case .tooManyLayers(let key, let layers, let depth):
      "\(key) is \(layers), and the pretrained encoder has \(depth) layers: at most that was expected"
    }
  }
}
