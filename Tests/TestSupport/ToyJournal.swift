public import Multitask
public import RunJournal

extension Journal {
  /// Creates the journal of a toy search in memory.
  public static func inMemory(of tasks: TaskList) throws -> Journal {
    try Journal.inMemory(
      header: RunHeader(
        version: "test", experiment: "{}", origin: "toy", isSynthetic: true, tasks: tasks))
  }
}
