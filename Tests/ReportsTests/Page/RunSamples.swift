import AutoSeM
import Foundation
import Multitask
import RunJournal

/// Journals of whole runs, or of their beginnings, made by hand.
struct RunSample {
  var names = ["rte", "mnli", "qqp", "sst2"]
  var isSynthetic = true
  var pulls = 12
  var trials = 10
  var failedTrials: Set<Int> = [3]
  var isPartial = false
  var seeds = 3
  var bestScore = 0.8
  var isFinished = true

  /// The states of a run on its way.
  static let beginnings: [RunSample] = [
    RunSample(pulls: 0, trials: 0, seeds: 0, isFinished: false),
    RunSample(pulls: 5, trials: 0, seeds: 0, isFinished: false),
    RunSample(pulls: 12, trials: 0, seeds: 0, isFinished: false),
    RunSample(pulls: 12, trials: 1, failedTrials: [], seeds: 0, isFinished: false),
    RunSample(pulls: 12, trials: 2, failedTrials: [0, 1], seeds: 0, isFinished: false),
    RunSample(pulls: 12, trials: 10, seeds: 1, isFinished: false),
  ]

  private var tasks: TaskList {
    TaskList(
      primary: TaskSummary(
        names[0], metric: "accuracy", trainingExamples: 2_490, validationExamples: 400,
        testExamples: 277),
      auxiliaries: names.dropFirst().map { TaskSummary($0, trainingExamples: 1_000) })
  }

  /// Settings as a Swift program's journal has them.
  private func experiment() throws -> String {
    var settings = SearchSettings()
    settings.selection.rounds = 12
    settings.selection.keep = names.count - 2
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(settings), as: UTF8.self)
  }

  func journal() throws -> Journal {
    let journal = try Journal.inMemory(
      header: RunHeader(
        version: "0.1.0", experiment: try experiment(),
        origin: isSynthetic ? "synthetic suite, seed 1" : "/data/glue", isSynthetic: isSynthetic,
        fingerprint: "0123456789abcdef", tasks: tasks))
    try recordPulls(in: journal)
    guard pulls >= 12 else { return journal }
    try recordArms(in: journal)
    try recordTrials(in: journal)
    guard seeds > 0 else { return journal }
    try journal.record(
      RecommendationRecord(
        mixture: try Mixture(weights: weights(0.4)), predictedMean: -0.5,
        predictedStandardDeviation: 0.01))
    try confirm(.best, Mixture(weights: weights(0.4)), bestScore, in: journal)
    try confirm(.primaryOnly, .only(TaskIndex(0), of: names.count), 0.7, in: journal)
    if isFinished { try journal.finish() }
    return journal
  }

  private func evaluated(_ score: Double) -> TrialRecord.Result {
    .evaluated(Evaluation(metric: score, loss: 1 - score, examples: 400))
  }

  private func recordPulls(in journal: Journal) throws {
    for round in 0..<pulls {
      let task = round % names.count
      try journal.record(
        PullRecord(
          round: round, task: TaskIndex(task), reward: task == 1 ? 0.9 : 0.4, baseline: 0.6,
          result: round == 4 ? .failed(reason: "it diverged") : evaluated(0.6), batches: 30,
          seconds: 0.5))
    }
  }

  private func recordArms(in journal: Journal) throws {
    try journal.record(
      arms: names.indices.map { task in
        ArmRecord(
          task: TaskIndex(task), pulls: 3, successes: 1 + Double(task), failures: 2,
          probabilityHelps: task == 0 ? nil : task == names.count - 1 ? 0.1 : 0.9,
          isKept: task > 0 && task < names.count - 1)
      })
  }

  /// The primary has a share, the kept tasks the rest in falling parts.
  private func weights(_ share: Double) -> [Double] {
    let kept = names.count - 2
    let parts = (0..<kept).map { Double(kept - $0) }
    let total = parts.reduce(0, +)
    return [share] + parts.map { (1 - share) * $0 / total } + [0]
  }

  private func recordTrials(in journal: Journal) throws {
    for trial in 0..<trials {
      let share = 0.05 + 0.9 * Double(trial * 37 % 101) / 101
      let score = 0.7 - (share - 0.4) * (share - 0.4) + 0.003 * Double(trial % 3)
      for reached in isPartial ? [75, 100] : [100] {
        try journal.record(
          TrialRecord(
            trial: trial, proposal: trial < 4 ? "uniform" : "model",
            mixture: try Mixture(weights: weights(share)), seed: UInt64(trial),
            result: failedTrials.contains(trial)
              ? .failed(reason: "exit code 1 </td><script>") : evaluated(score),
            reached: reached, batches: isPartial ? reached - (reached > 75 ? 75 : 0) : 100,
            seconds: 1.25))
      }
    }
  }

  private func confirm(
    _ candidate: ConfirmationCandidate, _ mixture: Mixture, _ score: Double, in journal: Journal
  ) throws {
    for seed in 0..<seeds {
      try journal.record(
        ConfirmationRecord(
          candidate: candidate, replicate: seed, mixture: mixture, seed: UInt64(seed),
          result: evaluated(score + 0.01 * Double(seed)), batches: 100, seconds: 2))
    }
  }
}
