public import Foundation
import GRDB

/// The durable journal of an ask-tell optimiser.
///
/// One SQLite file, under a name of the user's choice; `docs/optimize.md` describes its tables. As
/// with `Journal`, each record is on the disk before the call returns, any number of processes may read
/// the file while one writes it, and everything that is thrown is a `JournalError`.
public final class OptimizationJournal: Sendable {
  /// The newest format that this version reads, and the one that it writes.
  public static let formatVersion = 3

  private let path: String
  private let queue: DatabaseQueue
  private let lock: JournalLock

  /// Opens a journal's file for writing, or creates it with an empty journal.
  ///
  /// - Throws: `JournalError.noFolder`, `.notAJournal`, `.anotherKind`, `.newerVersion`, `.fileInUse`,
  ///   `.readOnly`.
  public init(at file: URL) throws {
    // Two names of one file would be two locks.
    let folder = file.deletingLastPathComponent().resolvingSymlinksInPath()
    let file = folder.appendingPathComponent(file.lastPathComponent).resolvingSymlinksInPath()
    path = file.path
    guard kindOfFile(at: folder.path) == .typeDirectory else {
      throw JournalError.noFolder(path: path)
    }
    let format = OptimizationSchema.format
    let isThere = kindOfFile(at: path) != nil
    if isThere, kindOfFile(at: path) != .typeRegular { throw JournalError.notAJournal(path: path) }
    // First opened read-only: it may be any file.
    if isThere {
      let readable = try format.readableQueue(file)
      try JournalError.translating(path) { try readable.close() }
      // SQLite would open such a file read-only and fail at the first record.
      guard FileManager.default.isWritableFile(atPath: path) else {
        throw JournalError.readOnly(path: path)
      }
    }
    guard FileManager.default.isWritableFile(atPath: folder.path) else {
      throw JournalError.readOnly(path: path)
    }
    lock = try JournalLock(at: path + ".lock", refusal: .fileInUse(path: path))
    if kindOfFile(at: path) == nil { try format.begin(file) { _ in } }
    queue = try format.writableQueue(file)
  }

  deinit {
    // A failure is ignored: a journal with a write-ahead log is readable.
    try? close()
  }

  /// Merges the write-ahead log into the file and releases the lock; also called on deinitialisation.
  public func close() throws {
    try JournalError.translating(path) {
      try queue.makeSelfContained()
      try queue.close()
      try lock.release()
    }
  }

  // MARK: - Records

  /// Returns the problem; nil before it is recorded.
  public func header() throws -> OptimizationHeader? {
    try read { try OptimizationHeader.all(in: $0).first }
  }

  /// Records the problem.
  public func record(_ header: OptimizationHeader) throws {
    try write { try header.record(in: $0) }
  }

  /// Returns the asks in the order of their numbers.
  public func asks() throws -> [AskRecord] {
    try read { try AskRecord.all(in: $0) }
  }

  /// Records an ask.
  public func record(_ ask: AskRecord) throws {
    try write { try ask.record(in: $0) }
  }

  /// Returns the tells in the order of their numbers.
  public func tells() throws -> [TellRecord] {
    try read { try TellRecord.all(in: $0) }
  }

  /// Records a tell.
  public func record(_ tell: TellRecord) throws {
    try write { try tell.record(in: $0) }
  }

  /// Returns the withdrawals in the order of their numbers.
  public func withdrawals() throws -> [WithdrawalRecord] {
    try read { try WithdrawalRecord.all(in: $0) }
  }

  /// Records a withdrawal.
  public func record(_ withdrawal: WithdrawalRecord) throws {
    try write { try withdrawal.record(in: $0) }
  }

  /// Returns the error of a journal whose rows contradict each other.
  public func damage(_ reason: String) -> JournalError {
    .damaged(path: path, reason: reason)
  }

  // MARK: - Access

  private func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) throws -> Value {
    try JournalError.translating(path) { try queue.read(body) }
  }

  private func write(_ body: @Sendable (Database) throws -> Void) throws {
    try JournalError.translating(path) { try queue.write(body) }
  }
}
