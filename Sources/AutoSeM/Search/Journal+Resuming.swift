import Foundation
package import Multitask
package import RunJournal

extension Journal {
  /// Opens the journal that a folder holds, or begins one there; without a folder, one in memory.
  ///
  /// - Parameters:
  ///   - folder: The path of the folder, made if need be; nil for a journal in memory.
  ///   - header: What the run is. The caller compares it with that of a journal that was there.
  /// - Throws: `JournalError`.
  package static func resuming(in folder: String?, header: RunHeader) throws -> Journal {
    guard let folder else { return try inMemory(header: header) }
    let place = URL(filePath: folder, directoryHint: .isDirectory)
    do {
      return try create(in: place, header: header)
    } catch JournalError.holdsAnotherRun {
      return try open(in: place, forWriting: true)
    }
  }

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
