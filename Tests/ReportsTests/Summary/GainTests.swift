import AutoSeM
import Foundation
import GSLNumerics
import Multitask
import Reports
import RunJournal
import Testing

@Suite struct GainTests {
  /// A finished run: the scores of each test example with the mixture and with the primary alone, `[seeds][examples]`.
  private func outcome(_ mixed: [[Float]], _ alone: [[Float]]) throws -> Outcome {
    let journal = try OutcomeSamples.journal()
    try OutcomeSamples.recordArms(keeping: [1], in: journal)
    let best = try Mixture(weights: [0.6, 0.4, 0])
    try journal.record(
      RecommendationRecord(mixture: best, predictedMean: nil, predictedStandardDeviation: nil))
    for (candidate, mixture, scores) in [
      (ConfirmationCandidate.best, best, mixed),
      (.primaryOnly, try Mixture(weights: [1, 0, 0]), alone),
    ] {
      for (replicate, scores) in scores.enumerated() {
        let metric = Double(scores.reduce(0, +)) / Double(scores.count)
        try journal.record(
          ConfirmationRecord(
            candidate: candidate, replicate: replicate, mixture: mixture, seed: UInt64(replicate),
            result: .evaluated(
              Evaluation(metric: metric, loss: 1, examples: scores.count, scores: scores)),
            batches: 50, seconds: 1))
      }
    }
    try journal.finish()
    return try Outcome(of: journal)
  }

  /// Of ten examples the mixture is right about three more, the same for every seed: nothing varies over the seeds,
  /// and three of ten examples say little.
  @Test func whatTheSeedsAgreeOnMayStillBeChanceOfTheExamples() throws {
    let mixed: [Float] = [1, 1, 1, 1, 1, 0, 0, 1, 0, 0]
    let alone: [Float] = [1, 1, 1, 0, 0, 0, 0, 0, 0, 1]
    let outcome = try outcome([mixed, mixed, mixed], [alone, alone, alone])
    let gain = try #require(outcome.standings.first?.gain)
    #expect(gain.overSeeds.halfWidth() == 0 && gain.examples == 10)
    // 2.2621572 × sqrt(var(d, ddof=1) / 10), with d = [0, 0, 0, 1, 1, 0, 0, 1, 0, −1]: 0.4524.
    #expect(abs(try #require(gain.halfWidth()) - 0.4524) < 5e-5)
    guard case .useMixtureUnproven = outcome.verdict.answer else {
      Issue.record("the verdict is \(outcome.verdict)")
      return
    }
    let summary = outcome.terminalSummary
    #expect(summary.contains("mean over 3 seeds and 10 examples, 50 training batches each"))
    // The least n with t.ppf(.975, n - 1) × sqrt(0.4 / n) ≤ 0.01.
    #expect(
      summary.contains(
        "no gain is significant; an interval of ±0.010 takes about 3 seeds and 15369 examples: no number of seeds "
          + "suffices on 10 examples"))
    let json = try ResultFile(outcome).json()
    #expect(json.contains("\"examples\" : 10"))
    #expect(json.contains("\"intervals\" : \"over 3 seeds and 10 examples\""))
  }

  @Test func withoutTheExamplesTheIntervalIsOverSeeds() throws {
    let outcome = try OutcomeSamples.finished(best: [0.6, 0.62, 0.61], alone: [0.6, 0.61, 0.62])
    let gain = try #require(outcome.standings.first?.gain)
    #expect(gain.overBoth == nil && gain.halfWidth() == gain.overSeeds.halfWidth())
    // The differences 0, 0.01 and −0.01 have a deviation of 0.01: the least n with t.ppf(.975, n - 1) ≤ sqrt(n).
    #expect(
      outcome.terminalSummary.contains(
        "no gain is significant; an interval of ±0.010 takes about 7 seeds, on these examples"))
    #expect(outcome.terminalSummary.contains("mean over 3 seeds, on these 100 examples"))
  }

  @Test func whereTheBestIsThePrimaryAloneTheSizesAreThoseOfAnotherGain() throws {
    let journal = try OutcomeSamples.journal()
    try OutcomeSamples.recordArms(keeping: [1], in: journal)
    let alone = Mixture.only(TaskIndex(0), of: 3)
    try journal.record(
      RecommendationRecord(mixture: alone, predictedMean: nil, predictedStandardDeviation: nil))
    try OutcomeSamples.confirm(.best, alone, [0.6, 0.61, 0.62], in: journal)
    try OutcomeSamples.confirm(
      .uniformKept, try Mixture(weights: [0.5, 0.5, 0]), [0.6, 0.62, 0.61], in: journal)
    try journal.finish()
    let summary = try Outcome(of: journal).terminalSummary
    #expect(summary.contains("an interval of ±0.010 takes about 7 seeds, on these examples"))
  }
}
