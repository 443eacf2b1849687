import AutoSeM
import Multitask
import Testing

@testable import PolicyComparison

@Suite struct BestModelTests {
  /// A model whose snapshot takes a while, so that offers overlap.
  private final class SlowModel: CheckpointingTrainer {
    let number: UInt8

    init(_ number: UInt8) { self.number = number }

    func train(on tasks: [TaskIndex]) -> TrainingSignal {
      TrainingSignal(losses: [], examples: 0)
    }

    func evaluate(task: TaskIndex, split: Split) -> Evaluation {
      Evaluation(metric: Double(number), loss: 1, examples: 1)
    }

    func snapshot() -> TrainerSnapshot {
      // The better the model, the shorter it takes: a worse one that was checked before ends after it.
      for _ in 0..<Int(64 - number) * 2_000 { blackHole(number) }
      return TrainerSnapshot(bytes: [number])
    }

    func restore(_ snapshot: TrainerSnapshot) {}

    @inline(never) private func blackHole(_ number: UInt8) {}
  }

  @Test func theBestOfModelsThatAreOfferedAtOnceIsKept() async throws {
    for _ in 0..<20 {
      let best = BestModel(objective: .metric)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in UInt8(0)..<64 {
          group.addTask {
            let model = SlowModel(number)
            try best.offer(
              model, model.evaluate(task: TaskIndex(0), split: .validation), spent: 1)
          }
        }
        try await group.waitForAll()
      }
      #expect(best.found?.snapshot.bytes == [63])
    }
  }

  @Test func anEqualModelDoesNotReplaceTheFirst() throws {
    let best = BestModel(objective: .metric)
    let model = SlowModel(63)
    for spent in [10, 20] {
      try best.offer(
        model, Evaluation(metric: 0.5, loss: 1, examples: 1), spent: spent)
    }
    #expect(best.found?.spent == 10)
  }
}
