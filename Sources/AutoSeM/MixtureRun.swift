import GSLNumerics
import Multitask
import RunJournal

/// A fresh model trained with a mixture and measured on the primary: the unit of work of stage two
/// and of confirmation.
struct MixtureRun: Sendable {
  let factory: any TrainerFactory
  let schedule: MixingSchedule
  let batches: Int

  /// How a run ended and how long it took.
  struct Ending: Sendable {
    let result: TrialRecord.Result
    let seconds: Double
  }

  /// Trains and measures; a model that fails is a result, not an error.
  ///
  /// - Throws: `CancellationError`.
  func run(_ mixture: Mixture, seed: UInt64, split: Split) throws -> Ending {
    let clock = Stopwatch()
    let result: TrialRecord.Result
    do {
      let trainer = try factory.makeTrainer(seed: seed)
      try trainer.train(
        mixture: mixture, batches: batches, schedule: schedule,
        using: RandomStreams(seed: seed).stream("schedule"))
      let evaluation = try trainer.evaluate(task: factory.primary, split: split)
      result = .evaluated(evaluation)
    } catch let error as CancellationError {
      throw error
    } catch {
      result = .failed(reason: "\(error)")
    }
    return Ending(result: result, seconds: clock.seconds)
  }
}
