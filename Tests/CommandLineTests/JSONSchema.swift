/// A value of JSON.
enum JSONValue: Equatable, Decodable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let boolean = try? value.decode(Bool.self) {
      self = .boolean(boolean)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var items: [JSONValue] { if case .list(let items) = self { items } else { [] } }

  var string: String? { if case .text(let text) = self { text } else { nil } }

  /// Whether it is of a type of JSON Schema.
  func isOf(_ type: String) -> Bool {
    switch self {
    case .null: type == "null"
    case .boolean: type == "boolean"
    case .number(let number):
      type == "number" || type == "integer" && number == number.rounded()
    case .text: type == "string"
    case .list: type == "array"
    case .object: type == "object"
    }
  }
}

/// JSON Schema, as far as `docs/json.md` uses it.
struct JSONSchema {
  /// The schemas by their `$id`.
  let named: [String: JSONValue]

  /// Returns what a value violates of a schema, with the place.
  func problems(of value: JSONValue, by schema: JSONValue, at path: String = "$") -> [String] {
    var problems: [String] = []
    if let name = schema["$ref"]?.string {
      return named[name].map { self.problems(of: value, by: $0, at: path) } ?? [
        "no schema '\(name)'"
      ]
    }
    let types = schema["type"].map { $0.items.isEmpty ? [$0] : $0.items } ?? []
    if !types.isEmpty, !types.contains(where: { value.isOf($0.string ?? "") }) {
      problems.append("\(path): \(value) is not of \(types)")
    }
    if let constant = schema["const"], constant != value { problems.append("\(path): \(value)") }
    if let values = schema["enum"], !values.items.contains(value) {
      problems.append("\(path): \(value) is none of \(values)")
    }
    for (index, item) in value.items.enumerated() {
      guard let items = schema["items"] else { break }
      problems += self.problems(of: item, by: items, at: "\(path)[\(index)]")
    }
    guard case .object(let members) = value else { return problems }
    for name in schema["required"]?.items.compactMap(\.string) ?? [] where members[name] == nil {
      problems.append("\(path): '\(name)' is missing")
    }
    for (name, member) in members {
      if let known = schema["properties"]?[name] {
        problems += self.problems(of: member, by: known, at: "\(path).\(name)")
      } else if schema["additionalProperties"] == .boolean(false) {
        problems.append("\(path): '\(name)' is not in the schema")
      } else if let others = schema["additionalProperties"] {
        problems += self.problems(of: member, by: others, at: "\(path).\(name)")
      }
    }
    return problems
  }
}
