package import Multitask
package import RunJournal

extension Journal {
  /// Makes sure that a run goes on with the tasks that it began with.
  ///
  /// - Throws: `SearchError.tasksDiffer`.
  package func checkTasks(_ tasks: TaskList) throws {
    let expected = try header().tasks
    guard expected != tasks else { return }
    throw SearchError.tasksDiffer(expected: listing(of: expected), found: listing(of: tasks))
  }
}

/// Tasks with their numbers of examples, for messages.
package func listing(of tasks: TaskList) -> String {
  tasks.map { task in
    "\(task.name) (\(task.trainingExamples) + \(task.validationExamples) + "
      + "\(task.testExamples) examples)"
  }.joined(separator: ", ")
}
