import Foundation

/// Any JSON.
enum JSONValue: Equatable {
  case null
  case boolean(Bool)
  case number(Double)
  /// A whole number that a `Double` does not hold exactly.
  case large(UInt64)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// Reads a text.
  ///
  /// - Throws: `BadLine` for what is not JSON.
  init(_ bytes: [UInt8]) throws {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw BadLine("the line is not text in UTF-8: one JSON object was expected")
    }
    do {
      self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    } catch let error as BadLine {
      throw error
    } catch {
      throw BadLine(
        "the line is not JSON: one object was expected, such as {\"ask\":true} "
          + "(NaN and Infinity are not JSON: send null for a trial that failed)")
    }
  }

  /// The text, keys sorted.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// The value as a sentence shows it.
  var summary: String {
    switch self {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .number(let value): value.short
    case .large(let value): "\(value)"
    case .text(let text): "\"\(text.prefix(40))\(text.count > 40 ? "…" : "")\""
    case .list(let values): values.isEmpty ? "an empty list" : "a list of \(values.count)"
    case .object: "an object"
    }
  }
}

extension JSONValue: Codable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Double.self) {
      let isExact = abs(value) <= 0x1p53
      let whole = isExact ? nil : try? container.decode(UInt64.self)
      self = whole.map { .large($0) } ?? .number(value)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if var list = try? decoder.unkeyedContainer() {
      var values: [JSONValue] = []
      while !list.isAtEnd { values.append(try list.decode(JSONValue.self)) }
      self = .list(values)
    } else if let object = try? container.decode([String: JSONValue].self) {
      self = .object(object)
    } else {
      throw BadLine(
        "the line holds a number beyond the largest there is, 1.8e308, or a text with half a "
          + "character")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .boolean(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .large(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let values): try container.encode(values)
    case .object(let values): try container.encode(values)
    }
  }
}

extension Double {
  /// The fewest digits that read back as the same number; whole numbers without a fraction.
  var short: String {
    Int(exactly: self).flatMap { $0.magnitude < 1_000_000_000 ? "\($0)" : nil } ?? "\(self)"
  }
}

/// Why a line is not answered: a sentence.
struct BadLine: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ sentence: String) {
    description = sentence
  }
}
