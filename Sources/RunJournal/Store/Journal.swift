public import Foundation
import GRDB
import Synchronization

/// What happened in a run, durably.
///
/// One SQLite file, `journal.sqlite`, in the folder of the run; `docs/journal.md` describes its
/// tables. Each record is a transaction of its own, on the disk before the call returns, so that a
/// run which is killed can go on where it stopped; a power cut may undo pulls of the last second. Recording again what is there changes nothing;
/// recording something else under the same key is an error.
///
/// Any number of processes may read a journal while one writes it. Everything that a journal throws
/// is a `JournalError`.
public final class Journal: Sendable {
  /// The newest format that this version reads, and the one that it writes.
  public static let formatVersion = 8

  /// The name of the file in the folder of a run.
  public static let fileName = "journal.sqlite"

  /// The file, for messages.
  let path: String

  private let queue: DatabaseQueue
  private let lock: JournalLock?

  /// When the last transaction was on the disk.
  private let lastSync = Mutex<ContinuousClock.Instant?>(nil)

  init(path: String, queue: DatabaseQueue, lock: JournalLock?) {
    self.path = path
    self.queue = queue
    self.lock = lock
  }

  deinit {
    // Nobody is left to tell: a journal that could not be made one file still reads as several.
    try? close()
  }

  // MARK: - Beginning and opening

  /// Begins a run in a folder, which is made if need be.
  ///
  /// - Throws: `JournalError.holdsAnotherRun` if the folder has a journal, `JournalError.inUse` if
  ///   another process is beginning a run there.
  public static func create(in folder: URL, header: RunHeader) throws -> Journal {
    let file = folder.appendingPathComponent(fileName)
    func refuseAnotherRun() throws {
      guard !FileManager.default.fileExists(atPath: file.path) else {
        throw JournalError.holdsAnotherRun(folder: folder.path)
      }
    }
    try refuseAnotherRun()
    try makeFolder(folder)
    let lock = try JournalLock(in: folder)
    try refuseAnotherRun()
    let format = JournalSchema.format
    try format.begin(file) { try header.insert(in: $0) }
    return Journal(path: file.path, queue: try format.writableQueue(file), lock: lock)
  }

  /// Opens the journal of a run.
  ///
  /// - Parameters:
  ///   - folder: The folder of the run.
  ///   - forWriting: Whether the run goes on; otherwise only what reads may be called.
  /// - Throws: `JournalError.noRun`, `.notAJournal`, `.newerVersion`; for writing also `.inUse` and
  ///   `.readOnly`.
  public static func open(in folder: URL, forWriting: Bool = false) throws -> Journal {
    let file = folder.appendingPathComponent(fileName)
    guard FileManager.default.fileExists(atPath: file.path) else {
      throw JournalError.noRun(folder: folder.path)
    }
    // Looked at without changing it first: it may be anything.
    let format = JournalSchema.format
    let readable = try format.readableQueue(file)
    guard forWriting else { return Journal(path: file.path, queue: readable, lock: nil) }
    try JournalError.translating(file.path) { try readable.close() }
    // SQLite would open such a file for reading and complain at the first record.
    guard [folder, file].allSatisfy({ FileManager.default.isWritableFile(atPath: $0.path) }) else {
      throw JournalError.readOnly(path: file.path)
    }
    let lock = try JournalLock(in: folder)
    return Journal(path: file.path, queue: try format.writableQueue(file), lock: lock)
  }

  /// Begins a run that is kept in memory alone.
  public static func inMemory(header: RunHeader) throws -> Journal {
    let path = "in memory"
    return try JournalError.translating(path) {
      let queue = try DatabaseQueue()
      try JournalSchema.format.migrator.migrate(queue)
      try queue.write { try header.insert(in: $0) }
      return Journal(path: path, queue: queue, lock: nil)
    }
  }

  /// Makes the folder of a run, unless it is there.
  ///
  /// - Throws: `JournalError.folderNotMade`.
  static func makeFolder(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw JournalError.folderNotMade(
        path: folder.path, reason: fileInTheWay(of: folder) ?? error.systemReason)
    }
  }

  /// A phrase for the file in whose place a folder would be; nil without one.
  private static func fileInTheWay(of folder: URL) -> String? {
    var ancestor = folder.standardizedFileURL
    while ancestor.pathComponents.count > 1 {
      if let kind = kindOfFile(at: ancestor.path) {
        return kind == .typeDirectory ? nil : "'\(ancestor.path)' is a file"
      }
      ancestor.deleteLastPathComponent()
    }
    return nil
  }

  // MARK: - Ending

  /// Marks the run as done and makes the journal one file that needs no other.
  public func finish() throws {
    try write { database in
      try database.execute(sql: "UPDATE run SET is_finished = 1")
    }
    try JournalError.translating(path) {
      // The space of the snapshots is given back.
      try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
      try queue.makeSelfContained()
    }
  }

  /// Whether the run is done.
  public var isFinished: Bool {
    get throws {
      try read { try Bool.fetchOne($0, sql: "SELECT is_finished FROM run") ?? false }
    }
  }

  /// Merges the write-ahead log into the file and releases the lock; also called on deinitialisation.
  public func close() throws {
    try JournalError.translating(path) {
      if lock != nil { try queue.makeSelfContained() }
      try queue.close()
      try lock?.release()
    }
  }

  // MARK: - Access

  /// Reads in one transaction.
  func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) throws -> Value {
    try JournalError.translating(path) { try queue.read(body) }
  }

  /// Writes in one transaction, which is on the disk when the call returns.
  func write(_ body: @Sendable (Database) throws -> Void) throws {
    try JournalError.translating(path) { try queue.write(body) }
    lastSync.withLock { $0 = .now }
  }

  /// Writes in one transaction, which a kill does not undo; a power cut may, if the disk had one less than a second, or
  /// another limit, ago.
  ///
  /// A disk takes several milliseconds to answer that it has something. What is written a second after the last answer
  /// waits for it, so that no more than a second of work is at risk. Transactions are undone from the last one on.
  func writeSoon(
    within limit: Duration = .seconds(1), _ body: @Sendable (Database) throws -> Void
  ) throws {
    let isRecent = lastSync.withLock { last in last.map { .now - $0 < limit } ?? false }
    guard isRecent else { return try write(body) }
    try JournalError.translating(path) {
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
        let written = Result {
          try database.inTransaction {
            try body(database)
            return .commit
          }
        }
        try database.execute(sql: "PRAGMA synchronous = FULL")
        try written.get()
      }
    }
  }
}
