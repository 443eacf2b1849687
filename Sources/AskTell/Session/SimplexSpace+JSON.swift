import BayesianOptimization

extension SimplexSpace {
  /// Reads an object with `simplex` and perhaps `floor` and `caps`.
  init(_ value: JSONValue) throws {
    let object = try JSONObject(value, name: "\"space\"", keys: ["simplex", "floor", "caps"])
    _ = try object.required("simplex", "the number of weights")
    let largest = UInt64(SpaceDescription.largestDimension)
    let count = try object.whole("simplex", in: 0...largest) ?? 0
    do {
      try self.init(
        count: Int(count), floor: object.number("floor") ?? 0,
        caps: object["caps"]?.numbers("\"caps\""))
    } catch let error as SearchSpaceError {
      throw BadLine("\"space\": \(error)")
    }
  }

  /// The space as JSON.
  var json: JSONValue {
    .object([
      "simplex": .number(Double(count)), "floor": .number(floors[0]),
      "caps": .list(caps.map { .number($0) }),
    ])
  }

  /// Returns the weights for ones that were rounded in writing.
  ///
  /// - Parameters:
  ///   - x: The weights.
  ///   - offset: The number of the point's numbers before them, for messages.
  /// - Throws: `BadLine` for a weight that is out of bounds by more than a millionth, and for a sum that differs from
  ///   one by more than a hundredth.
  func admitted(_ x: [Double], offset: Int) throws -> [Double] {
    for (index, weight) in x.enumerated()
    where weight < floors[index] - 1e-6 || weight > caps[index] + 1e-6 {
      throw BadLine(
        "x[\(offset + index)] is \(weight.short): a weight from \(floors[index].short) to "
          + "\(caps[index].short) was expected")
    }
    let total = x.reduce(0, +)
    guard abs(total - 1) <= 0.01 + 1e-9 else {
      throw BadLine("the weights sum to \(total.short): 1 was expected, within a hundredth")
    }
    let scale = scaledTotal(x) ?? 1
    let weights = x.indices.map { min(max(x[$0] / scale, floors[$0]), caps[$0]) }
    let missing = 1 - weights.reduce(0, +)
    // A weight of zero stays zero.
    let room = weights.indices.map { index in
      missing > 0
        ? min(caps[index] - weights[index], weights[index]) : weights[index] - floors[index]
    }
    let most = room.reduce(0, +)
    guard most > abs(missing) else { return weights }
    return zip(weights, room).map { $0 + missing * $1 / most }
  }
  /// The sum of weights by which they have to be divided; nil where it is one within a millionth each.
  func scaledTotal(_ x: [Double]) -> Double? {
    let total = x.reduce(0, +)
    return abs(total - 1) <= 1e-6 * Double(count) ? nil : total
  }
}
