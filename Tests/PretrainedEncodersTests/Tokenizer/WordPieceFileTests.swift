import Foundation
import PretrainedEncoders
import TestSupport
import Testing

@Suite struct WordPieceFileTests {
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
    let other = try EncoderTokenizer(folder: Fixtures.tiny)
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
      [{"id":0,"content":"[PAD]","single_word":true,"lstrip":false,"rstrip":false,\
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
    let size = try EncoderTokenizer(folder: Fixtures.tiny).vocabularySize
    let added: [String: any Sendable] = [
      "id": size, "content": "<new>", "single_word": false, "lstrip": false, "rstrip": false,
      "normalized": false,
    ]
    try folder.write(tokenizerFile(replacing: ["added_tokens": [added]]), to: "tokenizer.json")
    let tokenizer = try open()
    #expect(tokenizer.vocabularySize == size + 1)
    #expect(tokenizer.tokens(of: "<new>", limit: 9) == [2, Int32(size), 3])
  }

  /// `transformers` 5.24 has the same pieces for each of these.
  @Test(arguments: [
    (#"{"do_lower_case": false}"#, ["The", "[UNK]", "café"]),
    (#"{"do_lower_case": true}"#, ["the", "e", "##t", "##e", "c", "##a", "##f", "##e"]),
    (
      #"{"do_lower_case": true, "strip_accents": false}"#, ["the", "é", "##t", "##é", "café"]
    ),
    (
      #"{"do_lower_case": false, "strip_accents": true}"#,
      ["The", "[UNK]", "c", "##a", "##f", "##e"]
    ),
    (
      #"{"do_lower_case": false, "tokenizer_class": "PreTrainedTokenizerFast"}"#,
      ["the", "e", "##t", "##e", "c", "##a", "##f", "##e"]
    ),
  ])
  func theSettingsGoBeforeTheTokenizersOwn(settings: String, pieces: [String]) throws {
    try folder.write(tokenizerFile(), to: "tokenizer.json")
    try folder.write(settings, to: "tokenizer_config.json")
    let known = try vocabulary().split(separator: "\n").map(String.init)
    let tokens = try open().tokens(of: "The Été café", limit: 32)
    #expect(tokens.dropFirst().dropLast().map { known[Int($0)] } == pieces)
  }

  @Test func truncationAndPaddingInTheFileAreNotApplied() throws {
    let plain = try EncoderTokenizer(folder: Fixtures.tiny)
    try folder.write(
      tokenizerFile(replacing: [
        "truncation": [
          "max_length": 4, "strategy": "LongestFirst", "stride": 0, "direction": "Right",
        ]
          as [String: any Sendable],
        "padding": ["strategy": ["Fixed": 16], "pad_id": 0] as [String: any Sendable],
      ]), to: "tokenizer.json")
    let text = "the cat sat on the mat"
    #expect(try open().tokens(of: text, limit: 64) == plain.tokens(of: text, limit: 64))
    #expect(try open().tokens(of: "", limit: 64).count == 2)
  }

  @Test func anAddedTokenMayTakeTheSpaceAroundIt() throws {
    let size = try EncoderTokenizer(folder: Fixtures.tiny).vocabularySize
    let added: [[String: any Sendable]] = [("<l>", true), ("<r>", false)].enumerated().map {
      [
        "id": size + $0.offset, "content": $0.element.0, "single_word": false,
        "lstrip": $0.element.1, "rstrip": !$0.element.1, "normalized": false,
      ]
    }
    try folder.write(tokenizerFile(replacing: ["added_tokens": added]), to: "tokenizer.json")
    #expect(
      try open().tokens(of: "the \u{a0} <l> <r> \t<r>", limit: 9)
        == [2, 116, Int32(size), Int32(size + 1), Int32(size + 1), 3])
  }

  @Test func settingsThatNobodyUsesAreRefused() throws {
    try folder.write(vocabulary(), to: "vocab.txt")
    try folder.write(#"{"tokenize_chinese_chars": false}"#, to: "tokenizer_config.json")
    #expect { try open() } throws: { "\($0)".contains("tokenize_chinese_chars") }
  }

  private func path(_ name: String) -> String { folder.path(name) }

  private func open() throws(PretrainedEncoderError) -> EncoderTokenizer {
    try EncoderTokenizer(folder: String(folder.path("").dropLast()))
  }
}
