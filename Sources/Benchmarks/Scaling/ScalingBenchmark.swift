import ArgumentParser
import BayesianOptimization
import Foundation
import GSLNumerics

/// Prints, as a Markdown table, how a search of noisy mixtures scales with the number of workers.
///
/// The objective is a data-mixing law of six weights; trials last a minute, with a lognormal spread.
struct ScalingBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scaling",
    abstract: "Simulates how a search scales with the number of workers.")

  @Argument(help: "The numbers of workers.")
  var workers: CommaSeparated<Count> = [1, 4, 16, 64, 256, 1_024]

  @Argument(help: "The number of trials of a search; at least four for each worker are run.")
  var trials: Count = 128

  @Argument(help: "The number of searches of each row.")
  var seeds: Count = 3

  @Argument(
    help: """
      The coefficients of variation of the trials' durations: by default on idle cores, and on a busy machine.
      """)
  var spreads: CommaSeparated<Magnitude> = [0.15, 0.5]

  func run() throws {
    print(
      """
      | workers | asked | spread | trials | minutes to the goal | regret, % | minutes | efficiency | optimiser, ms a trial | optimiser's share of the time |
      |---|---|---|---|---|---|---|---|---|---|
      """)
    for spread in spreads.elements.map(\.rawValue) {
      for workers in workers.elements.map(\.rawValue) {
        for asking in SimulatedCluster.Asking.allCases where workers > 1 || asking == .asReady {
          let number = max(trials.rawValue, 4 * workers)
          let courses = try seeds.seeds.map { seed in
            try ScalingSearch(seed: seed, trials: number, spread: spread)
              .course(workers: workers, asking: asking)
          }
          print(ScalingSearch.row(courses, workers, asking, spread, trials: number))
          fflush(nil)
        }
      }
    }
  }
}

/// A search of noisy mixtures with simulated trials.
struct ScalingSearch {
  private static let weights = 6
  private static let minute = 60.0

  /// The noise of a trial, and the regret that is good enough, as shares of the regret at equal weights.
  private static let (noise, goal) = (0.1, 0.03)

  private let problem: MixtureProblem
  private let streams: RandomStreams
  private let trials: Int

  /// The standard deviation of the logarithm of a duration.
  private let deviation: Double

  init(seed: UInt64, trials: Int, spread: Double) {
    problem = MixtureProblem(.exponential, .mean, .uniform, weights: Self.weights, seed: seed)
    streams = RandomStreams(seed: seed).substreams("scaling")
    self.trials = trials
    deviation = log(1 + spread * spread).squareRoot()
  }

  /// A course, and the regret of the recommended mixture as a share of that at equal weights.
  typealias Found = (course: SimulatedCluster.Course, regret: Double)

  func course(workers: Int, asking: SimulatedCluster.Asking) throws -> Found {
    let space = SimplexSpace(count: Self.weights)
    let least = problem.minimum()
    let scale =
      problem.value(at: Array(repeating: 1 / Double(Self.weights), count: Self.weights)) - least
    var optimizer = BayesianOptimizer(
      space: space, settings: .standard(for: space, budget: trials, isNoisy: true),
      streams: streams)
    var open: [Int: Suggestion] = [:]
    let cluster = SimulatedCluster(workers: workers, asking: asking) { trial in
      let variate = streams.stream("duration", trial).normal(standardDeviation: deviation)
      return Self.minute * exp(variate - deviation * deviation / 2)
    }
    let course = try cluster.run(trials: trials) { trial, count in
      try processorSeconds { open[trial] = try optimizer.ask(firstOf: count) }
    } tell: { trial in
      guard let suggestion = open.removeValue(forKey: trial) else { return (0, false) }
      let value = problem.value(at: suggestion.point)
      let noise = streams.stream("noise", trial).normal(standardDeviation: Self.noise * scale)
      let seconds = try processorSeconds {
        try optimizer.tell(suggestion, objective: value + noise)
      }
      return (seconds, value - least < Self.goal * scale)
    }
    return (course, (problem.value(at: try optimizer.recommend()) - least) / scale)
  }

  static func row(
    _ found: [Found], _ workers: Int, _ asking: SimulatedCluster.Asking,
    _ spread: Double, trials: Int
  ) -> String {
    let courses = found.map(\.course)
    func mean(_ value: (SimulatedCluster.Course) -> Double) -> Double {
      SampleStatistics(courses.map(value)).mean
    }
    let reached = courses.compactMap(\.secondsToGoal)
    let cells = [
      "\(workers)", asking.rawValue, text(spread, 2), "\(trials)",
      reached.count == courses.count ? text(SampleStatistics(reached).mean / minute, 1) : "–",
      Self.percent(SampleStatistics(found.map(\.regret))),
      text(mean(\.seconds) / minute, 1),
      text(mean { $0.efficiency(workers: workers) }, 2),
      text(1000 * mean(\.computed) / Double(trials), 1),
      text(100 * mean { $0.computed / $0.seconds }, 2) + " %",
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  /// The mean and its standard error in per cent.
  private static func percent(_ regrets: SampleStatistics) -> String {
    let error = regrets.varianceOfMean.map { " ± " + text(100 * $0.squareRoot(), 2) } ?? ""
    return text(100 * regrets.mean, 2) + error
  }

  private static func text(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
