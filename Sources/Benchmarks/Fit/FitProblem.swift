import GSLNumerics
import MixtureRegression
import Multitask

/// A table of runs with held-out mixtures.
struct FitProblem {
  private let name: String
  private let domains: [String]
  private let mixtures: [[Double]]
  private let objectives: [Double]
  private let heldOut: (mixtures: [[Double]], truths: [Double])

  /// Mixtures from which RegMix's rule chooses, `[candidates]`.
  private let candidates: [[Double]]

  /// The loss of a mixture against the best one, in standard deviations of the objective; nil if it was not measured.
  private let loss: @Sendable ([Double]) -> Double?

  /// Whether only measured mixtures can be recommended.
  private let isMeasured: Bool

  /// The number of runs.
  var runs: Int { mixtures.count }

  /// The number of the best predicted mixtures that RegMix's rule averages.
  private static let averaged = 100

  /// Takes simulated runs, whose truth is known.
  init(_ table: SimulatedRuns) {
    let problem = table.problem
    let deviation = SampleStatistics(table.truths).standardDeviation ?? 1
    let minimum = table.minimum
    name = problem.name
    domains = (0..<problem.count).map { "d\($0)" }
    mixtures = table.mixtures
    objectives = table.objectives
    heldOut = (table.heldOut, table.truths)
    candidates = problem.mixtures(
      10_000, using: RandomStreams(seed: problem.seed).stream("regmix", problem.count))
    loss = { (problem.value(at: $0) - minimum) / deviation }
    isMeasured = false
  }

  /// Takes a table of measured mixtures.
  ///
  /// Two thirds are learned from by their validation loss, and one of the others is recommended. The truth of a mixture
  /// is its mean test loss.
  init(_ table: MixtureTable, name: String) {
    self.name = name
    domains = table.tasks
    let longest = table.rows.filter { $0.batches == table.lengths.last }
    let indices = Set(longest.map(\.index)).sorted()
    // Evenly over the design, whose first mixtures are plain ones.
    let learned = Set(indices.enumerated().filter { $0.offset % 3 != 0 }.map(\.element))
    let known = longest.filter { learned.contains($0.index) }
    mixtures = known.map(\.mixture.weights)
    objectives = known.map(\.validation.loss)
    func scored(_ indices: [Int]) -> (mixtures: [[Double]], truths: [Double]) {
      let rows = indices.map { index in longest.filter { $0.index == index } }
      return (
        rows.map { $0[0].mixture.weights },
        rows.map { SampleStatistics($0.map(\.test.loss)).mean }
      )
    }
    let others = scored(indices.filter { !learned.contains($0) })
    heldOut = others
    candidates = others.mixtures
    let all = scored(indices)
    let deviation = SampleStatistics(others.truths).standardDeviation ?? 1
    loss = { mixture in
      guard let index = all.mixtures.firstIndex(of: mixture), let least = others.truths.min() else {
        return nil
      }
      return (all.truths[index] - least) / deviation
    }
    isMeasured = true
  }

  /// Returns the results of the models that predict, and of the best run, after some runs.
  func results(runs count: Int) throws -> [FitResult] {
    let table = try RunTable(
      source: name, domains: domains, objective: "loss", direction: .minimize,
      runs: zip(mixtures, objectives).prefix(count).map {
        RunTable.Run(name: "", mixture: $0, result: .measured($1))
      })
    let fit = try MixtureFit(of: table)
    let bestRun = best(of: Array(mixtures.prefix(count)), by: objectives)
    return try fit.qualities.filter { $0.kind != .constant }.map { quality in
      let means = try quality.kind.predictions(from: table, of: heldOut.mixtures).map(\.mean)
      let recommended =
        if isMeasured {
          best(of: heldOut.mixtures, by: means)
        } else if quality.kind == .gaussianProcess {
          fit.recommended.mixture
        } else {
          try averagedBest(by: quality.kind, table)
        }
      return FitResult(
        model: quality.kind.rawValue, crossValidated: quality.rankCorrelation,
        heldOut: rankCorrelation(means, heldOut.truths), within95: quality.within95,
        loss: loss(recommended))
    } + [
      FitResult(
        model: "best run", crossValidated: nil, heldOut: nil, within95: nil,
        loss: loss(bestRun))
    ]
  }

  /// Returns the mixture with the least of as many values, or more.
  private func best(of mixtures: [[Double]], by values: [Double]) -> [Double] {
    mixtures[mixtures.indices.min { values[$0] < values[$1] } ?? 0]
  }

  /// Returns RegMix's recommendation: the mean of the best predicted of many mixtures.
  private func averagedBest(by kind: MixtureModelKind, _ table: RunTable) throws -> [Double] {
    let means = try kind.predictions(from: table, of: candidates).map(\.mean)
    let order = means.indices.sorted { (means[$0], $0) < (means[$1], $1) }
    let best = order.prefix(min(Self.averaged, max(candidates.count / 20, 1)))
    return domains.indices.map { domain in
      best.reduce(0) { $0 + candidates[$1][domain] } / Double(best.count)
    }
  }
}
