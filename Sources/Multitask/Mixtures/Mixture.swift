/// The shares of the tasks in training: weights that sum to one.
public struct Mixture: Hashable, Sendable, Codable {
  /// The share of each task, `[tasks]`, not negative, summing to one.
  public let weights: [Double]

  /// The ratio of a mixture made from whole numbers, `[tasks]`; nil otherwise.
  ///
  /// The block schedules of 2:4 and 1:2 differ.
  public let ratio: [Int]?

  /// Creates a mixture from weights of any positive scale.
  ///
  /// - Throws: `MixtureError` for a weight that is negative or not finite, or if all are zero.
  public init(weights: [Double]) throws(MixtureError) {
    let total = weights.reduce(0, +)
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }), total > 0, total.isFinite else {
      throw MixtureError(weights: weights)
    }
    self.weights = weights.map { $0 / total }
    ratio = nil
  }

  /// Creates a mixture from whole numbers.
  ///
  /// - Throws: `MixtureError` for a negative number, or if all are zero.
  public init(ratio: [Int]) throws(MixtureError) {
    // The sum of large numbers may overflow Int.
    let total = ratio.reduce(0) { $0 + Double($1) }
    guard ratio.allSatisfy({ $0 >= 0 }), total > 0 else {
      throw MixtureError(weights: ratio.map(Double.init))
    }
    weights = ratio.map { Double($0) / total }
    self.ratio = ratio
  }

  private init(normalised weights: [Double]) {
    self.weights = weights
    ratio = nil
  }

  /// Returns the mixture of one task alone.
  public static func only(_ task: TaskIndex, of count: Int) -> Mixture {
    precondition((0..<count).contains(task.rawValue), "task \(task.rawValue) of \(count)")
    return Mixture(normalised: (0..<count).map { $0 == task.rawValue ? 1 : 0 })
  }

  /// Returns the mixture that gives some tasks equal shares and the others none.
  public static func uniform(over tasks: [TaskIndex], of count: Int) -> Mixture {
    precondition(!tasks.isEmpty, "a task is expected")
    let members = Set(tasks.map(\.rawValue))
    return Mixture(
      normalised: (0..<count).map { members.contains($0) ? 1 / Double(members.count) : 0 })
  }

  /// Returns the mixture in which every task has a share proportional to its number of examples.
  public static func proportional(to sizes: [Int]) -> Mixture {
    let total = sizes.reduce(0, +)
    precondition(total > 0 && sizes.allSatisfy { $0 >= 0 }, "positive sizes are expected")
    return Mixture(normalised: sizes.map { Double($0) / Double(total) })
  }
}

/// Weights that are not a mixture.
public struct MixtureError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The numbers.
  public let weights: [Double]

  /// The failure as a sentence.
  public var description: String {
    "the weights \(weights) make no mixture: numbers of at least 0, one of them positive, "
      + "were expected"
  }
}
