import Foundation
import PretrainedEncoders
import TestSupport
import Testing

@Suite struct TokenizerFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aFolderWithoutAVocabularyIsRefused() {
    #expect(throws: PretrainedEncoderError.missingFile(path: path("vocab.txt"))) { try open() }
  }

  @Test(arguments: ["[UNK]", "[CLS]", "[SEP]"])
  func aVocabularyWithoutAMarkIsRefused(mark: String) throws {
    try folder.write(vocabulary().replacing("\(mark)\n", with: "x\n"), to: "vocab.txt")
    #expect(throws: PretrainedEncoderError.missingToken(mark, path: path("vocab.txt"))) {
      try open()
    }
  }

  @Test func aVocabularyThatIsNotUTF8IsRefused() throws {
    try folder.write(Data([0x61, 0xff, 0x0a]), to: "vocab.txt")
    #expect { try open() } throws: {
      $0.localizedDescription.isEmpty == false && "\($0)".contains("UTF-8")
    }
  }

  @Test func carriageReturnsInAVocabularyDoNotMatter() throws {
    try folder.write(vocabulary().replacing("\n", with: "\r\n"), to: "vocab.txt")
    let other = try WordPieceTokenizer(folder: Fixtures.tiny)
    #expect(try open().tokens(of: "the cats", limit: 9) == other.tokens(of: "the cats", limit: 9))
  }

  @Test func filesThatDisagreeAreRefused() throws {
    try folder.write(vocabulary().replacing("cat\n", with: "cow\n"), to: "vocab.txt")
    try folder.write(tokenizerFile(), to: "tokenizer.json")
    #expect { try open() } throws: { "\($0)".contains("'cat'") }
  }

  @Test(arguments: [
    ("pre_tokenizer", #"{"type":"Metaspace"}"#), ("post_processor", #"{"type":"ByteLevel"}"#),
    ("pre_tokenizer", "7"), ("model", #"{"type":"BPE"}"#),
    (
      "normalizer",
      #"{"type":"BertNormalizer","clean_text":false,"handle_chinese_chars":true,"lowercase":true}"#
    ),
    (
      "model",
      """
      {"unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,\
      "vocab":{"[UNK]":0,"[CLS]":1,"[SEP]":3}}
      """
    ),
    (
      "added_tokens",
      """
      [{"id":9999,"content":"x","single_word":false,"lstrip":false,"rstrip":false,\
      "normalized":false}]
      """
    ),
    (
      "added_tokens",
      """
      [{"id":0,"content":"[PAD]","single_word":false,"lstrip":true,"rstrip":false,\
      "normalized":false}]
      """
    ),
  ])
  func aTokenizerOfAnotherKindIsRefusedByName(key: String, value: String) throws {
    let value = try JSONSerialization.jsonObject(with: Data(value.utf8), options: .fragmentsAllowed)
    var file = try #require(
      JSONSerialization.jsonObject(with: Data(tokenizerFile().utf8)) as? [String: Any])
    file[key] = value
    try folder.write(JSONSerialization.data(withJSONObject: file), to: "tokenizer.json")
    #expect { try open() } throws: {
      "\($0)".hasPrefix(path("tokenizer.json")) && "\($0)".contains(key)
    }
  }

  @Test func anAddedTokenBehindTheVocabularyStandsForItself() throws {
    let size = try WordPieceTokenizer(folder: Fixtures.tiny).vocabularySize
    let added: [String: any Sendable] = [
      "id": size, "content": "<new>", "single_word": false, "lstrip": false, "rstrip": false,
      "normalized": false,
    ]
    try folder.write(tokenizerFile(replacing: ["added_tokens": [added]]), to: "tokenizer.json")
    let tokenizer = try open()
    #expect(tokenizer.vocabularySize == size + 1)
    #expect(tokenizer.tokens(of: "<new>", limit: 9) == [2, Int32(size), 3])
  }

  @Test func settingsThatNobodyUsesAreRefused() throws {
    try folder.write(vocabulary(), to: "vocab.txt")
    try folder.write(#"{"tokenize_chinese_chars": false}"#, to: "tokenizer_config.json")
    #expect { try open() } throws: { "\($0)".contains("tokenize_chinese_chars") }
  }

  private func path(_ name: String) -> String { folder.path(name) }

  private func open() throws(PretrainedEncoderError) -> WordPieceTokenizer {
    try WordPieceTokenizer(folder: String(folder.path("").dropLast()))
  }
}
