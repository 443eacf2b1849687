import GSLNumerics
import Multitask

/// The training of a mixture whose measurements are rows of a table.
struct TableTraining {
  let factory: any TrainerFactory

  /// The lengths of training in batches; a training is evaluated on its way.
  ///
  /// With evenly spread batches, a shorter training is the beginning of a longer one.
  let lengths: [Int]

  /// Give the seeds and the schedules, the same for all mixtures.
  let streams: RandomStreams

  /// The batches of a whole training.
  var batches: Int { lengths[lengths.count - 1] }

  /// Returns the trainer's seed of a number of the design.
  func seed(_ number: Int) -> UInt64 { streams.stream("seed", number).seed() }

  /// Trains a mixture with a seed of the design, and returns its rows.
  func rows(of mixture: Mixture, index: Int, seed: Int) throws -> [MixtureTable.Row] {
    let trainer = try factory.makeTrainer(seed: self.seed(seed))
    let order = MixingSchedule.interleaved.tasks(
      for: mixture, batches: batches,
      using: streams.stream("schedule", seed))
    var done = 0
    return try lengths.map { length in
      _ = try trainer.train(on: Array(order[done..<length]))
      done = length
      let validation = try trainer.measured(task: factory.primary, split: .validation)
      let test = try trainer.measured(task: factory.primary, split: .test)
      return MixtureTable.Row(
        index: index, mixture: mixture, seed: seed, batches: length,
        validation: .init(loss: validation.loss, metric: validation.metric),
        test: .init(loss: test.loss, metric: test.metric))
    }
  }
}
