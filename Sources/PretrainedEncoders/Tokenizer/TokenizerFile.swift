/// `tokenizer.json`, as far as it is BERT's.
struct TokenizerFile: Decodable {
  struct Model: Decodable {
    let type: String?
    let unkToken: String
    let continuingSubwordPrefix: String
    let maxInputCharsPerWord: Int
    let vocab: [String: Int]
  }

  struct Normalizer: Decodable {
    let type: String
    let cleanText: Bool
    let handleChineseChars: Bool
    let stripAccents: Bool?
    let lowercase: Bool
  }

  struct Step: Decodable {
    let type: String
  }

  struct AddedToken: Decodable {
    let id: Int
    let content: String
    let singleWord: Bool
    let lstrip: Bool
    let rstrip: Bool
    let normalized: Bool
  }

  let model: Model
  let normalizer: Normalizer
  let preTokenizer: Step
  let postProcessor: Step
  let addedTokens: [AddedToken]?

  func check(_ path: String) throws(PretrainedEncoderError) {
    let names = [
      ("model.type", model.type ?? "WordPiece", ["WordPiece"]),
      ("normalizer.type", normalizer.type, ["BertNormalizer"]),
      ("pre_tokenizer.type", preTokenizer.type, ["BertPreTokenizer"]),
      ("post_processor.type", postProcessor.type, ["TemplateProcessing", "BertProcessing"]),
    ]
    for (key, found, expected) in names where !expected.contains(found) {
      throw .unsupported(
        path: path, key: key, found: "'\(found)'", expected: expected.joined(separator: " or "))
    }
    for (key, holds) in [
      ("normalizer.clean_text", normalizer.cleanText),
      ("normalizer.handle_chinese_chars", normalizer.handleChineseChars),
    ] where !holds {
      throw .unsupported(path: path, key: key, found: "false", expected: "true")
    }
    for token in addedTokens ?? []
    where token.singleWord || token.lstrip || token.rstrip || token.normalized {
      throw .unsupported(
        path: path, key: "added_tokens", found: "'\(token.content)' with rules of its own",
        expected: "a token that is taken as it stands")
    }
  }
}

extension TokenizerFile.Model {
  /// The tokens in UTF-8, in the order of their numbers.
  func tokens(_ path: String) throws(PretrainedEncoderError) -> [[UInt8]] {
    var tokens = [[UInt8]?](repeating: nil, count: vocab.count)
    for (text, token) in vocab.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      guard tokens.indices.contains(token), tokens[token] == nil else {
        throw .unsupported(
          path: path, key: "model.vocab", found: "'\(text)': \(token)",
          expected: "each number from 0 to \(vocab.count - 1) once, or a vocab.txt beside it,")
      }
      tokens[token] = Array(text.utf8)
    }
    return tokens.map { $0 ?? [] }
  }
}
