import AutoSeM
import Multitask
import Reports
import RunJournal
import Testing

@Suite struct TerminalSummaryTests {
  @Test func showsEveryPartOfAFinishedRun() throws {
    let outcome = try OutcomeSamples.finished(best: [0.8, 0.82, 0.81], alone: [0.6, 0.61, 0.62])
    // The gains are 0.20, 0.21 and 0.19: mean 0.20, standard deviation 0.01, and Student's 0.975
    // quantile for two degrees of freedom is 4.3027, so the half width is 0.0248.
    #expect(
      outcome.terminalSummary == """
        primary: rte
        data: the built-in SYNTHETIC suite; no real text was used

        Stage one, selection (utility: mean of the Beta posterior)
          task  pulls  utility  P(helps)
          rte      10    0.750         –  primary
          mnli     11    0.750     0.875     kept
          sst2     12    0.750     0.875
          kept: mnli

        Stage two, mixing (0 trials)
          best mixture: rte 0.60 · mnli 0.40
          predicted validation objective: 0.750, standard deviation 0.010

        Confirmation: the test split, mean over 3 seeds, on these 100 examples, 50 training \
        batches each
                        accuracy  95 % interval    gain    95 % interval
          best mixture     0.810  0.785 … 0.835  +0.200  +0.175 … +0.225
          primary only     0.610  0.585 … 0.635       –                –

        cost: 0 training batches in stage one, 0 in stage two, 300 in confirmation; 6 s of training

        Verdict: Train rte with rte 0.60 · mnli 0.40: its accuracy on the test split is +0.200 better \
        than with rte alone (95 % interval +0.175 to +0.225).
        """)
  }

  @Test func partialTrialsAndWhatWasStillToGainAreShown() throws {
    let journal = try OutcomeSamples.journal()
    try OutcomeSamples.recordArms(keeping: [1], in: journal)
    try OutcomeSamples.recordPartialTrials(in: journal)
    try journal.record(
      RecommendationRecord(
        mixture: try Mixture(weights: [0.6, 0.4, 0]), predictedMean: nil,
        predictedStandardDeviation: nil))
    let summary = try Outcome(of: journal).terminalSummary
    #expect(summary.contains("Stage two, mixing (3 trials, 1 of them to the end)"))
    #expect(
      summary.contains("still to gain: at most 0.010, noise of a trial 0.020; stopped for that"))
    #expect(summary.contains("100 in stage two"))
  }

  @Test func aRunThatIsNotFinishedSaysSo() throws {
    let summary = try Outcome(of: OutcomeSamples.journal()).terminalSummary
    #expect(summary.contains("Stage one, selection: not finished"))
    #expect(summary.contains("No verdict yet"))
  }

  @Test func nothingKeptIsReportedAsSuch() throws {
    let journal = try OutcomeSamples.journal()
    try OutcomeSamples.recordArms(keeping: [], in: journal)
    try OutcomeSamples.confirm(
      .primaryOnly, .only(TaskIndex(0), of: 3), [0.5, 0.6], in: journal)
    try journal.finish()
    let summary = try Outcome(of: journal).terminalSummary
    #expect(summary.contains("kept: none"))
    #expect(summary.hasSuffix("Use rte alone: stage one found no task that probably helps."))
  }

  @Test func aRecommendationOfThePrimaryAloneIsReportedAsSuch() throws {
    let journal = try OutcomeSamples.journal()
    try OutcomeSamples.recordArms(keeping: [1], in: journal)
    let alone = Mixture.only(TaskIndex(0), of: 3)
    try journal.record(
      RecommendationRecord(
        mixture: alone, predictedMean: -0.6, predictedStandardDeviation: 0.01))
    try OutcomeSamples.confirm(.best, alone, [0.5, 0.6], in: journal)
    try OutcomeSamples.confirm(.primaryOnly, alone, [0.5, 0.6], in: journal)
    try journal.finish()
    let outcome = try Outcome(of: journal)
    #expect(
      outcome.verdict.description == "Use rte alone: stage two found no mixture that is better.")
  }

  /// Gains of 0.1, −0.1 and 0.06: mean 0.02, half width 4.3027 · 0.1058 / √3 = 0.263.
  @Test func aGainThatIsNotSignificantIsSaidToBe() throws {
    let outcome = try OutcomeSamples.finished(best: [0.7, 0.5, 0.66], alone: [0.6, 0.6, 0.6])
    #expect(
      outcome.verdict.description
        == "Train rte with rte 0.60 · mnli 0.40, though its gain is not shown: its accuracy on the test split is "
        + "+0.020 better than with rte alone, not significantly different from zero (95 % interval −0.243 to "
        + "+0.283).")
    #expect(outcome.mixture.map(\.task) == ["rte", "mnli"])
  }

  @Test func aLossThatIsNotSignificantIsNoReasonToMix() throws {
    let outcome = try OutcomeSamples.finished(best: [0.5, 0.7, 0.54], alone: [0.6, 0.6, 0.6])
    #expect(
      outcome.verdict.description.hasPrefix(
        "Use rte alone: the gain of the recommended mixture (rte 0.60 · mnli 0.40) was −0.020, not "
          + "significantly different from zero (95 % interval −0.283 to +0.243)."))
    #expect(outcome.mixture.map(\.task) == ["rte"])
  }

  @Test func aGainOfZeroToThreeDecimalsIsNotRecommended() throws {
    let outcome = try OutcomeSamples.finished(best: [0.5004, 0.6004], alone: [0.5, 0.6])
    guard case .usePrimaryAloneNegligible(_, let lower, _) = outcome.verdict.answer, lower > 0
    else {
      Issue.record("a negligible gain was expected, got \(outcome.verdict)")
      return
    }
    #expect(
      outcome.verdict.description
        == "Use rte alone: the gain of the recommended mixture (rte 0.60 · mnli 0.40) was below 0.0005, too "
        + "small to recommend it.")
    #expect(outcome.mixture.map(\.task) == ["rte"])
    let larger = try OutcomeSamples.finished(best: [0.5006, 0.6006], alone: [0.5, 0.6])
    #expect(larger.mixture.map(\.task) == ["rte", "mnli"])
  }

  @Test func aLossIsALossInWords() throws {
    let outcome = try OutcomeSamples.finished(best: [0.6, 0.61], alone: [0.7, 0.71])
    guard case .usePrimaryAloneLoss(_, _, let upper) = outcome.verdict.answer, upper < 0 else {
      Issue.record("a loss was expected, got \(outcome.verdict)")
      return
    }
    #expect(
      outcome.verdict.description
        == "Use rte alone: with the recommended mixture (rte 0.60 · mnli 0.40) its accuracy on the test split "
        + "is 0.100 worse (95 % interval of the gain −0.100 to −0.100).")
  }

  @Test func oneSeedGivesNoVerdict() throws {
    let outcome = try OutcomeSamples.finished(best: [0.9], alone: [0.1])
    #expect(outcome.verdict.answer == .unknown)
  }
}
