public import Foundation
public import Multitask

/// Jobs and results as lines of JSON, with which they travel to other processes and machines.
///
/// Numbers keep every bit, so that a result is the same wherever its job ran.
public enum JobLine {
  private static let notFinite = ("inf", "-inf", "nan")

  /// Returns a value as JSON without line feeds, its keys sorted.
  ///
  /// - Throws: `EncodingError`.
  public static func encoded(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: notFinite.0, negativeInfinity: notFinite.1, nan: notFinite.2)
    return try encoder.encode(value)
  }

  /// Reads a value.
  ///
  /// - Throws: `DecodingError`.
  public static func decoded<Value: Decodable>(_ type: Value.Type, from line: Data) throws -> Value
  {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: notFinite.0, negativeInfinity: notFinite.1, nan: notFinite.2)
    return try decoder.decode(type, from: line)
  }
}

extension TrainerSnapshot: Codable {
  /// Reads the bytes, base64 in JSON.
  public init(from decoder: any Decoder) throws {
    self.init(bytes: [UInt8](try decoder.singleValueContainer().decode(Data.self)))
  }

  /// Writes the bytes, base64 in JSON.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Data(bytes))
  }
}
