import Multitask
import Synchronization

/// A factory that knows which of its trainers are in use, for the view of a run.
final class WatchedTrainers: TrainerFactory {
  private let factory: any TrainerFactory
  private let made = Mutex<[Made]>([])

  /// A trainer and when it was made.
  private struct Made: Sendable {
    /// Asked for nothing but whether it is still there.
    nonisolated(unsafe) weak var trainer: (any Trainer)?
    let moment: ContinuousClock.Instant
  }

  /// Watches the trainers of a factory.
  init(_ factory: any TrainerFactory) {
    self.factory = factory
  }

  var tasks: TaskList { factory.tasks }

  func makeTrainer(seed: UInt64) throws -> any Trainer {
    let trainer = try factory.makeTrainer(seed: seed)
    made.withLock { made in
      made.removeAll { unsafe $0.trainer == nil }
      made.append(Made(trainer: trainer, moment: .now))
    }
    return trainer
  }

  /// The seconds since each trainer that is in use was made, the oldest first.
  var ages: [Double] {
    made.withLock { made in
      made.removeAll { unsafe $0.trainer == nil }
      return made.map { (.now - $0.moment) / .seconds(1) }
    }
  }
}
