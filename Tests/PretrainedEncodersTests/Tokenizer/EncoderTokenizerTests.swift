import Foundation
import PretrainedEncoders
import TestSupport
import Testing

@Suite struct EncoderTokenizerTests {
  @Test func tokensOfASmallVocabularyEqualTheReference() throws {
    let expected = try Fixtures.tokens("tiny")
    try expectTokens(
      EncoderTokenizer(folder: Fixtures.tiny), expected.uncased, expected.uncasedPairs)
  }

  @Test func tokensThatKeepCapitalsAndAccentsEqualTheReference() throws {
    let folder = try TemporaryFolder()
    try folder.write(vocabulary(), to: "vocab.txt")
    try folder.write(#"{"do_lower_case": false}"#, to: "tokenizer_config.json")
    let expected = try Fixtures.tokens("tiny")
    try expectTokens(
      EncoderTokenizer(folder: folder.path("")), expected.cased, expected.casedPairs)
  }

  @Test func tokensWithTheOtherFileAloneAreTheSame() throws {
    let folder = try TemporaryFolder()
    try folder.write(try tokenizerFile(), to: "tokenizer.json")
    let expected = try Fixtures.tokens("tiny")
    try expectTokens(
      EncoderTokenizer(folder: folder.path("")), expected.uncased, expected.uncasedPairs)
  }

  @Test(
    .enabled(if: Fixtures.miniLM != nil, "AUTOSEM_MINILM names no folder of all-MiniLM-L6-v2"),
    arguments: [["vocab.txt"], ["tokenizer.json"], ["vocab.txt", "tokenizer.json"]])
  func tokensOfMiniLMEqualTheReference(files: [String]) throws {
    let model = try #require(Fixtures.miniLM)
    let folder = try TemporaryFolder()
    for file in files {
      try folder.write(Data(contentsOf: URL(filePath: "\(model)/\(file)")), to: file)
    }
    let expected = try Fixtures.tokens("minilm")
    let tokenizer = try EncoderTokenizer(folder: folder.path(""))
    try expectTokens(tokenizer, expected.uncased, expected.uncasedPairs)
    #expect(tokenizer.vocabularySize == 30_522)
  }

  @Test func aLimitHoldsAtEveryLength() throws {
    let tokenizer = try EncoderTokenizer(folder: Fixtures.tiny)
    let whole = tokenizer.tokens(of: "the cats[SEP]sat unaffable", limit: .max)
    for limit in 2..<whole.count {
      #expect(
        tokenizer.tokens(of: "the cats[SEP]sat unaffable", limit: limit)
          == whole.prefix(limit - 1) + [tokenizer.end])
    }
    for limit in 3...20 {
      let pair = tokenizer.tokens(of: "the cats sat", and: "on the mat", limit: limit)
      #expect(pair.tokens.count == min(limit, 9))
      #expect(pair.types.count == pair.tokens.count)
    }
  }

  private func expectTokens(
    _ tokenizer: EncoderTokenizer, _ sentences: [[Int32]], _ pairs: [[[Int32]]]
  ) throws {
    let texts = try Fixtures.texts()
    #expect(texts.sentences.count >= 200)
    #expect(sentences.count == texts.sentences.count)
    for (text, expected) in zip(texts.sentences, sentences) {
      #expect(tokenizer.tokens(of: text, limit: 128) == expected, "\(text.debugDescription)")
    }
    #expect(pairs.count == texts.pairs.count)
    for (texts, expected) in zip(texts.pairs, pairs) {
      let pair = tokenizer.tokens(of: texts[0], and: texts[1], limit: 24)
      #expect(pair.tokens == expected[0], "\(texts)")
      #expect(pair.types == expected[1], "\(texts)")
    }
  }
}

/// The small vocabulary, a token a line.
func vocabulary() throws -> String {
  try String(contentsOfFile: "\(Fixtures.tiny)/vocab.txt", encoding: .utf8)
}

/// A `tokenizer.json` of the small vocabulary, with some settings replaced.
func tokenizerFile(replacing changes: [String: any Sendable] = [:]) throws -> String {
  let tokens = try vocabulary().split(separator: "\n").enumerated()
  var file: [String: any Sendable] = [
    "added_tokens": ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].enumerated().map {
      [
        "id": $0.offset, "content": $0.element, "single_word": false, "lstrip": false,
        "rstrip": false, "normalized": false,
      ] as [String: any Sendable]
    },
    "normalizer": [
      "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
      "lowercase": true,
    ] as [String: any Sendable],
    "pre_tokenizer": ["type": "BertPreTokenizer"],
    "post_processor": ["type": "BertProcessing"],
    "model": [
      "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
      "max_input_chars_per_word": 100,
      "vocab": Dictionary(uniqueKeysWithValues: tokens.map { (String($0.element), $0.offset) }),
    ] as [String: any Sendable],
  ]
  for (key, value) in changes { file[key] = value }
  return String(decoding: try JSONSerialization.data(withJSONObject: file), as: UTF8.self)
}
