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

  /// The text before each sentence; empty if the folder names no default prompt.
  public let prompt: String

  /// The largest number of tokens of a sentence, including the prompt and the marks at both ends.
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

    let pooler = modules.first { $0.name == "Pooling" }?.path ?? "1_Pooling"
    let path = "\(folder)/\(pooler)/config.json"
    let file = try readJSONIfPresent(PoolingFile.self, from: path)
    let chosen = file?.chosen ?? ["mean"]
    guard let only = chosen.first, chosen.count == 1, let pooling = Pooling(name: only) else {
      throw .unsupported(
        path: path, key: "pooling_mode", found: "\(chosen)", expected: "one of mean, cls and max")
    }
    self.pooling = pooling
    prompt = try defaultPrompt(of: folder)
    guard prompt.isEmpty || file?.includePrompt != false else {
      throw .unsupported(
        path: path, key: "include_prompt", found: "false", expected: "true beside a default prompt")
    }
    tokenLimit = try limit(of: folder, positions: configuration.positions)
  }
}

extension SentenceSettings.Pooling {
  fileprivate init?(name: String) {
    switch name {
    case "mean": self = .mean
    case "cls": self = .first
    case "max": self = .maximum
    default: return nil
    }
  }
}

private func defaultPrompt(of folder: String) throws(PretrainedEncoderError) -> String {
  let path = "\(folder)/config_sentence_transformers.json"
  guard let file = try readJSONIfPresent(PromptFile.self, from: path),
    let name = file.defaultPromptName
  else { return "" }
  guard let prompt = file.prompts?[name] else {
    throw .unsupported(
      path: path, key: "default_prompt_name", found: "'\(name)'", expected: "a name of 'prompts'")
  }
  return prompt
}

private func limit(
  of folder: String, positions: Int
) throws(PretrainedEncoderError) -> Int {
  let path = "\(folder)/sentence_bert_config.json"
  if let stated = try readJSONIfPresent(LengthFile.self, from: path)?.maxSeqLength {
    guard stated >= 3 else {
      throw .unsupported(
        path: path, key: "max_seq_length", found: "\(stated)", expected: "a number from 3")
    }
    return min(stated, positions)
  }
  // Where the tokenizer has no limit, a very large number stands for it.
  let own = try readJSONIfPresent(
    TokenizerLengthFile.self, from: "\(folder)/tokenizer_config.json")?.modelMaxLength
  return own.map { Int(min(max($0, 3), Double(positions))) } ?? positions
}

/// One entry of `modules.json`.
private struct ModuleEntry: Decodable {
  let type: String
  let path: String?

  var name: String { type.split(separator: ".").last.map(String.init) ?? "" }
}

/// `1_Pooling/config.json`: one key for each kind of pooling, in newer files one for all.
private struct PoolingFile: Decodable {
  let poolingMode: OneOrMore?
  let poolingModeClsToken: Bool?
  let poolingModeMeanTokens: Bool?
  let poolingModeMaxTokens: Bool?
  let poolingModeMeanSqrtLenTokens: Bool?
  let poolingModeWeightedmeanTokens: Bool?
  let poolingModeLasttoken: Bool?
  let includePrompt: Bool?

  var chosen: [String] {
    poolingMode?.names
      ?? [
        ("cls", poolingModeClsToken), ("mean", poolingModeMeanTokens),
        ("max", poolingModeMaxTokens),
        ("mean_sqrt_len_tokens", poolingModeMeanSqrtLenTokens),
        ("weightedmean", poolingModeWeightedmeanTokens), ("lasttoken", poolingModeLasttoken),
      ].filter { $0.1 == true }.map(\.0)
  }
}

private struct OneOrMore: Decodable {
  let names: [String]

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    names = try (try? [value.decode(String.self)]) ?? value.decode([String].self)
  }
}

/// `config_sentence_transformers.json`.
private struct PromptFile: Decodable {
  let prompts: [String: String]?
  let defaultPromptName: String?
}

/// `tokenizer_config.json`.
private struct TokenizerLengthFile: Decodable {
  let modelMaxLength: Double?
}

/// `sentence_bert_config.json`.
private struct LengthFile: Decodable {
  let maxSeqLength: Int?
}
