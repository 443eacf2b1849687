import Foundation
import GRDB

/// The right to write a journal, which one process at a time has.
///
/// An exclusive lock of SQLite on an empty database beside the journal: it vanishes with the
/// process however that ends, and child processes do not inherit it. The journal itself stays
/// readable for others. The file is left behind, since removing it would let a third process
/// lock a new one while a second has the old.
final class JournalLock: Sendable {
  private let queue: DatabaseQueue

  /// Takes the lock of a folder's journal.
  ///
  /// - Throws: `JournalError.inUse` when another process, or another journal of this one, has it.
  convenience init(in folder: URL) throws {
    try self.init(
      at: folder.appendingPathComponent("journal.lock").path,
      refusal: .inUse(folder: folder.path))
  }

  /// Takes a lock.
  ///
  /// - Throws: The refusal when another process, or another journal of this one, has it.
  init(at path: String, refusal: JournalError) throws {
    try JournalFormat.checkLength(of: path)
    // SQLite would wait for a device or a pipe.
    guard [nil, .typeRegular].contains(kindOfFile(at: path)) else {
      throw JournalError.notALock(path: path)
    }
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
      throw refusal
    } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
      throw JournalError.notALock(path: path)
    } catch let error as DatabaseError {
      throw JournalError(error, path: path)
    }
  }

  /// Gives the lock back.
  func release() throws {
    try queue.close()
  }
}
