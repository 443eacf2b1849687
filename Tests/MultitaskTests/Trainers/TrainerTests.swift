import Multitask
import Testing

@Suite struct TrainerTests {
  /// The least trainer there can be.
  private final class LeastTrainer: Trainer {
    var trained: [TaskIndex] = []
    var evaluation = Evaluation(metric: 0.5, loss: 0.7, examples: 10)

    func train(on tasks: [TaskIndex]) -> TrainingSignal {
      trained += tasks
      return TrainingSignal(losses: [], examples: tasks.count)
    }

    func evaluate(task: TaskIndex, split: Split) -> Evaluation { evaluation }
  }

  @Test func batchesOfOneTaskAreASequenceOfIt() throws {
    let trainer = LeastTrainer()
    #expect(try trainer.train(task: TaskIndex(2), batches: 3).examples == 3)
    #expect(trainer.trained == [TaskIndex(2), TaskIndex(2), TaskIndex(2)])
  }

  @Test(arguments: [(Double.nan, 0.7), (.infinity, 0.7), (0.5, .nan), (0.5, -.infinity)])
  func anEvaluationThatIsNotFiniteIsAnError(metric: Double, loss: Double) throws {
    let trainer = LeastTrainer()
    #expect(try trainer.measured(task: TaskIndex(1), split: .test) == trainer.evaluation)
    trainer.evaluation = Evaluation(metric: metric, loss: loss, examples: 10)
    let error = try #require(
      #expect(throws: TrainerError.self) { try trainer.measured(task: TaskIndex(1), split: .test) })
    #expect(
      error.description
        == "the evaluation of task 1 gave the metric \(metric) and the loss \(loss), finite "
        + "numbers were expected: the model may have diverged")
  }
}
