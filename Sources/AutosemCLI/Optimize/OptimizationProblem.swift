import BayesianOptimization

/// What is optimised: the first line of a session.
struct OptimizationProblem: Equatable {
  /// Where to look.
  let space: SpaceDescription

  /// The seed of every random choice.
  let seed: UInt64

  /// How many trials there will be; nil if nobody said.
  let budget: Int?

  /// Whether a point gives another value each time; nil if nobody said.
  let isNoisy: Bool?

  /// The seed where none is given.
  static let standardSeed: UInt64 = 1

  /// Creates a problem.
  init(space: SpaceDescription, seed: UInt64, budget: Int?, isNoisy: Bool?) {
    self.space = space
    self.seed = seed
    self.budget = budget
    self.isNoisy = isNoisy
  }

  /// Reads the line.
  init(_ line: JSONValue) throws {
    let object = try JSONObject(
      line, name: "the line", keys: ["space", "seed", "budget", "noisy"])
    self.init(
      space: try SpaceDescription(object.required("space", "a space")),
      seed: try object.whole("seed", in: 0...UInt64.max) ?? Self.standardSeed,
      budget: try object.whole("budget", in: 1...1_000_000_000).map { Int($0) },
      isNoisy: try object.boolean("noisy"))
  }

  /// An optimiser that was told nothing.
  func optimizer() -> BayesianOptimizer {
    let space = space.space
    return BayesianOptimizer(
      space: space, settings: .standard(for: space, budget: budget, isNoisy: isNoisy))
  }
}
