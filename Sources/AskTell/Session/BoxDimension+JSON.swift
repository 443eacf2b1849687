import BayesianOptimization

extension BoxSpace.Dimension {
  /// Reads `[low, high]`, or an object with `low`, `high` and perhaps `scale` or `integer`.
  ///
  /// - Parameter name: The name of the dimension in messages.
  init(_ value: JSONValue, name: String) throws {
    let (kind, low, high): (Kind, Double, Double)
    switch value {
    case .list(let bounds):
      guard bounds.count == 2 else {
        throw BadLine("\(name) is \(value.summary): two bounds, [low, high], were expected")
      }
      kind = .real
      low = try bounds[0].number("\(name)[0]")
      high = try bounds[1].number("\(name)[1]")
    case .object:
      let object = try JSONObject(value, name: name, keys: ["low", "high", "scale", "integer"])
      kind = try Self.kind(object, name)
      low = try object.required("low", "a number").number("\"low\" of \(name)")
      high = try object.required("high", "a number").number("\"high\" of \(name)")
    default:
      throw BadLine(
        "\(name) is \(value.summary): [low, high] or an object with \"low\" and \"high\" was "
          + "expected")
    }
    do {
      try self.init(kind, from: low, to: high)
    } catch {
      throw BadLine("\(name): \(error)")
    }
  }

  private static func kind(_ object: JSONObject, _ name: String) throws -> Kind {
    let isInteger = try object.boolean("integer") ?? false
    switch object["scale"] {
    case nil, .text("linear")?: return isInteger ? .integer : .real
    case .text("log")? where !isInteger: return .logarithmic
    case .text("log")?:
      throw BadLine("\(name) is \"integer\" and has the \"scale\" \"log\": one was expected")
    case let scale?:
      throw BadLine(
        "\"scale\" of \(name) is \(scale.summary): \"log\" or \"linear\" was expected")
    }
  }

  /// The dimension as JSON.
  var json: JSONValue {
    let bounds: [String: JSONValue] = ["low": .number(lower), "high": .number(upper)]
    return
      switch kind
    {
    case .real: .list([.number(lower), .number(upper)])
    case .logarithmic: .object(bounds.merging(["scale": .text("log")]) { $1 })
    case .integer: .object(bounds.merging(["integer": .boolean(true)]) { $1 })
    }
  }

  /// Returns the number of the range for one that was rounded in writing.
  ///
  /// - Parameter name: The name of the number in messages.
  /// - Throws: `BadLine` where there is none within a millionth.
  func admitted(_ number: Double, name: String) throws -> Double {
    let slack = 1e-6 * (kind == .logarithmic ? number : upper - lower)
    let near = min(max(number, lower), upper)
    let admitted = kind == .integer ? near.rounded() : near
    guard abs(number - near) <= slack, abs(near - admitted) <= 1e-6 else {
      let what = kind == .integer ? "a whole number" : "a number"
      throw BadLine(
        "\(name) is \(number.short): \(what) from \(lower.short) to \(upper.short) was expected")
    }
    return admitted
  }
}
