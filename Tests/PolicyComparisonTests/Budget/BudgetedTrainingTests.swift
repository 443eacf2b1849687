import AutoSeM
import GSLNumerics
import Multitask
import PolicyComparison
import Synchronization
import TestSupport
import Testing

@Suite struct BudgetedTrainingTests {
  /// A policy that draws the task of each batch from a mixture.
  private struct Multinomial: TrainingPolicy {
    func train(_ training: BudgetedTraining) async throws {
      let mixture = try Mixture(weights: [1, 1])
      try training.trainToTheEnd(mixture, schedule: .multinomial)
    }
  }

  /// Notes the tasks that each model is trained on.
  private final class Recording: TrainerFactory {
    let toy = ToyTrainerFactory(transfers: [0.3, 0.9])
    let batches = Mutex<[[TaskIndex]]>([])

    var tasks: TaskList { toy.tasks }

    func makeTrainer(seed: UInt64) throws -> any Trainer {
      let model = batches.withLock { models in
        models.append([])
        return models.count - 1
      }
      let trainer = try #require(try toy.makeTrainer(seed: seed) as? any CheckpointingTrainer)
      return Recorder(trainer: trainer, model: model, factory: self)
    }
  }

  private final class Recorder: CheckpointingTrainer {
    let trainer: any CheckpointingTrainer
    let model: Int
    let factory: Recording

    init(trainer: any CheckpointingTrainer, model: Int, factory: Recording) {
      (self.trainer, self.model, self.factory) = (trainer, model, factory)
    }

    func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
      factory.batches.withLock { $0[model] += tasks }
      return try trainer.train(on: tasks)
    }

    func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
      try trainer.evaluate(task: task, split: split)
    }

    func snapshot() throws -> TrainerSnapshot { try trainer.snapshot() }

    func restore(_ snapshot: TrainerSnapshot) throws { try trainer.restore(snapshot) }
  }

  @Test func everyModelHasItsOwnSchedule() async throws {
    let factory = Recording()
    _ = try await Comparison(
      settings: ComparisonSettings(
        policies: [], seeds: 1, batches: 160, steps: 40, measureEvery: 40),
      custom: ["multinomial": Multinomial()], factory: factory
    ).run()
    // The first model only shows what the trainer can do.
    let models = factory.batches.withLock { $0 }.filter { !$0.isEmpty }
    #expect(models.map(\.count) == [40, 40, 40, 40])
    #expect(Set(models).count == 4)
  }
}
