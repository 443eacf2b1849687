import GSLNumerics
import Multitask
import Synchronization

/// A factory of trainers without models, whose evaluations are drawn from a surface.
struct SurfaceTrainerFactory: TrainerFactory {
  let surface: MixtureSurface

  /// Gives what the fit misses of each mixture.
  let streams: RandomStreams

  /// The batches that all trainers have trained on.
  let spent = SpentOnSurface()

  var tasks: TaskList { surface.tasks }

  /// The spent trainings, as long as the table's longest.
  var trainings: Double { Double(spent.batches) / Double(surface.batches) }

  func makeTrainer(seed: UInt64) throws -> any Trainer {
    SurfaceTrainer(factory: self, seed: seed)
  }
}

/// A count of batches.
final class SpentOnSurface: Sendable {
  private let count = Mutex(0)

  /// The number of batches.
  var batches: Int { count.withLock { $0 } }

  func spend(_ batches: Int) {
    count.withLock { $0 += batches }
  }
}

/// A trainer that counts the batches of each task; its evaluations are those of their shares.
///
/// The same seed has the same effect on every mixture, and the same seed and mixture give the same numbers. A mixture is
/// known by its first batches, which are the same at all lengths.
private final class SurfaceTrainer: Trainer {
  private let factory: SurfaceTrainerFactory
  private let seed: UInt64
  private var counts: [Int]
  private var mixture = 0

  init(factory: SurfaceTrainerFactory, seed: UInt64) {
    self.factory = factory
    self.seed = seed
    counts = factory.tasks.map { _ in 0 }
  }

  func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
    try Task.checkCancellation()
    factory.spent.spend(tasks.count)
    var done = counts.reduce(0, +)
    for task in tasks {
      counts[task.rawValue] += 1
      if done < factory.surface.lengths[0] {
        mixture = mixture &* 1_000_003 &+ task.rawValue &+ 1
      }
      done += 1
    }
    return TrainingSignal(losses: [], examples: tasks.count)
  }

  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    let surface = factory.surface
    let total = counts.reduce(0, +)
    let weights = counts.map { Double($0) / Double(max(total, 1)) }
    let own = RandomStreams(seed: seed)
    let noise = surface.noise.draw(
      seed: own.stream("seed"), mixture: factory.streams.stream("mixture", mixture),
      training: own.stream("training", mixture))
    func measured(_ measure: SurfaceMeasure) -> Double {
      surface.measured(measure, at: weights, batches: total, noise: noise)
    }
    return split == .test
      ? Evaluation(metric: measured(.testMetric), loss: measured(.testLoss), examples: 1)
      : Evaluation(
        metric: measured(.validationMetric), loss: measured(.validationLoss), examples: 1)
  }
}
