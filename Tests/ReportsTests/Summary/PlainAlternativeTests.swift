import AutoSeM
import Multitask
import Reports
import RunJournal
import Testing

/// Verdicts for plain mixtures.
@Suite struct PlainAlternativeTests {
  private let recommended = Mixture.proportional(to: [3, 2, 0])
  private let even = Mixture.uniform(over: [0, 1].map(TaskIndex.init), of: 3)
  private let all = Mixture.uniform(over: (0..<3).map(TaskIndex.init), of: 3)

  private func outcome(
    keeping kept: Set<Int> = [1],
    _ confirmed: [(ConfirmationCandidate, Mixture, [Double])]
  ) throws -> Outcome {
    try Outcome(of: journal(keeping: kept, confirmed))
  }

  private func journal(
    keeping kept: Set<Int> = [1],
    _ confirmed: [(ConfirmationCandidate, Mixture, [Double])]
  ) throws -> Journal {
    let journal = try OutcomeSamples.journal()
    try OutcomeSamples.recordArms(keeping: kept, in: journal)
    let alone = Mixture.only(TaskIndex(0), of: 3)
    try journal.record(
      RecommendationRecord(
        mixture: kept.isEmpty ? alone : recommended, predictedMean: nil,
        predictedStandardDeviation: nil))
    let scores = confirmed[0].2
    for (candidate, mixture, scores) in confirmed {
      try OutcomeSamples.confirm(candidate, mixture, scores, in: journal)
    }
    try OutcomeSamples.confirm(.primaryOnly, alone, scores.map { _ in 0.6 }, in: journal)
    try journal.finish()
    return journal
  }

  /// Gains of 0.04, 0.05 and 0.06, of three to choose from: `0.05 + t.ppf([0.025 / 3, 1 - 0.025 / 3], 2) * 0.01 /
  /// 3 ** 0.5` in SciPy is 0.0058 and 0.0942.
  @Test func theOneWithTheHighestMeanIsTheAnswer() throws {
    let journal = try journal([
      (.best, recommended, [0.5, 0.7, 0.6]), (.uniformKept, even, [0.64, 0.65, 0.66]),
      (.uniformAll, all, [0.5, 0.5, 0.5]),
    ])
    let outcome = try Outcome(of: journal)
    let verdict = outcome.verdict
    guard case .useMixture = verdict.answer else {
      Issue.record("a gain was expected, got \(verdict)")
      return
    }
    #expect(verdict.candidate == .uniformKept)
    #expect(outcome.mixtureByVerdict == even)
    #expect(
      verdict.description
        == "Train rte with the plain mixture 'uniform over kept' (rte 0.50 · mnli 0.50): its accuracy on the test "
        + "split is +0.050 better than with rte alone (+0.006 to +0.094, the 95 % interval for the best of 3). The "
        + "recommended mixture (rte 0.60 · mnli 0.40) had +0.000.")
    #expect(try ResultFile(outcome).json().contains("\"mixture\" : {\n    \"mnli\" : 0.5,"))
    #expect(try RunReport(of: journal).html.contains(">+0.050 (+0.006 to +0.094)<"))
    #expect(try MixtureExport.csv.text(of: outcome).contains("mnli,0.5"))
  }

  @Test func aGainThatIsNotSignificantIsSaidToBe() throws {
    let verdict = try outcome([
      (.best, recommended, [0.5, 0.7, 0.6]), (.uniformKept, even, [0.55, 0.75, 0.65]),
    ]).verdict
    guard case .useMixtureUnproven = verdict.answer else {
      Issue.record("no significant gain was expected, got \(verdict)")
      return
    }
    #expect(
      verdict.description.hasPrefix(
        "Train rte with the plain mixture 'uniform over kept' (rte 0.50 · mnli 0.50), though its gain is not shown: "
      ))
  }

  @Test func stageOneMayHaveMissedIt() throws {
    let outcome = try outcome(keeping: [], [(.uniformAll, all, [0.64, 0.65, 0.66])])
    #expect(outcome.verdict.candidate == .uniformAll)
    #expect(outcome.mixture.map(\.weight) == all.weights)
    #expect(
      outcome.verdict.description.hasSuffix("Stage one found no task that probably helps."))
  }

  @Test func oneBelowTheOthersIsNone() throws {
    let behind = try outcome([
      (.best, recommended, [0.7, 0.7, 0.71]), (.uniformKept, even, [0.64, 0.65, 0.66]),
    ])
    #expect(behind.verdict.candidate == .best)
    let loss = try outcome([
      (.best, recommended, [0.5, 0.5, 0.51]), (.uniformKept, even, [0.54, 0.55, 0.56]),
    ])
    #expect(loss.verdict.candidate == .primaryOnly)
    #expect(loss.mixture.map(\.task) == ["rte"])
  }

  @Test func oneSeedTellsWhichAndNotByHowMuch() throws {
    let outcome = try outcome([(.best, recommended, [0.65]), (.uniformKept, even, [0.7])])
    #expect(outcome.verdict.answer == .unknown)
    #expect(outcome.mixtureByVerdict == even)
    #expect(
      outcome.verdict.description
        == "Train rte with the plain mixture 'uniform over kept' (rte 0.50 · mnli 0.50), though its gain is not "
        + "shown: its accuracy on the test split is +0.100 better than with rte alone (one seed). The recommended "
        + "mixture (rte 0.60 · mnli 0.40) had +0.050.")
    let best = try self.outcome([(.best, recommended, [0.7]), (.uniformKept, even, [0.65])])
    #expect(best.verdict.candidate == nil)
    #expect(best.mixtureByVerdict == recommended)
  }
}
