import Foundation
import PretrainedEncoders
import TestSupport

/// A BERT encoder of two layers whose weights come from a formula, so that PyTorch can have the same.
///
/// The known values of the tests that use it are from torch 2.13 and transformers 5.23:
///
///     config = BertConfig(vocab_size=23, hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
///         intermediate_size=24, max_position_embeddings=64, type_vocab_size=2, layer_norm_eps=1e-12)
///     model = BertModel(config, add_pooling_layer=False).eval()
///     for name, p in model.named_parameters():
///         i = torch.arange(p.numel(), dtype=torch.float64)
///         v = 0.4 * torch.sin(sum(name.encode()) + 0.7 * i + 0.001 * i * i)
///         p.data = (v + name.endswith("LayerNorm.weight")).float().view(p.shape)
enum TinyBert {
  /// Runs a body on a folder with the encoder in it, which is removed afterwards.
  static func withFolder<Result>(_ body: (EncoderFolder) throws -> Result) throws -> Result {
    let folder = try TemporaryFolder()
    try write(to: folder.url)
    return try body(EncoderFolder(path: folder.url.path(percentEncoded: false)))
  }

  /// Writes the encoder's files into a folder.
  static func write(to folder: URL) throws {
    try Data(configuration.utf8).write(to: folder.appending(path: "config.json"))
    let digits = (0..<10).map { "##\($0)" }
    let words =
      ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "w"] + digits
      + ["##ord", "the", "a", ".", ",", "!", "?"]
    try Data(words.joined(separator: "\n").utf8).write(to: folder.appending(path: "vocab.txt"))
    try weights().write(to: folder.appending(path: "model.safetensors"))
  }

  private static let configuration = """
    {"model_type": "bert", "vocab_size": 23, "hidden_size": 16, "num_hidden_layers": 2,
     "num_attention_heads": 2, "intermediate_size": 24, "max_position_embeddings": 64,
     "type_vocab_size": 2, "hidden_act": "gelu", "layer_norm_eps": 1e-12}
    """

  private static func weights() -> Data {
    var header: [String: Entry] = [:]
    var numbers = Data()
    for (name, shape) in shapes {
      let start = numbers.count
      let salt = Double(name.utf8.reduce(0) { $0 + Int($1) })
      let shift = name.hasSuffix("LayerNorm.weight") ? 1.0 : 0
      for index in 0..<shape.reduce(1, *) {
        let i = Double(index)
        let angle = salt + 0.7 * i + 0.001 * i * i
        let number = Float(shift + 0.4 * sin(angle))
        withUnsafeBytes(of: number.bitPattern.littleEndian) { numbers.append(contentsOf: $0) }
      }
      header[name] = Entry(dtype: "F32", shape: shape, bytes: [start, numbers.count])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = (try? encoder.encode(header)) ?? Data()
    var file = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Data($0) }
    file.append(text)
    file.append(numbers)
    return file
  }

  private struct Entry: Encodable {
    let dtype: String
    let shape: [Int]
    let bytes: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype
      case shape
      case bytes = "data_offsets"
    }
  }

  private static var shapes: [(name: String, shape: [Int])] {
    var shapes: [(name: String, shape: [Int])] = [
      ("embeddings.word_embeddings.weight", [23, 16]),
      ("embeddings.position_embeddings.weight", [64, 16]),
      ("embeddings.token_type_embeddings.weight", [2, 16]),
      ("embeddings.LayerNorm.weight", [16]), ("embeddings.LayerNorm.bias", [16]),
    ]
    for layer in 0..<2 {
      let name = "encoder.layer.\(layer)."
      for dense in ["self.query", "self.key", "self.value", "output.dense"] {
        shapes.append((name + "attention.\(dense).weight", [16, 16]))
        shapes.append((name + "attention.\(dense).bias", [16]))
      }
      shapes.append((name + "intermediate.dense.weight", [24, 16]))
      shapes.append((name + "intermediate.dense.bias", [24]))
      shapes.append((name + "output.dense.weight", [16, 24]))
      shapes.append((name + "output.dense.bias", [16]))
      for norm in ["attention.output.LayerNorm", "output.LayerNorm"] {
        shapes.append((name + norm + ".weight", [16]))
        shapes.append((name + norm + ".bias", [16]))
      }
    }
    return shapes
  }
}
