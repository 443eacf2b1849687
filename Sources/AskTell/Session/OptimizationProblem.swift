import BayesianOptimization

/// The problem of a session: its first line.
struct OptimizationProblem: Equatable {
  /// The space.
  let space: SpaceDescription

  /// The seed of every random choice.
  var seed = Self.standardSeed

  /// The number of trials; nil if unknown.
  var budget: Int?

  /// Whether repeated trials of a point differ; nil if unknown.
  var isNoisy: Bool?

  /// The acquisition function; nil for the default by the noise.
  var acquisition: AcquisitionName?

  /// The number of posterior draws of the hyper-parameters; nil for the MAP estimate.
  var hyperparameterSamples: Int?

  /// The keys of the line.
  static let keys = [
    "space", "seed", "budget", "noisy", "acquisition", "hyperparameter_samples",
  ]

  /// The default seed.
  static let standardSeed: UInt64 = 1

  /// The largest number of draws of hyper-parameters.
  private static let mostSamples: UInt64 = 100

  /// A new optimiser of the problem.
  func optimizer() -> BayesianOptimizer {
    let space = space.space
    var settings = OptimizerSettings.standard(for: space, budget: budget, isNoisy: isNoisy)
    if let acquisition { settings.strategy = acquisition.strategy }
    settings.hyperparameterSamples = hyperparameterSamples ?? 0
    return BayesianOptimizer(space: space, settings: settings, seed: seed)
  }
}

extension OptimizationProblem {
  /// Reads the line.
  init(_ line: JSONValue) throws {
    let object = try JSONObject(line, name: "the line", keys: Self.keys)
    self.init(
      space: try SpaceDescription(object.required("space", "a space")),
      seed: try object.whole("seed", in: 0...UInt64.max) ?? Self.standardSeed,
      budget: try object.whole("budget", in: 1...1_000_000_000).map { Int($0) },
      isNoisy: try object.boolean("noisy"),
      acquisition: try object.choice("acquisition"),
      hyperparameterSamples: try object.whole(
        "hyperparameter_samples", in: 1...Self.mostSamples
      ).map { Int($0) })
  }

  /// The line of the problem.
  func json() throws -> String {
    var object: [String: JSONValue] = ["space": space.json, "seed": .large(seed)]
    object["budget"] = budget.map { .number(Double($0)) }
    object["noisy"] = isNoisy.map { .boolean($0) }
    object["acquisition"] = acquisition.map { .text($0.rawValue) }
    object["hyperparameter_samples"] = hyperparameterSamples.map { .number(Double($0)) }
    return try JSONValue.object(object).json()
  }
}
