import Foundation
import GSLNumerics
import PretrainedEncoders

/// The sizes of an encoder of BERT's kind with random weights, whose word pieces are single characters.
struct RandomEncoder {
  let layers: Int
  let hidden: Int
  let heads: Int

  /// The sizes of MiniLM-L6.
  static let miniLM = RandomEncoder(layers: 6, hidden: 384, heads: 12)

  private static let positions = 128

  private static let pieces: [String] = {
    let characters = "abcdefghijklmnopqrstuvwxyz0123456789".map(String.init)
    return ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", ",", "?", "!"] + characters
      + characters.map { "##\($0)" }
  }()

  /// Writes the files of an encoder into a folder.
  func write(to folder: URL) throws {
    let configuration = """
      {"model_type": "bert", "vocab_size": \(Self.pieces.count), "hidden_size": \(hidden),
       "num_hidden_layers": \(layers), "num_attention_heads": \(heads),
       "intermediate_size": \(4 * hidden), "max_position_embeddings": \(Self.positions),
       "type_vocab_size": 2, "hidden_act": "gelu", "layer_norm_eps": 1e-12}
      """
    try Data(configuration.utf8).write(to: folder.appending(path: "config.json"))
    try Data(Self.pieces.joined(separator: "\n").utf8)
      .write(to: folder.appending(path: "vocab.txt"))
    let stream = RandomStreams(seed: 1).stream("encoder")
    let tensors = shapes.map { name, shape in
      let mean = name.hasSuffix("LayerNorm.weight") ? 1.0 : 0
      return NamedTensor(
        name: name, shape: shape,
        values: (0..<shape.reduce(1, *)).map { _ in
          Float(stream.normal(mean: mean, standardDeviation: 0.05))
        })
    }
    try SafetensorsFile.write(
      tensors, to: folder.appending(path: "model.safetensors").path(percentEncoded: false))
  }

  private var shapes: [(name: String, shape: [Int])] {
    let embeddings = [("word", Self.pieces.count), ("position", Self.positions), ("token_type", 2)]
      .map { ("embeddings.\($0)_embeddings.weight", [$1, hidden]) }
    return embeddings + norm("embeddings") + (0..<layers).flatMap { layer(of: $0) }
  }

  private func layer(of index: Int) -> [(name: String, shape: [Int])] {
    let name = "encoder.layer.\(index)"
    return ["query", "key", "value"].flatMap {
      dense("\(name).attention.self.\($0)", from: hidden, to: hidden)
    }
      + dense("\(name).attention.output.dense", from: hidden, to: hidden)
      + norm("\(name).attention.output")
      + dense("\(name).intermediate.dense", from: hidden, to: 4 * hidden)
      + dense("\(name).output.dense", from: 4 * hidden, to: hidden) + norm("\(name).output")
  }

  private func dense(_ name: String, from inputs: Int, to outputs: Int) -> [(String, [Int])] {
    [("\(name).weight", [outputs, inputs]), ("\(name).bias", [outputs])]
  }

  private func norm(_ name: String) -> [(String, [Int])] {
    [("\(name).LayerNorm.weight", [hidden]), ("\(name).LayerNorm.bias", [hidden])]
  }
}
