public import Multitask
public import RunJournal

extension Journal {
  /// Creates the journal of a toy search in memory.
  public static func inMemory(of tasks: TaskList) throws -> Journal {
    try Journal.inMemory(
      header: RunHeader(
        version: "test", experiment: "{}", origin: "toy", isSynthetic: true, tasks: tasks))
  }

  /// Creates the journal of a search of several targets in memory, which kept every task and recommends a mixture.
  public static func inMemory(of tasks: TaskList, recommending mixture: Mixture) throws -> Journal {
    let journal = try Journal.inMemory(
      header: RunHeader(
        version: "test", experiment: "{}", origin: "toy", isSynthetic: false, tasks: tasks))
    try journal.record(
      arms: tasks.taskIndices.map {
        ArmRecord(
          task: $0, pulls: 0, successes: 1, failures: 1, probabilityHelps: nil,
          isKept: $0 != tasks.primary)
      })
    try journal.record(
      RecommendationRecord(mixture: mixture, predictedMean: nil, predictedStandardDeviation: nil))
    return journal
  }
}
