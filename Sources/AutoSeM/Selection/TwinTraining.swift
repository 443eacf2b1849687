import GSLNumerics
import Multitask
import RunJournal

/// A fresh model for each pull, against a twin trained on the primary alone.
///
/// Ours; the idea is that of a look-ahead from a common start (Fifty et al. 2021
/// <https://arxiv.org/abs/2109.04617>). An arm's n-th pull begins with the n-th seed, and so does the
/// n-th twin: both have the same initial parameters and meet the primary's batches in the same order,
/// so that what differs is the arm. The reward is the normal probability of the difference in units of
/// the twins' own standard deviation from seed to seed, so that a sliver of a gain is not worth as much
/// as a leap; the primary's own pull is its twin again, a tie worth one half.
struct TwinTraining: ArmTraining {
  private let settings: SelectionSettings
  private let context: SearchContext
  private var pulls: [Int]

  /// The twins' losses by their numbers; one that failed is trained again when it is next needed.
  private var twinLosses: [Int: Double] = [:]

  init(settings: SelectionSettings, context: SearchContext) {
    self.settings = settings
    self.context = context
    pulls = Array(repeating: 0, count: context.factory.tasks.count)
  }

  var isParallel: Bool { true }

  mutating func pull(_ arms: [TaskIndex], workers: Int) async throws -> [Pull] {
    let models = arms.map { arm in
      defer { pulls[arm.rawValue] += 1 }
      return Model(arm: arm, number: pulls[arm.rawValue])
    }
    let trained = try await concurrently(models.count, workers: workers) { [self] index in
      try train(models[index])
    }
    return try zip(models, trained).map { try pull($0, $1) }
  }

  /// Sees to the twin of a model, and rewards its arm.
  private mutating func pull(_ model: Model, _ trained: Trained) throws -> Pull {
    var all = [trained]
    if twinLosses[model.number] == nil {
      let twin =
        model.arm == context.primary
        ? trained : try train(Model(arm: context.primary, number: model.number))
      if model.arm != context.primary { all.append(twin) }
      if case .evaluated(let evaluation) = twin.result {
        twinLosses[model.number] = evaluation.loss
      }
    }
    // Without its twin there is nothing to compare a pull with.
    let result = all.map(\.result).first { $0.evaluation == nil } ?? trained.result
    let twinLoss = twinLosses[model.number]
    return Pull(
      reward: reward(result, twinLoss), baseline: twinLoss, result: result,
      batches: all.count * settings.batchesPerPull, seconds: all.reduce(0) { $0 + $1.seconds })
  }

  mutating func replay(_ record: PullRecord) {
    let number = pulls[record.task.rawValue]
    pulls[record.task.rawValue] += 1
    if twinLosses[number] == nil { twinLosses[number] = record.baseline }
  }

  func saveIfDue() {}

  private func reward(_ result: TrialRecord.Result, _ twinLoss: Double?) -> Double {
    guard case .evaluated(let evaluation) = result, let twinLoss else { return 0 }
    let loss = evaluation.loss
    guard loss != twinLoss else { return 0.5 }
    // In the order of their numbers: the sum must not depend on that of the dictionary.
    let losses = twinLosses.keys.sorted().compactMap { twinLosses[$0] }
    let spread = SampleStatistics(losses).standardDeviation ?? 0
    guard spread > 0 else { return loss < twinLoss ? 1 : 0 }
    return NormalDistribution.cumulative((twinLoss - loss) / spread)
  }

  /// A model to be trained: the arm's pull of that number, or the twin of that number.
  private struct Model: Sendable {
    let arm: TaskIndex
    let number: Int
  }

  /// How a model did.
  private struct Trained: Sendable {
    let result: TrialRecord.Result
    let seconds: Double
  }

  private func train(_ model: Model) throws -> Trained {
    let clock = Stopwatch()
    let stream = context.streams.stream("pull-model", model.number)
    let result = try TrialRecord.Result.of {
      let trainer = try context.factory.makeTrainer(seed: stream.seed())
      try trainer.train(
        mixture: settings.mixture(
          of: model.arm, primary: context.primary, tasks: context.factory.tasks.count),
        batches: settings.batchesPerPull, schedule: .interleaved, using: stream)
      return try trainer.measured(task: context.primary, split: .validation)
    }
    return Trained(result: result, seconds: clock.seconds)
  }
}
