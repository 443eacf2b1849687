import AutoSeM
import Foundation
import GaussianProcesses
import PolicyComparison
import TestSupport
import Testing

@Suite struct ReadmeTests {
  private func text(_ path: String) throws -> String {
    try String(contentsOf: repositoryRoot.appending(path: path), encoding: .utf8)
  }

  /// The Swift blocks of the README as trimmed lines, imports apart.
  private func blocks() throws -> [[String]] {
    try text("README.md").components(separatedBy: "```swift\n").dropFirst().map { rest in
      let block = rest.components(separatedBy: "```")[0]
      return trimmedLines(block).filter { !$0.hasPrefix("import ") }
    }
  }

  private func trimmedLines(_ text: String) -> [String] {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  @Test func theExamplesAreCodeThatIsCompiled() throws {
    let source = trimmedLines(try text("Tests/DocumentationTests/LibraryExamples.swift"))
      .joined(separator: "\n")
    let blocks = try blocks()
    #expect(blocks.count == 6)
    for block in blocks {
      #expect(source.contains(block.joined(separator: "\n")), "\(block.prefix(3))")
    }
  }

  @Test func theSearchOfTheExampleFindsItsMixtureAndResumes() async throws {
    let search = Search(
      primary: TaskSummary("rte", trainingExamples: 2_490), auxiliaries: ["mnli", "qqp"]
    ) { seed in MyTrainer(seed: seed) }
    let folder = try TemporaryFolder()
    let path = folder.path("runs/rte")
    let outcome = try await search.run(in: path)
    #expect(outcome.verdict.description.hasPrefix("Train rte with "))
    #expect(Set(outcome.mixture.prefix(2).map(\.task)) == ["rte", "mnli"])
    let mnli = try #require(outcome.mixture.first { $0.task == "mnli" })
    #expect(abs(mnli.weight - 0.4) < 0.1)
    let again = try await search.run(in: path)
    #expect(again.verdict == outcome.verdict && again.mixture == outcome.mixture)
    let other = Search(
      primary: TaskSummary("rte", trainingExamples: 2_490), auxiliaries: ["mnli", "qqp"],
      settings: SearchSettings(seed: 2)
    ) { seed in MyTrainer(seed: seed) }
    await #expect(throws: SearchError.self) { try await other.run(in: path) }
  }

  @Test func theBanditOfTheExampleFindsTheBestArm() {
    #expect(banditExample() == 1)
  }

  @Test func theProcessOfTheExampleIsSureNearTheData() throws {
    let predictions = try processExample()
    #expect(abs(predictions[1].mean) < 0.001)
    #expect(predictions[2].standardDeviation > 10 * predictions[1].standardDeviation)
  }

  @Test func thePolicyOfTheExampleIsCompared() async throws {
    let leaderboard = try await Comparison(
      settings: ComparisonSettings(policies: [.fixed(.uniform)], seeds: 2, batches: 100, steps: 50),
      custom: ["half_and_half": HalfAndHalf()],
      factory: ToyTrainerFactory(transfers: [0.3, 0.9, -0.8])
    ).run()
    #expect(leaderboard.entries.first?.policy == "half_and_half")
  }

  @Test func theOptimizerOfTheExampleFindsTheMinimum() throws {
    let best = try optimizerExample()
    #expect(abs(best[0] - 0.5) < 0.05 && abs(best[1] - 0.3) < 0.05, "\(best)")
  }

  @Test func theDocumentsThatAreLinkedExist() throws {
    let pages =
      try FileManager.default.subpathsOfDirectory(
        atPath: repositoryRoot.appending(path: "docs").path(percentEncoded: false)
      )
      .filter { $0.hasSuffix(".md") }.map { "docs/" + $0 } + ["README.md", "CONTRIBUTING.md"]
    let link = /\]\((?<target>[^)#:]+)(#[^)]*)?\)/
    for page in pages {
      for match in try text(page).matches(of: link) {
        let folder = repositoryRoot.appending(path: page).deletingLastPathComponent()
        let target = folder.appending(path: String(match.output.target))
        #expect(
          FileManager.default.fileExists(atPath: target.path(percentEncoded: false)),
          "\(page) links to \(match.output.target)")
      }
    }
  }
}
