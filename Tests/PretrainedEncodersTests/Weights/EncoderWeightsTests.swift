import Foundation
import TestSupport
import Testing

@testable import PretrainedEncoders

@Suite struct EncoderWeightsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    (EncoderFamily.bert, "a.LayerNorm.weight"), (.bert, "bert.a.LayerNorm.weight"),
    (.bert, "a.LayerNorm.gamma"), (.bert, "bert.a.LayerNorm.gamma"),
    (.roberta, "roberta.a.LayerNorm.weight"), (.distilBERT, "distilbert.a.LayerNorm.weight"),
  ])
  func aParameterIsFoundUnderTheNamesThatFilesGiveIt(family: EncoderFamily, name: String) throws {
    try write([name: 7], to: "model.safetensors")
    #expect(try open(family).floats(of: "a.LayerNorm.weight", shape: [1]) == [7])
  }

  @Test func theNamesOfDistilBERTAreItsOwn() {
    let names = [
      "encoder.layer.3.attention.self.query.weight": "transformer.layer.3.attention.q_lin.weight",
      "encoder.layer.3.attention.output.dense.bias": "transformer.layer.3.attention.out_lin.bias",
      "encoder.layer.3.attention.output.LayerNorm.bias": "transformer.layer.3.sa_layer_norm.bias",
      "encoder.layer.3.intermediate.dense.weight": "transformer.layer.3.ffn.lin1.weight",
      "encoder.layer.3.output.dense.weight": "transformer.layer.3.ffn.lin2.weight",
      "encoder.layer.3.output.LayerNorm.weight": "transformer.layer.3.output_layer_norm.weight",
    ]
    for (name, expected) in names {
      #expect(EncoderFamily.distilBERT.names(of: name).first == expected)
    }
  }

  @Test func aMissingParameterIsNamedWithItsFile() throws {
    try write(["b": 1], to: "model.safetensors")
    #expect(
      throws: PretrainedEncoderError.missingTensor("a", path: folder.path("model.safetensors"))
    ) { try open(.bert).floats(of: "a", shape: [1]) }
  }

  @Test func shardsAreReadByTheirIndex() throws {
    try write(["a": 1], to: "one.safetensors")
    try write(["bert.b": 2], to: "two.safetensors")
    try folder.write(
      #"{"weight_map": {"a": "one.safetensors", "bert.b": "two.safetensors"}}"#,
      to: "model.safetensors.index.json")
    let weights = try open(.bert)
    #expect(try weights.floats(of: "a", shape: [1]) == [1])
    #expect(try weights.floats(of: "b", shape: [1]) == [2])
    let path = folder.path("model.safetensors.index.json")
    #expect(throws: PretrainedEncoderError.missingTensor("c", path: path)) {
      try weights.floats(of: "c", shape: [1])
    }
  }

  @Test func anIndexWhoseShardIsMissingOrThatIsNoneIsRefused() throws {
    let index = "model.safetensors.index.json"
    try folder.write(#"{"weight_map": {"a": "one.safetensors"}}"#, to: index)
    #expect(throws: PretrainedEncoderError.missingFile(path: folder.path("one.safetensors"))) {
      try open(.bert)
    }
    try folder.write(#"{"weights": {}}"#, to: index)
    #expect { try open(.bert) } throws: { "\($0)".contains("'weight_map' is missing") }
  }

  private func open(_ family: EncoderFamily) throws -> EncoderWeights {
    try EncoderWeights(folder: String(folder.path("").dropLast()), family: family)
  }

  /// Writes tensors of one number.
  private func write(_ tensors: [String: Float], to name: String) throws {
    let sorted = tensors.sorted { $0.key < $1.key }
    let entries = sorted.enumerated().map { index, tensor in
      #""\#(tensor.key)":{"dtype":"F32","shape":[1],"data_offsets":[\#(4 * index),\#(4 * index + 4)]}"#
    }
    try folder.write(
      safetensors(
        "{\(entries.joined(separator: ","))}", bytes(of: sorted.map(\.value.bitPattern))),
      to: name)
  }
}
