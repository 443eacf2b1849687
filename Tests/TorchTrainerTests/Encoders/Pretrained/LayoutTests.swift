import Foundation
import Multitask
import PretrainedEncoders
import Tensors
import TestSupport
import Testing

@testable import TorchTrainer

/// Folders as the hub has them, and what `transformers` makes of them: `Layouts/make.py` tells how.
@Suite struct LayoutTests {
  /// `expected.json` of a folder.
  struct Expected: Decodable {
    struct One<Text: Decodable>: Decodable {
      let text: Text
      let ids: [Int32]
      /// The last hidden states of all tokens.
      let states: [Float]
    }

    let sentences: [One<String>]
    let pairs: [One<[String]>]
  }

  static let layouts = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Layouts")

  static let names = [
    "sharded", "masked-language-model", "half", "bfloat16", "distilbert", "roberta",
  ]

  static func folder(_ name: String) throws -> EncoderFolder {
    try EncoderFolder(path: layouts.appending(path: name).path(percentEncoded: false))
  }

  static func expected(_ name: String) throws -> Expected {
    try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: layouts.appending(path: "\(name)/expected.json")))
  }

  @Test(arguments: names)
  func theTokensAreThoseOfTransformers(name: String) throws {
    let tokenizer = try Self.folder(name).tokenizer
    let expected = try Self.expected(name)
    #expect(expected.sentences.count >= 12)
    for known in expected.sentences {
      #expect(tokenizer.tokens(of: known.text, limit: 64) == known.ids, "\(known.text)")
    }
    for known in expected.pairs {
      let pair = tokenizer.tokens(of: known.text[0], and: known.text[1], limit: 64)
      #expect(pair.tokens == known.ids, "\(known.text)")
      #expect(pair.types.count == pair.tokens.count)
    }
  }

  /// All sequences in one batch, so that none may see another.
  @Test(arguments: names)
  func theVectorsAreThoseOfTransformers(name: String) throws {
    let folder = try Self.folder(name)
    let expected = try Self.expected(name)
    var batch = PieceBatch()
    for known in expected.sentences { batch.append(known.ids) }
    for known in expected.pairs {
      let pair = folder.tokenizer.tokens(of: known.text[0], and: known.text[1], limit: 64)
      batch.append(pair.tokens, types: pair.types)
    }
    let encoder = try BertEncoder(folder, depth: 2)
    let vectors = try encoder.vectors(of: batch, above: [2])[0].numbers()
    let states = expected.sentences.flatMap(\.states) + expected.pairs.flatMap(\.states)
    #expect(vectors.count == states.count)
    #expect(zip(vectors, states).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test(arguments: ["distilbert", "roberta"])
  func theOtherFamiliesAreTrained(name: String) throws {
    var settings = smallSettings(.tuned)
    settings.model = try Self.folder(name).path
    settings.maximumTokens = 1
    let trainer = try factory([SampleTasks.pairs(40)], settings).makeTrainer(seed: 1)
    #expect(try trainer.train(task: .init(0), batches: 2).losses.allSatisfy(\.isFinite))
  }

  /// BGE takes the first token's vector, of length one; E5 has words before the text.
  @Test func aSentenceIsPooledAsTheFolderSays() throws {
    let copy = try TemporaryFolder()
    let path = copy.path("encoder")
    try FileManager.default.copyItem(
      atPath: Self.layouts.appending(path: "distilbert").path(percentEncoded: false), toPath: path)
    try copy.write(
      #"[{"type": "a.Transformer"}, {"type": "a.Pooling"}, {"type": "a.Normalize"}]"#,
      to: "encoder/modules.json")
    try copy.write(#"{"pooling_mode_cls_token": true}"#, to: "encoder/1_Pooling/config.json")
    let known = try #require(Self.expected("distilbert").sentences.first { $0.text == "the" })
    let first = known.states.prefix(16)
    let length = first.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let vector = try SentenceEmbedder(EncoderFolder(path: path)).vectors(of: ["the"])[0]
    #expect(zip(vector, first).allSatisfy { abs($0 - $1 / length) < 1e-4 })

    try copy.write(
      #"{"prompts": {"query": "th"}, "default_prompt_name": "query"}"#,
      to: "encoder/config_sentence_transformers.json")
    #expect(try SentenceEmbedder(EncoderFolder(path: path)).vectors(of: ["e"])[0] == vector)
  }

  /// Token types that the table lacks are those of its last row, an index beyond it never.
  @Test func aPairForAnEncoderOfOneTokenTypeIsEncoded() throws {
    let copy = try TemporaryFolder()
    let path = copy.path("encoder")
    try FileManager.default.copyItem(
      atPath: Self.layouts.appending(path: "roberta").path(percentEncoded: false), toPath: path)
    let encoder = try BertEncoder(EncoderFolder(path: path), depth: 2)
    var (typed, plain) = (PieceBatch(), PieceBatch())
    typed.append([0, 5, 2, 6, 2], types: [0, 0, 0, 1, 1])
    plain.append([0, 5, 2, 6, 2])
    #expect(
      try encoder.vectors(of: typed, above: [2])[0].numbers()
        == encoder.vectors(of: plain, above: [2])[0].numbers())
  }
}
