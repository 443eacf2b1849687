public import Multitask

/// Checks everything that the search expects of a trainer.
///
/// The trainers of a factory must train and measure every task, be deterministic, use their seed, give the same
/// model however a sequence of batches is cut into calls, and not change when they are measured. Where they are
/// `CheckpointingTrainer`s, a restored model must behave as the saved one did, and a damaged snapshot must be
/// refused. Give a factory of small tasks: the check makes about a dozen models and trains each for some
/// dozen batches. Numbers are compared exactly, so the trainers must use one thread.
///
/// - Parameters:
///   - factory: Makes the trainers.
///   - measured: The tasks that its trainers can measure; nil for all of them.
/// - Throws: `TrainerViolations` with everything that is wrong; `CancellationError`.
public func checkTrainer(
  _ factory: some TrainerFactory, measuring measured: [TaskIndex]? = nil
) throws {
  var check = TrainerCheck(
    factory: factory, measured: measured ?? factory.tasks.taskIndices)
  try check.collect("training and measuring each task") { try $0.checkTasks() }
  try check.collect("training twice with one seed") { try $0.checkSeeds() }
  try check.collect("training in calls of different lengths") { try $0.checkCalls() }
  try check.collect("measuring between two batches") { try $0.checkEvaluation() }
  try check.collect("saving and restoring") { try $0.checkSnapshots() }
  guard check.violations.isEmpty else { throw TrainerViolations(sentences: check.violations) }
}

/// What a trainer does that the search does not allow.
public struct TrainerViolations: Error, Equatable, Sendable, CustomStringConvertible {
  /// One sentence for each violation.
  public let sentences: [String]

  /// The sentences, one a line.
  public var description: String {
    "the trainer breaks \(sentences.count) of the rules that a search relies on:\n"
      + sentences.map { "  - " + $0 }.joined(separator: "\n")
  }
}
