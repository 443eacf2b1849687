import Foundation
package import Multitask
package import RunJournal

extension Journal {
  /// Opens the journal of a folder, or creates one there; without a folder, one in memory.
  ///
  /// - Parameters:
  ///   - folder: The path of the folder, created if missing; nil for a journal in memory.
  ///   - header: The header of the run, which the caller compares with that of an existing journal.
  /// - Throws: `JournalError`.
  package static func resuming(in folder: String?, header: RunHeader) throws -> Journal {
    guard let folder else { return try inMemory(header: header) }
    let url = URL(filePath: folder, directoryHint: .isDirectory)
    do {
      return try create(in: url, header: header)
    } catch JournalError.holdsAnotherRun {
      return try open(in: url, forWriting: true)
    }
  }

  /// Checks that a resumed run has the recorded tasks.
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
