import AutoSeM
import Multitask
import RunJournal
import TestSupport
import Testing

@Suite struct TargetVerdictTests {
  private let mixture = Mixture.proportional(to: [2, 1, 1])

  /// A run whose recommendation has these gains over each target alone.
  private func outcome(
    gains: [Double], limits: [Double?] = [nil, nil], spread: Float = 0.001,
    plain: [Double]? = nil
  ) throws -> Outcome {
    let tasks = try TaskList(
      ["rte", "mrpc", "mnli"].map { TaskSummary($0, metric: "accuracy", trainingExamples: 100) },
      targets: limits.enumerated().map { Target(TaskIndex($0), loseAtMost: $1) })
    let journal = try Journal.inMemory(of: tasks, recommending: mixture)
    let candidates: [(ConfirmationCandidate, Mixture, [Double])] =
      [
        (.best, mixture, gains.map { 0.6 + $0 }), (.targets, tasks.reference, [0.6, 0.6]),
        (.targetOnly(0), .only(TaskIndex(0), of: 3), [0.6, 0.3]),
        (.targetOnly(1), .only(TaskIndex(1), of: 3), [0.3, 0.6]),
      ]
      + (plain.map {
        [(.uniformAll, .uniform(over: [0, 1, 2].map(TaskIndex.init), of: 3), $0.map { 0.6 + $0 })]
      } ?? [])
    for (candidate, mixture, scores) in candidates {
      for replicate in 0..<3 {
        let evaluation = tasks.objective { task in
          let noise = Double(spread) * Double(replicate - 1) * (candidate == .best ? 1 : 0)
          let metric = scores[task.rawValue] + noise
          return Evaluation(
            metric: metric, loss: 1, examples: 100,
            scores: (0..<100).map { Float(metric) + ($0 % 2 == 0 ? 0.1 : -0.1) })
        }
        try journal.record(
          ConfirmationRecord(
            candidate: candidate, replicate: replicate, mixture: mixture, seed: 1,
            result: .evaluated(evaluation), batches: 10, seconds: 1))
      }
    }
    try journal.finish()
    return try Outcome(of: journal)
  }

  @Test func itNamesWhoGainsAndWhoPays() throws {
    let outcome = try outcome(gains: [0.1, -0.03])
    guard case .useMixture(let gain, _, _) = outcome.verdict.answer else {
      Issue.record("a gain was expected, got \(outcome.verdict)")
      return
    }
    #expect(abs(gain - 0.035) < 1e-6)
    let text = outcome.verdict.description
    #expect(
      text.hasPrefix(
        "Train rte and mrpc with rte 0.50 · mrpc 0.25 · mnli 0.25: their mean accuracy on the test split is "
          + "+0.035 better than with equal shares of the targets ("), "\(text)")
    #expect(text.contains("By target: rte gains 0.100 over it alone ("))
    #expect(text.contains("; mrpc pays 0.030 ("))
    #expect(outcome.mixture.map(\.task) == ["rte", "mrpc", "mnli"])
  }

  @Test func everyTargetHasItsStandingsBesideItselfAlone() throws {
    let outcome = try outcome(gains: [0.1, -0.03])
    #expect(outcome.standings.map(\.candidate) == [.best, .targets])
    #expect(outcome.targets.map(\.reference) == [.targetOnly(0), .targetOnly(1)])
    let second = outcome.targets[1]
    #expect(second.standings.map(\.candidate) == [.best, .targets, .targetOnly(1)])
    #expect(abs((second.standing(of: .best)?.gain?.mean ?? 0) + 0.03) < 1e-6)
    #expect(second.standing(of: .best)?.gain?.examples == 100)
    #expect(outcome.standings[0].gain?.examples == 200)
  }

  @Test func aMixtureThatBreaksALimitIsNotRecommended() throws {
    let broken = try outcome(gains: [0.1, -0.03], limits: [nil, 0.01])
    guard case .limitNotKept("mrpc", 0.01, let gain, _, _) = broken.verdict.answer else {
      Issue.record("a broken limit was expected, got \(broken.verdict)")
      return
    }
    #expect(abs(gain + 0.03) < 1e-6)
    #expect(broken.verdict.description.hasPrefix("Use equal shares of the targets: with the rec"))
    #expect(broken.mixture.map(\.weight) == [0.5, 0.5])
    let kept = try outcome(gains: [0.1, -0.03], limits: [0.01, 0.05])
    guard case .useMixture = kept.verdict.answer else {
      Issue.record("a gain was expected, got \(kept.verdict)")
      return
    }
    #expect(kept.verdict.description.contains("of at most 0.050 that it may lose."))
    let unclear = try outcome(gains: [0.1, -0.03], limits: [nil, 0.031], spread: 0.05)
    #expect(
      unclear.verdict.description.contains("of at most 0.031 that it may lose, which is not shown"))
  }

  @Test func aPlainMixtureThatKeepsTheLimitsTakesTheRecommendedOnesPlace() throws {
    let kept = try outcome(gains: [0.1, -0.03], limits: [nil, 0.01], plain: [0.02, 0.01])
    // All tasks are kept.
    #expect(kept.verdict.candidate == .uniformKept)
    let text = kept.verdict.description
    #expect(
      text.contains("mrpc loses 0.030, more than the 0.010 that it may. By target: rte gains"))
    #expect(text.contains("; mrpc gains 0.010 ") || text.contains("; mrpc has +0.010 "), "\(text)")
    let broken = try outcome(gains: [0.01, 0], limits: [nil, 0.01], plain: [0.2, -0.03])
    #expect(broken.verdict.candidate == .best)
  }
}
