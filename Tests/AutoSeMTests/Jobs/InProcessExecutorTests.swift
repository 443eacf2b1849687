import AutoSeM
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct InProcessExecutorTests {
  @Test func anExecutorInThisProcessPassesTheCheck() async throws {
    let factory = ToyTrainerFactory(transfers: [0.3, 0.9, -0.4], noise: 0.01)
    let executor = InProcessExecutor(factory, workers: 3)
    #expect(try await checkExecutor(executor, factory).isEmpty)
  }

  @Test func theCheckFindsAnExecutorWithOtherResults() async throws {
    let factory = ToyTrainerFactory(transfers: [0.3, 0.9, -0.4], noise: 0.01)
    let other = ToyTrainerFactory(transfers: [0.3, 0.8, -0.4], noise: 0.01)
    let violations = try await checkExecutor(InProcessExecutor(other, workers: 3), factory)
    // Two mixtures with the other task, a part and its rest: blocks begin with the primary.
    #expect(violations.count == 4)
  }

  /// A trainer that waits until so many are in training.
  private final class MeetingTrainer: Trainer {
    private let meeting: Meeting

    init(_ meeting: Meeting) {
      self.meeting = meeting
      meeting.arrivals.withLock { $0 += 1 }
    }

    func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
      // Longer than all other tests together, which have the threads of the cooperative pool.
      let end = ContinuousClock.now + .seconds(600)
      while meeting.arrivals.withLock({ $0 }) < meeting.count {
        guard ContinuousClock.now < end else { throw MachineFailure("the others did not come") }
        Thread.sleep(forTimeInterval: 0.001)
      }
      return TrainingSignal(losses: [], examples: 1)
    }

    func evaluate(task: TaskIndex, split: Split) -> Evaluation {
      Evaluation(metric: 1, loss: 1, examples: 1)
    }
  }

  private final class Meeting: TrainerFactory {
    let tasks = TaskList(primary: "a", auxiliaries: ["b"])
    let arrivals = Mutex(0)
    let count: Int

    init(count: Int) { self.count = count }

    func makeTrainer(seed: UInt64) -> any Trainer { MeetingTrainer(self) }
  }

  @Test func asManyJobsTrainAtOnceAsThereAreWorkersWhateverTheCores() async throws {
    let workers = 4 * ProcessInfo.processInfo.activeProcessorCount
    let executor = InProcessExecutor(Meeting(count: workers), workers: workers)
    let job = Job(
      name: "meeting", mixture: .only(TaskIndex(0), of: 2), schedule: .interleaved, batches: 1,
      seed: 1, split: .validation)
    try await withThrowingTaskGroup(of: JobResult.self) { group in
      for _ in 0..<workers { group.addTask { try await executor.run(job) } }
      for try await result in group { #expect(result.result.evaluation != nil) }
    }
  }
}
