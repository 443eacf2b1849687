import Foundation
import GRDB

/// The right to write the journal of a folder, which one process at a time has.
///
/// An exclusive lock of SQLite on an empty database beside the journal: it vanishes with the
/// process however that ends, and child processes do not inherit it. The journal itself stays
/// readable for others. The file is left behind, since removing it would let a third process
/// lock a new one while a second has the old.
final class JournalLock: Sendable {
  private let queue: DatabaseQueue

  /// Takes the lock.
  ///
  /// - Throws: `JournalError.inUse` when another process, or another journal of this one, has it.
  init(in folder: URL) throws {
    let path = folder.appendingPathComponent("journal.lock").path
    do {
      var configuration = Configuration()
      configuration.label = "journal.lock"
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { database in
        try database.execute(
          sql: """
            PRAGMA journal_mode = MEMORY;
            PRAGMA locking_mode = EXCLUSIVE;
            BEGIN EXCLUSIVE;
            COMMIT
            """)
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      throw JournalError.inUse(folder: folder.path)
    } catch let error as DatabaseError {
      throw JournalError(error, path: path)
    }
  }

  /// Gives the lock back.
  func release() throws {
    try queue.close()
  }
}
