/// `tokenizer.json`, as far as it is BERT's.
struct WordPieceFile: Decodable {
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

  let model: Model
  let normalizer: Normalizer
  let preTokenizer: Step
  let postProcessor: Step
  let addedTokens: [AddedTokenEntry]?

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
  }
}
