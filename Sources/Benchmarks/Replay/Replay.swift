import ArgumentParser
import Foundation
import GSLNumerics
import Multitask

/// Runs policies against the tables of a folder and prints, as Markdown, what share of the headroom their answers capture
/// at total costs in trainings.
struct ReplayBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Measures policies by trainings that are drawn from tables of mixtures.")

  @Argument(help: "The folder of the tables.", completion: .directory)
  var folder: String

  @Argument(help: "The number of searches of each policy on each problem at each cost.")
  var searches: Count = 20

  @Argument(help: "The total costs in trainings.")
  var costs: CommaSeparated<Count> = [5, 10, 20, 40, 80, 160]

  @Argument(help: ArgumentHelp("The policies. Default: all.", valueName: "policy"))
  var policies: [String] = []

  func validate() throws {
    _ = try ReplayPolicy.named(policies)
  }

  func run() async throws {
    let problems = try ReplayedProblem.all(in: URL(filePath: folder))
    print(ReplayReport.header)
    for problem in problems { print(ReplayReport.row(of: problem)) }
    var replay = Replay(
      problems: problems, searches: searches.rawValue, costs: costs.elements.map(\.rawValue))
    for policy in try ReplayPolicy.named(policies) { try await replay.run(policy) }
    print(ReplayReport(replay).text)
  }
}

/// A problem with its surface.
struct ReplayedProblem {
  let problem: WorthProblem
  let surface: MixtureSurface
  let headroom: Headroom

  init(_ problem: WorthProblem, table: MixtureTable) throws {
    self.problem = problem
    surface = try MixtureSurface(of: table)
    headroom = try Headroom(of: surface)
  }

  /// The least number of mixtures that a surface is fitted to.
  static let leastMixtures = 40

  /// Fits the tables of a folder, and says which have too few mixtures.
  ///
  /// - Throws: `MixtureTableError`, `GSLError`, and what reading throws.
  static func all(in folder: URL) throws -> [ReplayedProblem] {
    try WorthProblem.all.compactMap { problem in
      let file = folder.appending(path: "\(problem.name).csv")
      guard FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else {
        return nil
      }
      let table = try MixtureTable(contentsOf: file, longest: problem.lengths.last)
      let count = table.mixtures.count
      guard count >= leastMixtures else {
        print("\(problem.name) has \(count) mixtures, of at least \(leastMixtures): left out")
        return nil
      }
      return try ReplayedProblem(problem, table: table)
    }
  }
}

/// The scores of policies on problems.
struct Replay {
  /// The answers of a policy to a problem at a cost.
  struct Result {
    let policy: String
    let cost: Int
    /// The index of the problem.
    let problem: Int
    /// The mean true score.
    let score: Double
    /// The largest number of trainings of a search.
    let spent: Double
  }

  let problems: [ReplayedProblem]
  let searches: Int
  let costs: [Int]
  private(set) var results: [Result] = []

  init(problems: [ReplayedProblem], searches: Int, costs: [Int]) {
    self.problems = problems
    self.searches = searches
    self.costs = costs
  }

  /// The names of the policies so far.
  var policies: [String] {
    results.reduce(into: []) { names, result in
      if !names.contains(result.policy) { names.append(result.policy) }
    }
  }

  /// Runs the searches of a policy.
  ///
  /// The streams depend on the number of the search alone, so that policies meet the same noise.
  mutating func run(_ policy: ReplayPolicy) async throws {
    for cost in costs {
      for (number, problem) in problems.enumerated() {
        var scores = policy.names.map { _ in 0.0 }
        var spent = 0.0
        for search in 0..<searches {
          let streams = RandomStreams(seed: UInt64(search + 1)).substreams(problem.problem.name)
          let factory = SurfaceTrainerFactory(
            surface: problem.surface, streams: streams.substreams("surface"))
          let answers = try await policy.answers(factory, cost, streams.substreams("search"))
          let own = problem.surface.scores(of: answers)
          for index in scores.indices { scores[index] += own[index] / Double(searches) }
          spent = max(spent, factory.trainings)
        }
        for (name, score) in zip(policy.names, scores) {
          results.append(
            Result(policy: name, cost: cost, problem: number, score: score, spent: spent))
        }
      }
    }
  }

  /// Returns the results of a policy at a cost on some problems.
  func results(of policy: String, at cost: Int, on group: WorthGroup) -> [Result] {
    results.filter {
      $0.policy == policy && $0.cost == cost && group.holds(problems[$0.problem].problem)
    }
  }
}
