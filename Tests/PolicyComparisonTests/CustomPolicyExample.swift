import Multitask
import PolicyComparison

// The code between the two lines of dashes stands on the module's page too; a test compares them.
// --------------------------------------------------------------------------------------------------
/// One batch of each task in turn.
struct RoundRobin: TrainingPolicy {
  func train(_ training: BudgetedTraining) async throws {
    while training.remaining > 0 {
      for task in training.tasks.taskIndices.prefix(training.remaining) {
        try training.train(task)
      }
    }
  }
}

func compare(with factory: any TrainerFactory) async throws -> Leaderboard {
  let comparison = try Comparison(
    settings: ComparisonSettings(policies: [.fixed(.uniform), .search(.autosem)], batches: 2_000),
    custom: ["round_robin": RoundRobin()], factory: factory)
  return try await comparison.run()  // run(in: "runs/policies") keeps and resumes it
}
// --------------------------------------------------------------------------------------------------
