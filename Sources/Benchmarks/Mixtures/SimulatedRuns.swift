import GSLNumerics

/// Runs of mixtures of a problem, and held-out mixtures with their true values.
struct SimulatedRuns: Codable {
  /// The problem.
  let problem: MixtureProblem

  /// The mixtures of the runs, `[runs][weights]`.
  let mixtures: [[Double]]

  /// The noisy objectives of the runs, `[runs]`.
  let objectives: [Double]

  /// Held-out mixtures, `[held out][weights]`.
  let heldOut: [[Double]]

  /// The objectives of held-out mixtures without noise, `[held out]`.
  let truths: [Double]

  /// The standard deviation of a run's noise.
  let noise: Double

  /// The least value of the objective.
  let minimum: Double

  /// Draws a table.
  ///
  /// - Parameters:
  ///   - problem: The problem.
  ///   - runs: The number of runs.
  ///   - share: The standard deviation of the noise, in standard deviations of the objective over the design.
  init(of problem: MixtureProblem, runs: Int, noise share: Double) {
    let streams = RandomStreams(seed: problem.seed).substreams("mixture-table", problem.count)
    let noises = streams.stream("noise")
    self.problem = problem
    heldOut = problem.mixtures(400, using: streams.stream("held-out"))
    truths = heldOut.map(problem.value)
    mixtures = problem.mixtures(runs, using: streams.stream("runs"))
    let deviation = (SampleStatistics(truths).standardDeviation ?? 0) * share
    objectives = mixtures.map { problem.value(at: $0) + deviation * noises.normal() }
    noise = deviation
    minimum = problem.minimum()
  }
}
