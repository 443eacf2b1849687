import ArgumentParser
import AutoSeM
import Foundation
import GSLNumerics
import Multitask
import RunJournal

/// Runs searches that train, and prints, as Markdown, what their answers are worth in training and on the surfaces from
/// which a replay draws.
struct SearchBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Runs searches that train on the problems of tables, and measures their answers.")

  @Argument(help: "The folder with GLUE's tasks.", completion: .directory)
  var glue: String

  @Argument(help: "The folder of the tables.", completion: .directory)
  var tables: String

  @Argument(help: "The number of searches of each problem and budget.")
  var searches: Count = 1

  @Argument(help: "The budgets in trainings.")
  var costs: CommaSeparated<Count> = [20, 40]

  @OptionGroup var worth: WorthArguments

  func run() async throws {
    let (glue, tables) = (URL(filePath: glue), URL(filePath: tables))
    let costs = costs.elements.map(\.rawValue)
    let problems = worth.problems()
    print(TrainedSearch.header)
    var all: [[TrainedSearch]] = costs.map { _ in [] }
    for problem in problems {
      let table = try MixtureTable(contentsOf: tables.appending(path: "\(problem.name).csv"))
      let judge = try TrainedSearchJudge(
        training: problem.training(on: glue, model: worth.model), table: table)
      for (index, cost) in costs.enumerated() {
        var own: [TrainedSearch] = []
        for seed in searches.seeds {
          own.append(try await judge.search(trainings: cost, seed: seed))
        }
        print(TrainedSearch.mean(of: own).row(problem.name, cost))
        fflush(nil)
        all[index].append(TrainedSearch.mean(of: own))
      }
    }
    for (cost, own) in zip(costs, all) { print(TrainedSearch.summary(of: own, cost)) }
  }
}

/// What the answers of a search are worth, in the metric, above equal shares and above the best plain mixture.
struct TrainedSearch: Equatable {
  /// A difference as trained with the table's seeds, and as the table's surface has it.
  struct Worth: Equatable {
    let trained: Double
    let surface: Double
  }

  let verdict: Worth
  let recommended: Worth

  /// The best plain mixture above equal shares.
  let bestPlain: Worth

  private var values: [Double] {
    [verdict, recommended, bestPlain].flatMap { [$0.trained, $0.surface] }
  }

  fileprivate init(verdict: Worth, recommended: Worth, bestPlain: Worth) {
    (self.verdict, self.recommended, self.bestPlain) = (verdict, recommended, bestPlain)
  }

  private init(_ values: [Double]) {
    verdict = Worth(trained: values[0], surface: values[1])
    recommended = Worth(trained: values[2], surface: values[3])
    bestPlain = Worth(trained: values[4], surface: values[5])
  }

  static func mean(of searches: [TrainedSearch]) -> TrainedSearch {
    TrainedSearch(
      (0..<6).map { index in SampleStatistics(searches.map { $0.values[index] }).mean })
  }

  /// The head of the table: points of the metric above equal shares.
  static let header = """
    | problem | trainings | verdict, trained | verdict, surface | recommended mixture, trained \
    | recommended mixture, surface | best plain mixture, trained | best plain mixture, surface |
    |---|---|---|---|---|---|---|---|
    """

  fileprivate func row(_ problem: String, _ cost: Int) -> String {
    tableRow([problem, "\(cost)"] + values.map { points([$0]) })
  }

  fileprivate static func summary(of problems: [TrainedSearch], _ cost: Int) -> String {
    tableRow(
      ["mean", "\(cost)"] + (0..<6).map { index in points(problems.map { $0.values[index] }) })
  }
}

/// Returns a row of a Markdown table.
func tableRow(_ cells: [String]) -> String {
  "| " + cells.joined(separator: " | ") + " |"
}

/// Returns the mean of differences in points, hundredths of the metric, with its 95 % interval if there are several.
func points(_ differences: [Double]) -> String {
  let statistics = SampleStatistics(differences)
  return String(format: "%.1f", 100 * statistics.mean)
    + (statistics.halfWidth().map { String(format: " ± %.1f", 100 * $0) } ?? "")
}

/// Runs searches of a problem and trains their answers with the table's seeds.
struct TrainedSearchJudge {
  private let training: TableTraining
  private let surface: MixtureSurface

  /// The metrics of the plain mixtures, `[mixtures][seeds]`.
  private let plain: [[Double]]

  init(training: TableTraining, table: MixtureTable) throws {
    self.training = training
    surface = try MixtureSurface(of: table)
    plain = (0..<MixtureDesign.plain).map(table.metrics)
  }

  /// Runs a search by a budget, and trains its answers.
  func search(trainings: Int, seed: UInt64) async throws -> TrainedSearch {
    let settings = SearchSettings(spending: trainings, of: surface.batches, seed: seed)
    let outcome = try await Search(training.factory, settings: settings).run()
    let answers = try outcome.answers(else: surface.plain[MixtureDesign.equalShares])
    let means = plain.map { SampleStatistics($0).mean }
    let best = means.indices.max { means[$0] < means[$1] } ?? MixtureDesign.equalShares
    let verdict = try worth(of: answers.verdict)
    return TrainedSearch(
      verdict: verdict,
      recommended: answers.recommended == answers.verdict
        ? verdict : try worth(of: answers.recommended),
      bestPlain: worth(of: surface.plain[best], metrics: plain[best]))
  }

  private func worth(of mixture: Mixture) throws -> TrainedSearch.Worth {
    if let index = surface.plain.firstIndex(of: mixture) {
      return worth(of: mixture, metrics: plain[index])
    }
    let metrics = try (0..<MixtureDesign.seeds).map { seed in
      try training.rows(of: mixture, index: 0, seed: seed).last?.test.metric ?? .nan
    }
    return worth(of: mixture, metrics: metrics)
  }

  private func worth(of mixture: Mixture, metrics: [Double]) -> TrainedSearch.Worth {
    let scores = surface.scores(of: [mixture, surface.plain[MixtureDesign.equalShares]])
    return TrainedSearch.Worth(
      trained: SampleStatistics(metrics).mean
        - SampleStatistics(plain[MixtureDesign.equalShares]).mean,
      surface: scores[0] - scores[1])
  }
}
