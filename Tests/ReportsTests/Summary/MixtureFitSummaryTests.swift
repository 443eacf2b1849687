import Foundation
import GSLNumerics
import MixtureRegression
import Reports
import Testing

@Suite struct MixtureFitSummaryTests {
  private static func fit(parts: Int = 4) throws -> MixtureFit {
    let stream = RandomStream(seed: 5)
    let runs = (0..<20).map { number in
      let mixture = stream.dirichlet([1, 1])
      return RunTable.Run(
        name: "r\(number)", mixture: mixture,
        result: .measured(2 + (mixture[0] - 0.7) * (mixture[0] - 0.7)))
    }
    return try MixtureFit(
      of: RunTable(
        source: "runs.csv", domains: ["web", "code"], objective: "loss", direction: .minimize,
        runs: runs, notes: ["a remark"]),
      settings: MixtureFitSettings(proposals: 2, parts: parts))
  }

  @Test func theSummaryHasEachPart() throws {
    let summary = try Self.fit().terminalSummary
    for text in [
      "runs.csv: 20 runs of 2 domains (web, code); loss is minimised", "note: a remark",
      "Gaussian process", "log-linear", "Spearman", "recommended", "best run, r", "equal",
      "without it", "run next", "Recommended: web 0.",
    ] { #expect(summary.contains(text), "\(text) in \(summary)") }
    #expect(!(try Self.fit(parts: 0).terminalSummary.contains("Spearman")))
  }

  @Test func runsThatDifferByChanceRecommendNothing() throws {
    let stream = RandomStream(seed: 9)
    let runs = (0..<24).map { number in
      RunTable.Run(
        name: "r\(number)", mixture: stream.dirichlet([1, 1]), result: .measured(stream.normal()))
    }
    let table = try RunTable(
      domains: ["web", "code"], objective: "loss", direction: .minimize, runs: runs)
    #expect(try MixtureFit(of: table).verdict.hasSuffix("no better than their mean."))
    #expect(!(try Self.fit().verdict.contains("chance")))
  }

  /// The less of one domain the better, and a run has none of it.
  @Test func aRunThatIsRecommendedIsNamed() throws {
    let runs = (0..<12).map { number in
      let share = Double(number) / 11
      return RunTable.Run(
        name: "r\(number)", mixture: [share, 1 - share], result: .measured(1 + 3 * share))
    }
    let table = try RunTable(
      domains: ["web", "code"], objective: "loss", direction: .minimize, runs: runs)
    let verdict = try MixtureFit(of: table).verdict
    #expect(
      verdict.hasPrefix("Recommended: code 1.000, the same as best run, r0. Predicted gain: +1."))
    #expect(verdict.hasSuffix("with 95 % probability each."))
  }

  @Test func theFileIsJSON() throws {
    let fit = try Self.fit()
    let object = try JSONSerialization.jsonObject(with: Data(FitFile(fit).json().utf8))
    let file = try #require(object as? [String: Any])
    #expect(file["runs"] as? Int == 20)
    #expect((file["proposals"] as? [[String: Double]])?.count == 2)
    let candidates = try #require(file["candidates"] as? [[String: Any]])
    let mixture = try #require(candidates[0]["mixture"] as? [String: Double])
    #expect(mixture.keys.sorted() == ["code", "web"])
    #expect(abs((mixture["web"] ?? 0) - fit.recommended.mixture[0]) < 1e-12)
    #expect((file["models"] as? [[String: Any]])?.first?["model"] as? String == "gaussian_process")
  }

  @Test func eachOfSeveralObjectivesIsShown() throws {
    let stream = RandomStream(seed: 5)
    let runs = (0..<16).map { number in
      let mixture = stream.dirichlet([1, 1])
      let parts = [0.2, 0.6].map { 2 + (mixture[0] - $0) * (mixture[0] - $0) }
      return RunTable.Run(
        name: "r\(number)", mixture: mixture, result: .measured((parts[0] + parts[1]) / 2),
        parts: parts)
    }
    let fit = try MixtureFit(
      of: RunTable(
        domains: ["web", "code"], objective: "a + b", direction: .minimize, parts: ["a", "b"],
        runs: runs), settings: MixtureFitSettings(parts: 0))
    let summary = fit.terminalSummary
    #expect(summary.contains("Each objective by a model of its own (95 %)"))
    let best = try #require(fit.objectives.first).bestMixture
    #expect(abs(best[0] - 0.2) < 0.05)
    #expect(summary.contains("best for"))
    let object = try JSONSerialization.jsonObject(with: Data(FitFile(fit).json().utf8))
    let file = try #require(object as? [String: Any])
    let objectives = try #require(file["objectives"] as? [[String: Any]])
    #expect(objectives.map { $0["objective"] as? String } == ["a", "b"])
    #expect((objectives[0]["predicted"] as? [[String: Any]])?.count == fit.candidates.count)
  }

  @Test func theMixtureIsExportedAsARunsIs() throws {
    let fit = try Self.fit(parts: 0)
    let weights = fit.recommended.mixture
    #expect(
      try MixtureExport.csv.text(of: fit) == "task,weight\nweb,\(weights[0])\ncode,\(weights[1])\n")
    #expect(
      try MixtureExport.json.text(of: fit).hasPrefix(
        "{\"objective\":\"loss\",\"weights\":{\"web\":"))
  }
}
