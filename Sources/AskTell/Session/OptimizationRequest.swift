/// The request of a line.
enum OptimizationRequest: Equatable {
  /// The problem.
  case begin(OptimizationProblem)
  /// A point to try.
  case ask
  /// The objective of a point.
  case tell(Finding)
  /// The best point by the model.
  case recommend
  /// The posterior of the objective at a point.
  case predict([Double])
  /// A pending point that will not be tried.
  case withdraw([Double])
  /// The pending points.
  case pending
  /// The numbers of asks and tells.
  case status

  /// The objective of a point.
  struct Finding: Equatable {
    /// The point.
    let x: [Double]

    /// The objective, smaller being better; nil if the trial failed.
    let y: Double?

    /// The standard deviation of the objective's noise; nil if unknown.
    let noise: Double?
  }

  /// The keys of requests; a line has one of them.
  private static let verbs = [
    "space", "ask", "tell", "recommend", "predict", "withdraw", "pending", "status",
  ]

  /// Reads a line.
  ///
  /// - Throws: `BadLine`.
  init(_ line: [UInt8]) throws {
    guard line.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) else {
      throw BadLine("the line is empty: one JSON object was expected, such as {\"ask\":true}")
    }
    let value = try JSONValue(line)
    let object = try JSONObject(
      value, name: "the line", keys: Self.verbs + OptimizationProblem.keys.filter { $0 != "space" })
    let present = Self.verbs.filter(object.has)
    guard let verb = present.first, present.count == 1 else {
      let known = Self.verbs.map { "\"\($0)\"" }.joined(separator: ", ")
      let found = present.isEmpty ? "none" : present.map { "\"\($0)\"" }.joined(separator: " and ")
      throw BadLine("the line has \(found) of \(known): exactly one was expected")
    }
    if verb == "space" {
      self = .begin(try OptimizationProblem(value))
      return
    }
    _ = try JSONObject(value, name: "the line", keys: [verb])
    if verb == "tell" {
      self = .tell(try Finding(try object.required(verb, "an object with \"x\" and \"y\"")))
      return
    }
    if verb == "predict" || verb == "withdraw" {
      let named = try JSONObject(
        object.required(verb, "an object with \"x\""), name: "\"\(verb)\"", keys: ["x"])
      let point = try named.required("x", "a point").numbers("\"x\"")
      self = verb == "predict" ? .predict(point) : .withdraw(point)
      return
    }
    guard object[verb] == .boolean(true) else {
      throw BadLine("\"\(verb)\" is \(object[verb]?.summary ?? "null"): true was expected")
    }
    self =
      switch verb {
      case "ask": .ask
      case "recommend": .recommend
      case "pending": .pending
      default: .status
      }
  }
}

extension OptimizationRequest.Finding {
  fileprivate init(_ value: JSONValue) throws {
    let object = try JSONObject(value, name: "\"tell\"", keys: ["x", "y", "noise"])
    x = try object.required("x", "a point").numbers("\"x\"")
    y = try object.number("y")
    noise = try object.number("noise")
    if let noise, noise < 0 {
      throw BadLine("\"noise\" is \(noise): a standard deviation of at least 0 was expected")
    }
  }
}
