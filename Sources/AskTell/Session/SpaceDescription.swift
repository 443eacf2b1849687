import BayesianOptimization

/// The description of a space in a line.
indirect enum SpaceDescription: Equatable {
  /// Numbers within bounds.
  case box([BoxSpace.Dimension])
  /// Weights that sum to one.
  case simplex(SimplexSpace)
  /// Several spaces, with concatenated points.
  case parts([SpaceDescription])

  /// The largest number of numbers in a point.
  static let largestDimension = 1000

  /// Reads a description.
  init(_ value: JSONValue) throws {
    switch value {
    case .list(let sides):
      guard !sides.isEmpty else {
        throw BadLine("\"space\" is an empty list: one [low, high] or more were expected")
      }
      try Self.limit(sides.count)
      self = .box(
        try sides.enumerated().map { try BoxSpace.Dimension($1, name: "space[\($0)]") })
    case .object(let values) where values["parts"] != nil:
      let object = try JSONObject(value, name: "\"space\"", keys: ["parts"])
      let described = try object.required("parts", "a list of spaces")
        .list("\"parts\"", of: "spaces")
      guard !described.isEmpty else {
        throw BadLine("\"parts\" is an empty list: one space or more were expected")
      }
      var parts: [SpaceDescription] = []
      for description in described {
        parts.append(try SpaceDescription(description))
        try Self.limit(parts.reduce(0) { $0 + $1.dimension })
      }
      self = .parts(parts)
    case .object:
      self = .simplex(try SimplexSpace(value))
    default:
      throw BadLine(
        "\"space\" is \(value.summary): a list such as [[0,1],[0,1]] or an object with \"simplex\" "
          + "or \"parts\" was expected")
    }
  }

  private static func limit(_ dimension: Int) throws {
    guard dimension <= largestDimension else {
      throw BadLine(
        "the space has \(dimension) dimensions or more: at most \(largestDimension) were expected")
    }
  }

  /// The description as JSON.
  var json: JSONValue {
    switch self {
    case .box(let dimensions): .list(dimensions.map(\.json))
    case .simplex(let space): space.json
    case .parts(let parts): .object(["parts": .list(parts.map(\.json))])
    }
  }

  /// The number of numbers in a point.
  var dimension: Int {
    switch self {
    case .box(let dimensions): dimensions.count
    case .simplex(let space): space.count
    case .parts(let parts): parts.reduce(0) { $0 + $1.dimension }
    }
  }

  /// The space.
  var space: any SearchSpace {
    switch self {
    case .box(let dimensions): BoxSpace(dimensions)
    case .simplex(let space): space
    case .parts(let parts): ProductSpace(parts: parts.map(\.space))
    }
  }

  /// Returns the point of the space for numbers that were rounded in writing.
  ///
  /// - Parameters:
  ///   - x: The numbers of the point, as many as there are dimensions.
  ///   - offset: The number of numbers before them, for messages.
  /// - Throws: `BadLine` where there is none within a millionth.
  func admitted(_ x: [Double], offset: Int = 0) throws -> [Double] {
    switch self {
    case .box(let dimensions):
      return try zip(dimensions, x).enumerated().map { index, pair in
        try pair.0.admitted(pair.1, name: "x[\(offset + index)]")
      }
    case .simplex(let space):
      return try space.admitted(x, offset: offset)
    case .parts(let parts):
      var point: [Double] = []
      for part in parts {
        let numbers = Array(x[point.count..<point.count + part.dimension])
        point += try part.admitted(numbers, offset: offset + point.count)
      }
      return point
    }
  }
  /// The sum of the first weights that have to be scaled to sum to one; nil where none have to be.
  func scaledTotal(_ x: [Double]) -> Double? {
    switch self {
    case .box: return nil
    case .simplex(let space): return space.scaledTotal(x)
    case .parts(let parts):
      var rest = x[...]
      for part in parts {
        if let total = part.scaledTotal(Array(rest.prefix(part.dimension))) { return total }
        rest = rest.dropFirst(part.dimension)
      }
      return nil
    }
  }
}
