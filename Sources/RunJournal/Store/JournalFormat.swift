import Foundation
import GRDB

/// The file format of a kind of journal: creation, identification and migration.
struct JournalFormat {
  /// The number that SQLite keeps in the header of a file of this kind.
  let applicationID: Int

  /// The newest version that is read, and the one that is written.
  let version: Int

  /// What writes journals of this kind, for messages.
  let writer: String

  /// Brings an older journal, or an empty database, to the current version.
  let migrator: DatabaseMigrator

  /// The letters `ASeM`, which SQLite keeps in the header of a run's journal.
  static let run = 0x4153_654D

  /// The letters `ASeO`, which SQLite keeps in the header of an optimiser's journal.
  static let optimization = 0x4153_654F

  /// How long to wait for another process that is reading or writing.
  private static let patience = 10.0

  /// The longest path in bytes that SQLite opens with the names of the files beside it.
  private static let longestPath = 500

  /// Checks that SQLite can open a path.
  ///
  /// - Throws: `JournalError.pathTooLong`.
  static func checkLength(of path: String) throws {
    guard path.utf8.count <= longestPath else {
      throw JournalError.pathTooLong(path: path, limit: longestPath)
    }
  }

  /// Makes the file of a journal, which appears under its name only once its beginning is in it.
  func begin(_ file: URL, inserting beginning: (Database) throws -> Void) throws {
    try JournalError.translating(file.path) {
      let unfinished = file.appendingPathExtension("new")
      // A process that was killed here leaves these.
      for path in [unfinished.path, unfinished.path + "-journal"]
      where FileManager.default.fileExists(atPath: path) {
        try FileManager.default.removeItem(atPath: path)
      }
      let queue = try DatabaseQueue(path: unfinished.path)
      try migrator.migrate(queue)
      try queue.write(beginning)
      try queue.close()
      try FileManager.default.moveItem(at: unfinished, to: file)
    }
  }

  /// Opens a file for reading once it is known to be a journal of this kind and a version that is read.
  ///
  /// A file of an older version is not changed: what is read is a copy in memory, brought to the current
  /// version.
  func readableQueue(_ file: URL) throws -> DatabaseQueue {
    try Self.checkLength(of: file.path)
    // SQLite would wait for a pipe.
    guard kindOfFile(at: file.path) == .typeRegular else {
      throw JournalError.notAJournal(path: file.path)
    }
    return try JournalError.translating(file.path) {
      let (queue, application, found) = try identified(file)
      guard application == applicationID, let found else {
        throw [Self.run, Self.optimization].contains(application)
          ? JournalError.anotherKind(path: file.path, writer: writer)
          : JournalError.notAJournal(path: file.path)
      }
      guard found <= version else {
        throw JournalError.newerVersion(found: found, known: version)
      }
      guard found < version else { return queue }
      let copy = try DatabaseQueue()
      try queue.backup(to: copy)
      try queue.close()
      try migrator.migrate(copy)
      return copy
    }
  }

  /// Opens a file for reading, with the numbers that say what it is.
  private func identified(_ file: URL) throws -> (DatabaseQueue, application: Int?, version: Int?) {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(Self.patience)
    func open() throws -> (DatabaseQueue, Int?, Int?) {
      let queue = try DatabaseQueue(path: file.path, configuration: configuration)
      return try queue.read { database in
        (
          queue, try Int.fetchOne(database, sql: "PRAGMA application_id"),
          try Int.fetchOne(database, sql: "PRAGMA user_version")
        )
      }
    }
    do {
      return try open()
    } catch let error as DatabaseError
      where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
    {
      // A process was killed while it made the journal one file. SQLite takes that back for one that may write.
      let writable = try DatabaseQueue(path: file.path)
      _ = try writable.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
      try writable.close()
      return try open()
    }
  }

  /// Opens a journal for writing and brings it to the current version.
  func writableQueue(_ file: URL) throws -> DatabaseQueue {
    try JournalError.translating(file.path) {
      var configuration = Configuration()
      configuration.journalMode = .wal
      configuration.busyMode = .timeout(Self.patience)
      let queue = try DatabaseQueue(path: file.path, configuration: configuration)
      // A record is on the disk when the call returns, so not even a power cut loses it.
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try migrator.migrate(queue)
      return queue
    }
  }
}

extension DatabaseQueue {
  /// Merges the write-ahead log into the file, and removes it if no reader is left.
  func makeSelfContained() throws {
    try writeWithoutTransaction { database in
      do {
        try database.execute(sql: "PRAGMA journal_mode = DELETE")
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        // A reader needs the log for as long as it reads.
        try database.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)")
      }
    }
  }
}

/// Returns the type of the file that a path, or a link there, leads to; nil without a file.
func kindOfFile(at path: String) -> FileAttributeType? {
  let target = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
  return (try? FileManager.default.attributesOfItem(atPath: target))?[.type] as? FileAttributeType
}
