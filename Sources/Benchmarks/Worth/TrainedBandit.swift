import ArgumentParser
import Bandits
import Foundation
import GSLNumerics
import Multitask
import PolicyComparison

/// Trains by Exp3.S and prints, as Markdown, the points of the metric above equal shares at costs in trainings.
///
/// At a cost, the last models of the cost are compared with equal shares, one of each of the table's seeds. None is
/// chosen by its validation split.
struct Exp3SBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exp3s",
    abstract: "Trains on the problems of tables by Exp3.S, and measures its models.")

  @Argument(help: "The folder with GLUE's tasks.", completion: .directory)
  var glue: String

  @Argument(help: "The folder of the tables.", completion: .directory)
  var tables: String

  @Argument(help: "The number of runs of each problem.")
  var searches: Count = 1

  @Argument(help: "The costs in trainings, at least \(MixtureDesign.seeds).")
  var costs: CommaSeparated<Count> = [20, 40]

  @OptionGroup var worth: WorthArguments

  func run() throws {
    let (glue, tables) = (URL(filePath: glue), URL(filePath: tables))
    let problems = worth.problems()
    let costs = costs.elements.map(\.rawValue).filter { $0 >= MixtureDesign.seeds }.sorted()
    guard let most = costs.last else { return }
    print(tableRow(["problem"] + costs.map { "Exp3.S, \($0)" }))
    print("|---|" + costs.map { _ in "---|" }.joined())
    var all: [[Double]] = costs.map { _ in [] }
    for problem in problems {
      let table = try MixtureTable(contentsOf: tables.appending(path: "\(problem.name).csv"))
      let equalShares = SampleStatistics(table.metrics(of: MixtureDesign.equalShares)).mean
      let training = try problem.training(on: glue, model: worth.model)
      let runs = try searches.seeds.map { seed in
        try training.testMetrics(
          ofExp3S: most, using: RandomStreams(seed: seed).substreams(problem.name))
      }
      for (index, cost) in costs.enumerated() {
        let last = runs.flatMap { $0[(cost - MixtureDesign.seeds)..<cost] }
        all[index].append(SampleStatistics(last).mean - equalShares)
      }
      print(tableRow([problem.name] + all.map { points([$0[$0.count - 1]]) }))
      fflush(nil)
    }
    print(tableRow(["mean"] + all.map(points)))
  }
}

extension TableTraining {
  /// Trains models one after the other on the tasks that Exp3.S chooses, and returns their test metrics.
  ///
  /// The reward is the prediction gain, as in a comparison. The bandit keeps what it learned from model to model; the
  /// models have the table's seeds in turn.
  ///
  /// - Parameters:
  ///   - models: The number of models.
  ///   - streams: Give the choices.
  /// - Throws: `ComparisonError.noGradients`, and what the trainer throws.
  func testMetrics(ofExp3S models: Int, using streams: RandomStreams) throws -> [Double] {
    var bandit = Exp3S(arms: factory.tasks.count)
    return try (0..<models).map { model in
      let trainer = try factory.makeTrainer(seed: seed(model % MixtureDesign.seeds))
      guard let trainer = trainer as? any JointTrainer else { throw ComparisonError.noGradients }
      for batch in 0..<batches {
        let task = bandit.choose(using: streams.stream("choice", model, batch))
        bandit.observe(reward: try trainer.predictionGain(of: TaskIndex(task)), of: task)
      }
      return try trainer.measured(task: factory.primary, split: .test).metric
    }
  }
}
