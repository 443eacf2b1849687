import GSLNumerics
import Multitask
import TaskData
import TestSupport
import Testing
import TorchTrainer

/// Settings small enough for a test.
func smallSettings(
  _ encoder: SentenceEncoding = .attention, moments: OptimiserMoments = .shared
) -> TorchTrainerSettings {
  TorchTrainerSettings(
    encoder: encoder, embeddingBuckets: 512, embeddingDimension: 16, hiddenDimension: 16,
    learningRate: 0.01, batchSize: 8, optimiserMoments: moments)
}

@Suite struct TorchTrainerTests {
  @Test(arguments: SentenceEncoding.allCases, OptimiserMoments.allCases)
  func conforms(encoder: SentenceEncoding, moments: OptimiserMoments) throws {
    try checkTrainerConformance(
      TorchTrainerFactory(
        tasks: SampleTasks.all(), primary: TaskIndex(0),
        settings: smallSettings(encoder, moments: moments)))
  }

  @Test(arguments: SentenceEncoding.allCases)
  func threeTasksOverfitEightExamplesEach(encoder: SentenceEncoding) throws {
    let factory = try TorchTrainerFactory(
      tasks: SampleTasks.all(16), primary: TaskIndex(0), settings: smallSettings(encoder))
    let trainer = try factory.makeTrainer(seed: 7)
    for _ in 0..<150 {
      for task in 0..<3 { _ = try trainer.train(task: TaskIndex(task), batches: 1) }
    }
    for task in 0..<3 {
      let evaluation = try trainer.evaluate(task: TaskIndex(task), split: .training)
      #expect(evaluation.examples == 8)
      #expect(evaluation.loss < 0.05, "task \(task)")
      #expect(evaluation.metric > 0.95, "task \(task)")
    }
  }
}
