import AutoSeM
import GSLNumerics
import Multitask
import PolicyComparison
import RunJournal
import TaskWeighting
import TestSupport
import Testing

@Suite struct WeightedTasksTests {
  /// A toy with constant losses and orthogonal gradients of length one, to which the primary responds as to
  /// the second of three tasks.
  private struct Factory: TrainerFactory {
    let toy = ToyTrainerFactory(transfers: [0.3, 0.9, -0.8])

    var tasks: TaskList { toy.tasks }

    func makeTrainer(seed: UInt64) throws -> any Trainer {
      JointToy(
        try #require(try toy.makeTrainer(seed: seed) as? any CheckpointingTrainer))
    }
  }

  private final class JointToy: JointTrainer {
    private let trainer: any CheckpointingTrainer

    init(_ trainer: any CheckpointingTrainer) { self.trainer = trainer }

    func gradients(of tasks: [TaskIndex]) -> TaskGradients {
      TaskGradients(
        losses: tasks.map { _ in 1 }, gradients: Matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1]]))
    }

    func step(weights: StepWeights) throws {
      _ = try trainer.train(on: weights.shared.indices.map { TaskIndex($0) })
    }

    func losses() -> [Double] { [1, 1, 1] }

    func responses(weights: [Double], terms: Int) -> [Double] { [0, 1, -1] }

    func train(on tasks: [TaskIndex]) throws -> TrainingSignal { try trainer.train(on: tasks) }

    func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
      try trainer.evaluate(task: task, split: split)
    }

    func snapshot() throws -> TrainerSnapshot { try trainer.snapshot() }

    func restore(_ snapshot: TrainerSnapshot) throws { try trainer.restore(snapshot) }
  }

  private func notes(of methods: [WeightingKind], batches: Int) async throws -> [String] {
    try await Comparison(
      settings: ComparisonSettings(
        policies: methods.map(ComparedPolicy.weighting), seeds: 2, batches: batches, steps: 90,
        measureEvery: 90), factory: Factory()
    ).run().notes
  }

  @Test func aMethodThatNeverActedIsNotedOnceAndEqualWeightsNever() async throws {
    let notes = try await notes(of: [.equal, .pcGrad, .dynamicWeightAveraging], batches: 180)
    #expect(notes.count == 2)
    for (note, method) in zip(notes.sorted(), ["dynamic_weight_averaging", "pcgrad"]) {
      #expect(note.hasPrefix("comparison: \(method) did not act in some run: "))
    }
  }

  /// A model has one hyper-step, which moves a power by less than a hundredth.
  @Test func theStateOfTheTasksGoesOnFromModelToModel() async throws {
    #expect(try await notes(of: [.auxiNash], batches: 180).count == 1)
    #expect(try await notes(of: [.auxiNash], batches: 3_000).isEmpty)
  }
}
