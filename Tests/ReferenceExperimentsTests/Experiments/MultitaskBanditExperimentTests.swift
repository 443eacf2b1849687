import Foundation
import TestSupport
import Testing

@testable import ReferenceExperiments

@Suite struct MultitaskBanditExperimentTests {
  private static let folder =
    repositoryRoot
    .appending(path: "experiments/methods")

  private func table(_ name: String) throws -> ResultTable {
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    return try MethodFile.experiment(text, name: name).run()
  }

  /// What the paper's figure 1 shows, over six environments in place of one.
  @Test func theOracleIsBestThenTheCounterfactualPolicyThenRandomAndExp3SAlike() throws {
    let table = try table("mtl-bandit.yml")
    func score(_ policy: String) throws -> Double {
      try #require(table[policy, "mean of medians"])
    }
    #expect(try score("oracle") > score("counterfactual"))
    #expect(try score("counterfactual") > score("random") + 0.01)
    #expect(try abs(score("exp3s") - score("random")) < 0.02)
    #expect(table["counterfactual", "wins over random"] == 6)
  }
}
