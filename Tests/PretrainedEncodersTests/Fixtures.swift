import Foundation

/// The texts that are tokenised, and what the reference makes of them: `Fixtures/ids.py` tells how.
enum Fixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  /// The folder of a small vocabulary of our own.
  static let tiny = folder.appending(path: "tiny").path(percentEncoded: false)

  /// The tokenizer of a small RoBERTa of our own.
  static let roberta = folder.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "TorchTrainerTests/Encoders/Pretrained/Layouts/roberta/tokenizer.json")
    .path(percentEncoded: false)

  /// The folder of all-MiniLM-L6-v2, which AUTOSEM_MINILM names.
  static let miniLM = ProcessInfo.processInfo.environment["AUTOSEM_MINILM"]

  struct Texts: Decodable {
    let sentences: [String]
    let pairs: [[String]]
  }

  struct Tokens: Decodable {
    let uncased: [[Int32]]
    let uncasedPairs: [[[Int32]]]
    let cased: [[Int32]]
    let casedPairs: [[[Int32]]]
  }

  struct PairTokens: Decodable {
    let plain: [[Int32]]
    let plainPairs: [[Int32]]
    let spaced: [[Int32]]
    let spacedPairs: [[Int32]]
  }

  static func texts() throws -> Texts { try decoded("texts") }

  static func tokens(_ vocabulary: String) throws -> Tokens { try decoded("\(vocabulary).ids") }

  /// What `Fixtures/pairs.py` writes.
  static func pairTokens() throws -> PairTokens { try decoded("pairs.ids") }

  private static func decoded<Value: Decodable>(_ name: String) throws -> Value {
    let file = folder.appending(path: "\(name).json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: Data(contentsOf: file))
  }
}
