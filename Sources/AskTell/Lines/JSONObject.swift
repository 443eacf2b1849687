import Multitask

/// An object of a line, read key by key.
struct JSONObject {
  private let values: [String: JSONValue]

  /// The name of the object in messages, such as `"tell"`.
  private let name: String

  /// Takes a value that is an object with no other keys than these.
  ///
  /// - Throws: `BadLine` otherwise.
  init(_ value: JSONValue, name: String, keys: [String]) throws {
    guard case .object(let values) = value else {
      throw BadLine("\(name) is \(value.summary): an object was expected")
    }
    for key in values.keys.sorted() where !keys.contains(key) {
      let known = keys.map { "\"\($0)\"" }.joined(separator: ", ")
      let expected = keys.count == 1 ? "only \(known)" : "one of \(known)"
      let nearest = nearestName(to: key, among: keys).map { ": did you mean \"\($0)\"?" } ?? ""
      throw BadLine(
        "unknown key \(JSONValue.text(key).summary) in \(name): \(expected) was expected\(nearest)")
    }
    self.values = values
    self.name = name
  }

  /// The value of a key; nil where it is missing or null.
  subscript(key: String) -> JSONValue? {
    values[key] == .null ? nil : values[key]
  }

  /// Whether the key is there, null or not.
  func has(_ key: String) -> Bool { values[key] != nil }

  /// Returns the value of a key.
  ///
  /// - Throws: `BadLine` where it is missing or null.
  func required(_ key: String, _ expectation: String) throws -> JSONValue {
    guard let value = self[key] else {
      throw BadLine("\(name) has no \"\(key)\": \(expectation) was expected")
    }
    return value
  }

  /// Returns a number; nil where it is missing or null.
  func number(_ key: String) throws -> Double? {
    try self[key].map { try $0.number("\"\(key)\"") }
  }

  /// Returns whether something holds; nil where nothing is said.
  func boolean(_ key: String) throws -> Bool? {
    guard let value = self[key] else { return nil }
    guard case .boolean(let isTrue) = value else {
      throw BadLine("\"\(key)\" is \(value.summary): true or false was expected")
    }
    return isTrue
  }

  /// Returns one of several words; nil where it is missing or null.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) throws -> Choice? {
    guard let value = self[key] else { return nil }
    if case .text(let word) = value, let choice = Choice(rawValue: word) { return choice }
    let known = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    throw BadLine("\"\(key)\" is \(value.summary): one of \(known) was expected")
  }

  /// Returns a whole number; nil where it is missing or null.
  ///
  /// - Parameter range: Where it may lie.
  func whole(_ key: String, in range: ClosedRange<UInt64>) throws -> UInt64? {
    guard let value = self[key] else { return nil }
    let whole: UInt64? =
      switch value {
      case .number(let number): UInt64(exactly: number)
      case .large(let large): large
      default: nil
      }
    guard let whole, range.contains(whole) else {
      throw BadLine(
        "\"\(key)\" is \(value.summary): a whole number from \(range.lowerBound) to "
          + "\(range.upperBound) was expected")
    }
    return whole
  }
}

extension JSONValue {
  /// The number, where it is one.
  ///
  /// - Parameter name: What it is, for the sentence.
  func number(_ name: String) throws -> Double {
    switch self {
    case .number(let value): return value
    case .large(let value): return Double(value)
    default: throw BadLine("\(name) is \(summary): a number was expected")
    }
  }

  /// The elements, where it is a list.
  func list(_ name: String, of elements: String) throws -> [JSONValue] {
    guard case .list(let values) = self else {
      throw BadLine("\(name) is \(summary): a list of \(elements) was expected")
    }
    return values
  }

  /// The elements, where it is a list of numbers.
  func numbers(_ name: String) throws -> [Double] {
    try list(name, of: "numbers").enumerated().map { try $1.number("\(name)[\($0)]") }
  }
}
