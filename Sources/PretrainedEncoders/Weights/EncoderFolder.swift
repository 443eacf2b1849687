import Foundation

/// A pretrained encoder in a folder with the Hugging Face hub's layout.
public struct EncoderFolder: Sendable {
  /// The folder.
  public let path: String

  /// The encoder's sizes.
  public let configuration: EncoderConfiguration

  /// The pooling of the tokens' vectors into the sentence's vector.
  public let sentences: SentenceSettings

  /// The tokenizer.
  public let tokenizer: EncoderTokenizer

  /// The encoder's parameters.
  public let weights: EncoderWeights

  /// Opens a folder and checks its files; the weights are not read yet.
  ///
  /// - Throws: `PretrainedEncoderError`.
  public init(path: String) throws(PretrainedEncoderError) {
    guard FileManager.default.fileExists(atPath: path) else { throw .missingFolder(path: path) }
    guard isFolder(path) else {
      throw .unreadable(path: path, reason: "it is a file, an encoder's folder was expected")
    }
    self.path = path
    configuration = try EncoderConfiguration(path: "\(path)/config.json")
    sentences = try SentenceSettings(folder: path, configuration: configuration)
    tokenizer = try EncoderTokenizer(folder: path, family: configuration.family)
    guard tokenizer.vocabularySize <= configuration.vocabularySize else {
      throw .unsupported(
        path: "\(path)/config.json", key: "vocab_size", found: "\(configuration.vocabularySize)",
        expected: "at least the \(tokenizer.vocabularySize) tokens of the vocabulary")
    }
    weights = try EncoderWeights(folder: path, family: configuration.family)
  }

  /// A hash of all files that vectors depend on: 32 hexadecimal digits.
  ///
  /// Throws `PretrainedEncoderError.unreadable`.
  ///
  /// - Complexity: All weights are read.
  public var fingerprint: String {
    get throws(PretrainedEncoderError) {
      var hash = WideHash()
      let others = [
        "vocab.txt", "tokenizer.json", "tokenizer_config.json", "modules.json",
        "1_Pooling/config.json",
      ]
      for name in ["config.json"] + weights.names + others
      where FileManager.default.fileExists(atPath: "\(path)/\(name)") {
        hash.absorb(name)
        hash.absorb(try readFile("\(path)/\(name)", mapped: true))
      }
      return hash.digits
    }
  }
}
