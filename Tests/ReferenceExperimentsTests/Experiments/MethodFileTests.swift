import Foundation
import ReferenceExperiments
import TestSupport
import Testing

@Suite struct MethodFileTests {
  private static let folder =
    repositoryRoot
    .appending(path: "experiments/methods")

  private let valid = """
    experiment: mtl-bandit
    seed: 1
    environments: 2
    seeds: 3
    arms: 4
    horizon: 50
    policies: [oracle, counterfactual, exp3s, random]
    counterfactual:
      {rounds: 1, entropy_weight: 0.2, iterations: 3, population: 8, step_size: 0.5}
    exp3s: {learning_rate: 0.001, exploration: 0.05, reservoir: 20}
    """

  private func problem(_ text: String) throws -> String {
    try #require(throws: MethodFileError.self) {
      try MethodFile.experiment(text, name: "a.yml")
    }.description
  }

  @Test func everyFileOfTheRepositoryIsAnExperiment() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: Self.folder.path(percentEncoded: false))
    #expect(names.contains("mtl-bandit.yml"))
    for name in names {
      let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
      #expect(throws: Never.self) { try MethodFile.experiment(text, name: name) }
    }
  }

  @Test func theSameFileGivesTheSameTable() throws {
    let tables = try (0..<2).map { _ in try MethodFile.experiment(valid, name: "a.yml").run() }
    #expect(tables[0] == tables[1])
    #expect(tables[0].rows.map(\.name) == ["oracle", "counterfactual", "exp3s", "random"])
  }

  @Test(arguments: [
    ("arms: 4", "arms: 4\nleg: 2", "a.yml:6:1: unknown key 'leg'; there are arms, counterfactual"),
    ("arms: 4\n", "", "a.yml: the key 'arms' is missing"),
    ("arms: 4", "arms: 0", "a.yml: 'arms': a whole number of at least 1 was expected, got 0"),
    ("arms: 4", "arms: many", "a.yml: 'arms': "),
    (
      "mtl-bandit", "mlt-bandit",
      "a.yml:1:13: 'experiment': one of adversarial-clusters, block-sparse"
    ),
    ("experiment: mtl-bandit", "", "a.yml: the key 'experiment' was expected"),
    ("[oracle,", "[oracel,", "a.yml: 'policies.Index 0': "),
    ("population: 8", "population: 3", "a.yml: 'counterfactual.population': a whole number"),
    ("exploration: 0.05", "exploration: .nan", "a.yml: 'exp3s.exploration': a number in 0.0...1.0"),
    ("reservoir: 20", "reservoir: 20, r: 1", "a.yml:10:65: unknown key 'r'; there are exploration"),
    ("reservoir: 20", "size: 20", "a.yml: the key 'exp3s.reservoir' is missing"),
    ("seeds: 3", "seeds: [", "a.yml: not YAML"),
  ])
  func aWrongFileIsRefusedWithTheReason(part: String, replacement: String, reason: String) throws {
    let text = valid.replacing(part, with: replacement)
    let problem = try problem(text)
    #expect(problem.hasPrefix(reason), "\(problem)")
  }
}
