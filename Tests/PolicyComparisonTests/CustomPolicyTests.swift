import Bandits
import Foundation
import GSLNumerics
import Multitask
import PolicyComparison
import RunJournal
import TestSupport
import Testing

@Suite struct CustomPolicyTests {
  private static let factory = ToyTrainerFactory(transfers: [0.3, 0.9, -0.8])

  private static func settings(seeds: Int = 2) -> ComparisonSettings {
    ComparisonSettings(
      policies: [.fixed(.uniform)], seeds: seeds, batches: 120, steps: 60, measureEvery: 20)
  }

  @Test func theExampleOfTheModulesPageRuns() async throws {
    let leaderboard = try await compare(with: Self.factory)
    let names = leaderboard.entries.map(\.policy)
    #expect(Set(names) == ["uniform", "autosem", "round_robin"])
    let own = try #require(leaderboard.entries.first { $0.policy == "round_robin" })
    #expect(own.batches == 2_000 && own.scores?.seeds == 5)
    #expect(own.shares.allSatisfy { abs($0 - 1 / 3.0) < 0.01 })
  }

  @Test(arguments: [
    "Sources/PolicyComparison/PolicyComparison.docc/PolicyComparison.md", "docs/compare.md",
  ])
  func thePagesShowTheExample(path: String) throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: repositoryRoot.appending(path: path), encoding: .utf8)
    }
    let dashes = "// " + String(repeating: "-", count: 98) + "\n"
    let source = try text("Tests/PolicyComparisonTests/CustomPolicyExample.swift")
    let example = try #require(source.components(separatedBy: dashes).dropFirst().first)
    #expect(try text(path).contains("```swift\n" + example + "```"))
  }

  @Test func aBanditIsAPolicy() async throws {
    let leaderboard = try await Comparison(
      settings: Self.settings(),
      custom: ["drawn": SampledTasks(FixedPolicy(weights: [1, 3, 0]), reward: .loss)],
      factory: Self.factory
    ).run()
    let own = try #require(leaderboard.entries.first { $0.policy == "drawn" })
    #expect(own.batches == 120 && own.shares[2] == 0 && own.shares[1] > own.shares[0])
  }

  @Test func twoPoliciesOfOneNameAreRefused() {
    #expect(throws: ComparisonError.nameTaken("uniform")) {
      try Comparison(
        settings: Self.settings(), custom: ["uniform": RoundRobin()], factory: Self.factory)
    }
  }

  // MARK: - In a folder

  private func comparison(
    _ settings: ComparisonSettings, factory: ToyTrainerFactory = Self.factory
  ) throws -> Comparison {
    try Comparison(settings: settings, custom: ["round_robin": RoundRobin()], factory: factory)
  }

  @Test func aComparisonInAFolderIsResumed() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a comparison of größe")
    let killed = ToyTrainerFactory(transfers: Self.factory.transfers, budget: 300)
    await #expect(throws: CancellationError.self) {
      try await comparison(Self.settings(), factory: killed).run(in: path)
    }
    let rest = ToyTrainerFactory(transfers: Self.factory.transfers)
    let resumed = try await comparison(Self.settings(), factory: rest).run(in: path)
    let whole = try await comparison(Self.settings()).run()
    #expect(resumed.isFinished && rest.log.batches < 480)
    #expect(resumed.entries.map(\.scores) == whole.entries.map(\.scores))
    // Again: everything is in the journal.
    let idle = ToyTrainerFactory(transfers: Self.factory.transfers)
    _ = try await comparison(Self.settings(), factory: idle).run(in: path)
    #expect(idle.log.batches == 0)
  }

  @Test func aFolderWithAnotherComparisonIsLeftAlone() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("run")
    _ = try await comparison(Self.settings()).run(in: path)
    await #expect(throws: ComparisonError.otherComparison(folder: path)) {
      try await comparison(Self.settings(seeds: 3)).run(in: path)
    }
  }
}
