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
  private let factory: any TrainerFactory
  private let streams: RandomStreams
  private var pulls: [Int]
  private var twinLosses: [Double] = []

  init(settings: SelectionSettings, factory: any TrainerFactory, streams: RandomStreams) {
    self.settings = settings
    self.factory = factory
    self.streams = streams
    pulls = Array(repeating: 0, count: factory.tasks.count)
  }

  mutating func pull(_ arm: TaskIndex) throws -> Pull {
    let number = pulls[arm.rawValue]
    pulls[arm.rawValue] += 1
    var models = 0
    func trained(_ task: TaskIndex) throws -> Evaluation {
      models += 1
      return try freshModel(on: task, streams.stream("pull-model", number))
    }
    var twin: Evaluation?
    if number == twinLosses.count {
      let new = try trained(factory.primary)
      twinLosses.append(new.loss)
      twin = arm == factory.primary ? new : nil
    }
    let evaluation = try twin ?? trained(arm)
    return Pull(
      reward: reward(evaluation.loss, twinLosses[number]), baseline: twinLosses[number],
      evaluation: evaluation, batches: models * settings.batchesPerPull)
  }

  mutating func replay(_ record: PullRecord) -> Double {
    let number = pulls[record.task.rawValue]
    pulls[record.task.rawValue] += 1
    guard let twinLoss = record.baseline else { return .nan }
    if number == twinLosses.count { twinLosses.append(twinLoss) }
    return reward(record.evaluation.loss, twinLosses[number])
  }

  func saveIfDue() {}

  private func reward(_ loss: Double, _ twinLoss: Double) -> Double {
    guard loss != twinLoss else { return 0.5 }
    let spread = SampleStatistics(twinLosses).standardDeviation ?? 0
    guard spread > 0 else { return loss < twinLoss ? 1 : 0 }
    return NormalDistribution.cumulative((twinLoss - loss) / spread)
  }

  private func freshModel(on arm: TaskIndex, _ stream: RandomStream) throws -> Evaluation {
    let trainer = try factory.makeTrainer(seed: stream.seed())
    try trainer.train(
      mixture: settings.mixture(of: arm, primary: factory.primary, tasks: factory.tasks.count),
      batches: settings.batchesPerPull, schedule: .interleaved, using: stream)
    return try trainer.evaluate(task: factory.primary, split: .validation)
  }
}
