import Foundation
import GSLNumerics
import Multitask

/// Trains by Exp3.S and prints, as Markdown, the points of the metric above equal shares at costs in trainings.
///
/// At a cost, the last models of the cost are compared with equal shares, one of each of the table's seeds. None is
/// chosen by its validation split.
///
/// - Parameters:
///   - problems: The problems, each with a table.
///   - costs: The costs in trainings, at least the number of the table's seeds.
///   - searches: The number of runs of each problem.
///   - glue: The folder with GLUE's tasks.
///   - model: The folder of a pretrained encoder, for frozen problems.
///   - folder: The folder of the tables.
func trainByExp3S(
  _ problems: [WorthProblem], costs: [Int], searches: Int, glue: URL, model: String?,
  tables folder: URL
) throws {
  let costs = costs.filter { $0 >= MixtureDesign.seeds }.sorted()
  guard let most = costs.last else { return }
  func line(_ cells: [String]) { print("| " + cells.joined(separator: " | ") + " |") }
  line(["problem"] + costs.map { "Exp3.S, \($0)" })
  print("|---|" + costs.map { _ in "---|" }.joined())
  var all: [[Double]] = costs.map { _ in [] }
  for problem in problems {
    let table = try MixtureTable(contentsOf: folder.appending(path: "\(problem.name).csv"))
    let equalShares = SampleStatistics(table.metrics(of: MixtureDesign.equalShares)).mean
    let training = try problem.training(on: glue, model: model)
    let runs = try (0..<searches).map { search in
      try training.testMetrics(
        ofExp3S: most, using: RandomStreams(seed: UInt64(search + 1)).substreams(problem.name))
    }
    for (index, cost) in costs.enumerated() {
      let last = runs.flatMap { $0[(cost - MixtureDesign.seeds)..<cost] }
      all[index].append(100 * (SampleStatistics(last).mean - equalShares))
    }
    line([problem.name] + all.map { String(format: "%.1f", $0[$0.count - 1]) })
    fflush(nil)
  }
  line(
    ["mean"]
      + all.map { own in
        let statistics = SampleStatistics(own)
        return String(format: "%.1f", statistics.mean)
          + (statistics.halfWidth().map { String(format: " ± %.1f", $0) } ?? "")
      })
}
