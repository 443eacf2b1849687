import Foundation

/// The pooling of the tokens' vectors into the sentence's vector, following sentence-transformers.
public struct SentenceSettings: Equatable, Sendable {
  /// The pooling of the tokens' vectors.
  public enum Pooling: String, Sendable {
    /// The mean, including the marks at both ends.
    case mean

    /// The vector of the mark at the start.
    case first

    /// The maximum of each dimension.
    case maximum
  }

  /// The pooling of the tokens' vectors; by default the mean.
  public let pooling: Pooling

  /// Whether the vector is scaled to length one.
  public let normalises: Bool

  /// The largest number of tokens of a sentence, including the marks at both ends.
  public let tokenLimit: Int

  /// Reads the settings of a folder.
  ///
  /// - Parameters:
  ///   - folder: The encoder's folder.
  ///   - configuration: The encoder's sizes.
  /// - Throws: `PretrainedEncoderError.unreadable`, `.malformedJSON` or `.unsupported`.
  public init(
    folder: String, configuration: EncoderConfiguration
  ) throws(PretrainedEncoderError) {
    let modules = try readJSONIfPresent([ModuleEntry].self, from: "\(folder)/modules.json") ?? []
    for module in modules where !["Transformer", "Pooling", "Normalize"].contains(module.name) {
      throw .unsupported(
        path: "\(folder)/modules.json", key: "type", found: "'\(module.type)'",
        expected: "Transformer, Pooling or Normalize")
    }
    normalises = modules.contains { $0.name == "Normalize" }

    let path = "\(folder)/1_Pooling/config.json"
    let chosen = try readJSONIfPresent(PoolingFile.self, from: path)?.chosen ?? ["mean_tokens"]
    switch chosen {
    case ["mean_tokens"]: pooling = .mean
    case ["cls_token"]: pooling = .first
    case ["max_tokens"]: pooling = .maximum
    default:
      throw .unsupported(
        path: path, key: "pooling_mode", found: "\(chosen)",
        expected: "one of mean_tokens, cls_token and max_tokens")
    }

    let file = "\(folder)/sentence_bert_config.json"
    let stated = try readJSONIfPresent(LengthFile.self, from: file)?.maxSeqLength
    if let stated, stated < 3 {
      throw .unsupported(
        path: file, key: "max_seq_length", found: "\(stated)", expected: "a number from 3")
    }
    tokenLimit = min(stated ?? configuration.positions, configuration.positions)
  }
}

/// One entry of `modules.json`.
private struct ModuleEntry: Decodable {
  let type: String

  var name: String { type.split(separator: ".").last.map(String.init) ?? "" }
}

/// `1_Pooling/config.json`.
private struct PoolingFile: Decodable {
  let poolingModeClsToken: Bool?
  let poolingModeMeanTokens: Bool?
  let poolingModeMaxTokens: Bool?
  let poolingModeMeanSqrtLenTokens: Bool?
  let poolingModeWeightedmeanTokens: Bool?
  let poolingModeLasttoken: Bool?

  var chosen: [String] {
    [
      ("cls_token", poolingModeClsToken), ("mean_tokens", poolingModeMeanTokens),
      ("max_tokens", poolingModeMaxTokens),
      ("mean_sqrt_len_tokens", poolingModeMeanSqrtLenTokens),
      ("weightedmean_tokens", poolingModeWeightedmeanTokens),
      ("lasttoken", poolingModeLasttoken),
    ].filter { $0.1 == true }.map(\.0)
  }
}

/// `sentence_bert_config.json`.
private struct LengthFile: Decodable {
  let maxSeqLength: Int?
}
