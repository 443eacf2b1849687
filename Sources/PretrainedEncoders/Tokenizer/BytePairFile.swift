/// `tokenizer.json`, as far as it is RoBERTa's.
struct BytePairFile: Decodable {
  struct Model: Decodable {
    let type: String?
    let vocab: [String: Int]
    let merges: [Merge]
    let dropout: Double?
    let continuingSubwordPrefix: String?
    let endOfWordSuffix: String?
    let byteFallback: Bool?
    let ignoreMerges: Bool?
  }

  /// Two tokens that become one, as a list or, in older files, with a space between them.
  struct Merge: Decodable {
    let first: String
    let second: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      let parts =
        try (try? value.decode([String].self))
        ?? value.decode(String.self).split(separator: " ").map(String.init)
      guard parts.count == 2 else {
        throw DecodingError.typeMismatch(
          [String].self,
          .init(codingPath: decoder.codingPath, debugDescription: "a pair of tokens was expected"))
      }
      (first, second) = (parts[0], parts[1])
    }
  }

  struct Step: Decodable {
    let type: String
  }

  struct Splitting: Decodable {
    let type: String
    let addPrefixSpace: Bool
    let useRegex: Bool?
  }

  let model: Model
  let normalizer: Step?
  let preTokenizer: Splitting
  let postProcessor: Step?
  let addedTokens: [AddedTokenEntry]?

  func check(_ path: String) throws(PretrainedEncoderError) {
    let names: [(key: String, found: String, expected: [String])] = [
      ("model.type", model.type ?? "BPE", ["BPE"]),
      ("normalizer", normalizer?.type ?? "null", ["null"]),
      ("pre_tokenizer.type", preTokenizer.type, ["ByteLevel"]),
      (
        "post_processor.type", postProcessor?.type ?? "RobertaProcessing",
        ["RobertaProcessing", "TemplateProcessing"]
      ),
      ("model.continuing_subword_prefix", model.continuingSubwordPrefix ?? "", [""]),
      ("model.end_of_word_suffix", model.endOfWordSuffix ?? "", [""]),
    ]
    for (key, found, expected) in names where !expected.contains(found) {
      throw .unsupported(
        path: path, key: key, found: "'\(found)'",
        expected: expected.map { "'\($0)'" }.joined(separator: " or "))
    }
    for (key, found, expected) in [
      ("pre_tokenizer.use_regex", preTokenizer.useRegex ?? true, true),
      ("model.byte_fallback", model.byteFallback ?? false, false),
      ("model.ignore_merges", model.ignoreMerges ?? false, false),
      ("model.dropout", (model.dropout ?? 0) > 0, false),
    ] where found != expected {
      throw .unsupported(path: path, key: key, found: "\(found)", expected: "\(expected)")
    }
  }
}
