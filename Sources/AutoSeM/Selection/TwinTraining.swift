import GSLNumerics
import Multitask
import RunJournal

/// A fresh model for each pull, compared with its twin: a matched control run on the primary alone, or on equal shares of
/// several targets.
///
/// Ours; the look-ahead from common parameters is that of Fifty et al. (2021)
/// <https://arxiv.org/abs/2109.04617>. An arm's n-th pull and the n-th twin have the same seed, so the same
/// initial parameters and order of the primary's batches, and differ in the arm alone. The reward is the
/// standard normal probability of the difference of losses over the twins' standard deviation across seeds,
/// so that larger gains have larger rewards. The primary's own pull is its twin: a tie, with reward one half.
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

  mutating func pull(_ arms: [TaskIndex]) async throws -> [Pull] {
    let round = pulls.reduce(0, +)
    let models = arms.map { arm in
      defer { pulls[arm.rawValue] += 1 }
      return Model(arm: arm, number: pulls[arm.rawValue])
    }
    let twins = missingTwins(of: models)
    let jobs =
      try models.enumerated().map { try job(of: $1, named: "pull \(round + $0)") }
      + twins.map { try twinJob($0) }
    let trained = try await context.run(jobs, at: "selection")
    var twinResults = Dictionary(
      uniqueKeysWithValues: zip(twins, trained.dropFirst(models.count)))
    var results: [Pull] = []
    for (model, trained) in zip(models, trained) {
      results.append(try await pull(model, trained, &twinResults))
    }
    return results
  }

  /// Returns the numbers of the twins that some models need and no earlier one of them is.
  private func missingTwins(of models: [Model]) -> [Int] {
    var (known, missing): (Set<Int>, [Int]) = ([], [])
    for model in models where twinLosses[model.number] == nil {
      let isNew = known.insert(model.number).inserted
      if isNew, model.arm != context.primary { missing.append(model.number) }
    }
    return missing
  }

  /// Takes the twin of a model, or trains it again if it failed, and computes the reward.
  private mutating func pull(
    _ model: Model, _ trained: JobResult, _ twins: inout [Int: JobResult]
  ) async throws -> Pull {
    var all = [trained]
    var baselineLosses: [Float]?
    if twinLosses[model.number] == nil {
      var twin = trained
      if model.arm != context.primary {
        if let ready = twins.removeValue(forKey: model.number) {
          twin = ready
        } else {
          twin = try await context.run(twinJob(model.number), at: "selection")
        }
        all.append(twin)
      }
      if case .evaluated(let evaluation) = twin.result {
        twinLosses[model.number] = evaluation.loss
        baselineLosses = model.arm == context.primary ? nil : evaluation.losses
      }
    }
    // A pull whose twin failed has no reward.
    let result = all.map(\.result).first { $0.evaluation == nil } ?? trained.result
    let twinLoss = twinLosses[model.number]
    return Pull(
      reward: reward(result, twinLoss), baseline: twinLoss, baselineLosses: baselineLosses,
      result: result,
      batches: all.count * settings.batchesPerPull, seconds: all.reduce(0) { $0 + $1.seconds })
  }

  mutating func replay(_ record: PullRecord) {
    let number = pulls[record.task.rawValue]
    pulls[record.task.rawValue] += 1
    if twinLosses[number] == nil { twinLosses[number] = record.baseline }
  }

  func saveCheckpoint() {}

  private func reward(_ result: TrialRecord.Result, _ twinLoss: Double?) -> Double {
    guard case .evaluated(let evaluation) = result, let twinLoss else { return 0 }
    // Sorted, so that the sum does not depend on the dictionary's order.
    let losses = twinLosses.keys.sorted().compactMap { twinLosses[$0] }
    return twinReward(gain: twinLoss - evaluation.loss, twinLosses: losses)
  }

  /// A model to train: an arm's pull with a number, or the twin with that number.
  private struct Model: Sendable {
    let arm: TaskIndex
    let number: Int
  }

  private func twinJob(_ number: Int) throws -> Job {
    try job(of: Model(arm: context.primary, number: number), named: "twin \(number)")
  }

  private func job(of model: Model, named name: String) throws -> Job {
    Job(
      name: name,
      mixture: try settings.mixture(of: model.arm, in: context.factory.tasks),
      schedule: .interleaved, batches: settings.batchesPerPull,
      seed: context.streams.stream("pull-model", model.number).seed(), split: .validation,
      keepsLosses: true)
  }
}

/// Returns the reward of a gain over a twin: its standard normal probability in the twins' standard deviations.
///
/// - Parameters:
///   - gain: The twin's loss minus the pull's; zero is a tie.
///   - twinLosses: The losses of the twins so far, at least one.
package func twinReward(gain: Double, twinLosses: [Double]) -> Double {
  guard gain != 0 else { return 0.5 }
  let spread = SampleStatistics(twinLosses).standardDeviation ?? 0
  guard spread > 0 else { return gain > 0 ? 1 : 0 }
  return NormalDistribution.cumulative(gain / spread)
}
