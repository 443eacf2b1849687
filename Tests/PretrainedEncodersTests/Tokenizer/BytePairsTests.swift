import Foundation
import TestSupport
import Testing

@testable import PretrainedEncoders

@Suite struct BytePairsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [false, true])
  func tokensEqualTheReference(addsSpace: Bool) throws {
    try write { $0["pre_tokenizer"] = ["type": "ByteLevel", "add_prefix_space": addsSpace] }
    let tokenizer = try open()
    let (texts, expected) = (try Fixtures.texts(), try Fixtures.pairTokens())
    let sentences = addsSpace ? expected.spaced : expected.plain
    #expect(sentences.count == texts.sentences.count)
    for (text, expected) in zip(texts.sentences, sentences) {
      #expect(tokenizer.tokens(of: text, limit: 128) == expected, "\(text.debugDescription)")
    }
    for (texts, expected) in zip(
      texts.pairs, addsSpace ? expected.spacedPairs : expected.plainPairs)
    {
      let pair = tokenizer.tokens(of: texts[0], and: texts[1], limit: 24)
      #expect(pair.tokens == expected, "\(texts)")
      #expect(pair.types.count == pair.tokens.count)
    }
  }

  /// The digest is the one that `Fixtures/pairs.py` prints.
  @Test func theWordsOfTheCharactersOfEveryScriptEqualTheReference() {
    var hash = WideHash()
    var all: [UInt8] = []
    let scalars: [Range<UInt32>] = [0..<0x30000, 0xe0000..<0xe0200, 0x10fff0..<0x110000]
    for scalar in scalars.joined().lazy.compactMap(Unicode.Scalar.init) {
      let text = Array("a\(scalar)1\(scalar)-  \(scalar)".unicodeScalars)
      var position = 0
      while position < text.count {
        let end = endOfWord(in: text, from: position)
        for scalar in text[position..<end] { all += UTF8.encode(scalar) ?? .init() }
        all.append(0xff)
        position = end
      }
    }
    hash.absorb(Data(all))
    #expect(hash.digits == "0916c89c9f17b42044aa5cd1318ef502")
  }

  @Test func mergesMayBeWrittenWithASpace() throws {
    try write { _ in }
    let tokens = try open().tokens(of: "the cats", limit: 64)
    try write { file in
      guard var model = file["model"] as? [String: Any], let merges = model["merges"] as? [[String]]
      else { return }
      model["merges"] = merges.map { $0.joined(separator: " ") }
      file["model"] = model
    }
    #expect(try open().tokens(of: "the cats", limit: 64) == tokens)
  }

  @Test func aLimitHoldsAtEveryLength() throws {
    try write { _ in }
    let tokenizer = try open()
    let whole = tokenizer.tokens(of: "unheard<mask>of 12", limit: .max)
    for limit in 2..<whole.count {
      #expect(
        tokenizer.tokens(of: "unheard<mask>of 12", limit: limit)
          == whole.prefix(limit - 1) + [tokenizer.end])
    }
    for limit in 4...20 {
      let pair = tokenizer.tokens(of: "unheard", and: "of", limit: limit)
      #expect(pair.tokens.count <= limit)
    }
  }

  @Test(arguments: [
    ("pre_tokenizer", #"{"type": "Metaspace", "add_prefix_space": true}"#, "pre_tokenizer.type"),
    ("normalizer", #"{"type": "NFC"}"#, "normalizer"),
    (
      "pre_tokenizer", #"{"type": "ByteLevel", "add_prefix_space": true, "use_regex": false}"#,
      "pre_tokenizer.use_regex"
    ),
    ("model", #"{"type": "Unigram", "vocab": {}, "merges": []}"#, "model.type"),
    (
      "model", #"{"type": "BPE", "vocab": {}, "merges": [], "byte_fallback": true}"#,
      "byte_fallback"
    ),
    ("model", #"{"type": "BPE", "vocab": {}, "merges": ["a"]}"#, "a pair of tokens was expected"),
    ("model", #"{"type": "BPE", "vocab": {"<s>": 0, "</s>": 1}, "merges": []}"#, "added_tokens"),
  ])
  func aTokenizerOfAnotherKindIsRefusedByName(key: String, value: String, part: String) throws {
    let value = try JSONSerialization.jsonObject(with: Data(value.utf8))
    try write { $0[key] = value }
    #expect { try open() } throws: { "\($0)".contains(part) }
  }

  @Test func aVocabularyWithoutAByteIsRefused() throws {
    try write { file in
      file["model"] =
        ["type": "BPE", "vocab": ["<s>": 0, "</s>": 1], "merges": [String]()] as [String: Any]
      file["added_tokens"] = [String]()
    }
    #expect(
      throws: PretrainedEncoderError.missingToken("Ā", path: folder.path("tokenizer.json"))
    ) { try open() }
  }

  /// Writes RoBERTa's tokenizer with a change.
  private func write(_ change: (inout [String: Any]) -> Void) throws {
    let original = Data(try String(contentsOfFile: Fixtures.roberta, encoding: .utf8).utf8)
    var file = try #require(JSONSerialization.jsonObject(with: original) as? [String: Any])
    change(&file)
    try folder.write(JSONSerialization.data(withJSONObject: file), to: "tokenizer.json")
  }

  private func open() throws(PretrainedEncoderError) -> EncoderTokenizer {
    try EncoderTokenizer(folder: String(folder.path("").dropLast()), family: .roberta)
  }
}
