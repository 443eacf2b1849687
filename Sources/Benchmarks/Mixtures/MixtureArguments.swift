import ArgumentParser

/// The arguments that say which mixtures are simulated.
struct MixtureArguments: ParsableArguments {
  @Argument(help: "The standard deviation of the noise, in those of the objective over the runs.")
  var noise: Magnitude = 0.1

  @Argument(help: "The number of seeds.")
  var seeds: Count = 2

  @Argument(
    help: ArgumentHelp(
      "The numbers of weights of a mixture, at least 2. Default: 10 17 22; of 'fit' 5 10 17.",
      valueName: "weights"))
  var weights: [Count] = []

  func validate() throws {
    guard !weights.contains(where: { $0.rawValue < 2 }) else {
      throw ValidationError("<weights> takes numbers of at least 2, got 1")
    }
  }

  /// The problems, with some numbers of weights unless others were given.
  func problems(weights standard: [Int]) -> [MixtureProblem] {
    MixtureProblem.all(
      weights: weights.isEmpty ? standard : weights.map(\.rawValue), seeds: seeds.seeds)
  }
}
