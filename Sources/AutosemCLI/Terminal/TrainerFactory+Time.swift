import Foundation
import Multitask

extension TrainerFactory {
  /// Returns the time that a batch takes with all workers at work, by a short training of one model.
  ///
  /// - Parameter workers: The number of models that are trained at once; more than the processors count as those.
  func timePerBatch(workers: Int) throws -> Duration {
    let workersAtOnce = min(workers, ProcessInfo.processInfo.activeProcessorCount)
    let trainer = try makeTrainer(seed: 0)
    _ = try trainer.train(on: tasks.taskIndices)
    let clock = ContinuousClock()
    var trained = 0
    let start = clock.now
    while clock.now - start < .milliseconds(300) {
      _ = try trainer.train(on: tasks.taskIndices)
      trained += tasks.count
    }
    return (clock.now - start) / (trained * workersAtOnce)
  }
}
