import AutoSeM
import Multitask
import PolicyComparison
import RunJournal
import Synchronization
import TaskWeighting
import TestSupport
import Testing

@Suite struct AdversarialTasksTests {
  /// A toy in which each head is good on its own task alone.
  private struct Factory: TrainerFactory {
    let toy = ToyTrainerFactory(transfers: [0.3, 0.9, -0.8])
    let seen = SeenRelations()

    var tasks: TaskList { toy.tasks }

    func makeTrainer(seed: UInt64) throws -> any Trainer {
      AdversarialToy(
        try #require(try toy.makeTrainer(seed: seed) as? any CheckpointingTrainer), seen)
    }
  }

  /// The relations of each model's first step.
  private final class SeenRelations: Sendable {
    let first = Mutex<[[[Double]]]>([])
  }

  private final class AdversarialToy: AdversarialTrainer {
    private let trainer: any CheckpointingTrainer
    private let seen: SeenRelations
    private var hasBegun = false

    init(_ trainer: any CheckpointingTrainer, _ seen: SeenRelations) {
      self.trainer = trainer
      self.seen = seen
    }

    func adversarialStep(
      relations: [[Double]], distance: TaskDistance
    ) throws -> AdversarialRelations.Measurement {
      if !hasBegun { seen.first.withLock { $0.append(relations) } }
      hasBegun = true
      let tasks = relations.count
      _ = try trainer.train(on: (0..<tasks).map { TaskIndex($0) })
      var measurement = AdversarialRelations.Measurement(tasks: tasks, distance: distance)
      for head in 0..<tasks {
        for task in 0..<tasks { measurement.risks[head][task] = head == task ? 0 : 5 }
      }
      return measurement
    }

    func train(on tasks: [TaskIndex]) throws -> TrainingSignal { try trainer.train(on: tasks) }

    func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
      try trainer.evaluate(task: task, split: split)
    }

    func snapshot() throws -> TrainerSnapshot { try trainer.snapshot() }

    func restore(_ snapshot: TrainerSnapshot) throws { try trainer.restore(snapshot) }
  }

  /// Models have thirty steps, an epoch a hundred.
  @Test(arguments: [(batches: 270, acts: false), (batches: 540, acts: true)])
  func theRelationsGoOnFromModelToModel(batches: Int, acts: Bool) async throws {
    let factory = Factory()
    let policies: [ComparedPolicy] = [.adversarial(.hDivergence)]
    let notes = try await Comparison(
      settings: ComparisonSettings(
        policies: policies, seeds: 2, batches: batches, steps: 90, measureEvery: 90),
      factory: factory
    ).run().notes
    #expect(notes.filter { $0.contains("did not act in some run") }.isEmpty == acts)
    let first = factory.seen.first.withLock { $0 }
    let initial = RelationWeights(tasks: 3).rows
    #expect(first.contains(initial))
    #expect(first.contains { $0 != initial } == acts)
  }
}
