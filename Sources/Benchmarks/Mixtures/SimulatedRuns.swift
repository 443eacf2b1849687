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

/// Returns Spearman's rank correlation of two lists, equal values having their mean rank; zero for a constant list.
func rankCorrelation(_ one: [Double], _ other: [Double]) -> Double {
  let (left, right) = (ranks(one), ranks(other))
  let mean = Double(one.count - 1) / 2
  func moment(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
  }
  let spread = (moment(left, left) * moment(right, right)).squareRoot()
  return spread > 0 ? moment(left, right) / spread : 0
}

private func ranks(_ values: [Double]) -> [Double] {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var ranks = [Double](repeating: 0, count: values.count)
  var start = 0
  while start < order.count {
    var end = start
    while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
    for position in start...end { ranks[order[position]] = Double(start + end) / 2 }
    start = end + 1
  }
  return ranks
}
