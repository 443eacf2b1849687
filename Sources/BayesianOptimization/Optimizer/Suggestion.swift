/// A trial, or the next part of one, that an optimiser suggests to run.
public struct Suggestion: Equatable, Sendable, Codable {
  /// The source of a point.
  public enum Origin: Equatable, Sendable, Codable {
    /// A warm-start point of the settings, by its name.
    case warmStart(String)
    /// The space-filling initial design.
    case design
    /// The largest value of the acquisition function.
    case model
    /// A random draw, since no trial has succeeded yet or all objectives are equal.
    case random
  }

  /// The number of the trial, from zero.
  public let trial: Int

  /// The point to evaluate.
  public let point: [Double]

  /// The source of the point.
  public let origin: Origin

  /// The cost already spent on the trial; zero for a new one.
  public let from: Int

  /// The cost up to which to run the trial.
  public let to: Int

  /// Creates a suggestion, such as one read from a journal.
  public init(trial: Int, point: [Double], origin: Origin, from: Int = 0, to: Int = 1) {
    self.trial = trial
    self.point = point
    self.origin = origin
    self.from = from
    self.to = to
  }

  /// The cost of the suggested part.
  public var cost: Int { to - from }

  func moved(to point: [Double]) -> Suggestion {
    Suggestion(trial: trial, point: point, origin: origin, from: from, to: to)
  }
}

extension Suggestion.Origin: LosslessStringConvertible {
  /// The name of the warm-start point, or `design`, `model` or `random`.
  public var description: String {
    switch self {
    case .warmStart(let name): name
    case .design: "design"
    case .model: "model"
    case .random: "random"
    }
  }

  /// Reads a description; any other word names a warm-start point.
  public init(_ description: String) {
    let others: [Self] = [.design, .model, .random]
    self = others.first { $0.description == description } ?? .warmStart(description)
  }
}

extension [Suggestion] {
  /// Returns the index of a pending suggestion.
  ///
  /// - Throws: `BayesianOptimizationError.notPending`.
  func pendingIndex(of suggestion: Suggestion) throws(BayesianOptimizationError) -> Int {
    guard let index = firstIndex(of: suggestion) else { throw .notPending(trial: suggestion.trial) }
    return index
  }

  /// Moves a pending suggestion to a point of a space, and returns it.
  ///
  /// - Throws: `BayesianOptimizationError.notPending` and `.outsideSpace`.
  mutating func move(
    _ suggestion: Suggestion, to point: [Double], in space: any SearchSpace
  ) throws(BayesianOptimizationError) -> Suggestion {
    let index = try pendingIndex(of: suggestion)
    guard space.contains(point) else { throw .outsideSpace(point) }
    self[index] = suggestion.moved(to: point)
    return self[index]
  }
}

/// A named point to evaluate before the optimiser chooses its own.
public struct WarmStart: Equatable, Sendable, Codable {
  /// The name, which suggestions of the point carry.
  public let name: String

  /// The point.
  public let point: [Double]

  /// Creates a warm-start point.
  ///
  /// - Precondition: The name is none of `design`, `model` and `random`.
  public init(_ point: [Double], name: String = "warm_start") {
    precondition(
      Suggestion.Origin(name) == .warmStart(name), "'\(name)' names another origin of a point")
    self.name = name
    self.point = point
  }
}
