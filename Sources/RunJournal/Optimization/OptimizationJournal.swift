public import Foundation
import GRDB

/// What an optimiser on its own was asked and told, durably.
///
/// One SQLite file, under a name of the user's choice; `docs/optimize.md` describes its tables. As
/// with `Journal`, each record is on the disk before the call returns, any number of processes may read
/// the file while one writes it, and everything that is thrown is a `JournalError`.
public final class OptimizationJournal: Sendable {
  /// The newest format that this version reads, and the one that it writes.
  public static let formatVersion = 2

  private let path: String
  private let queue: DatabaseQueue
  private let lock: JournalLock

  /// Opens the journal at a place for writing, or makes an empty one where there is no file.
  ///
  /// - Throws: `JournalError.noFolder`, `.notAJournal`, `.anotherKind`, `.newerVersion`, `.fileInUse`,
  ///   `.readOnly`.
  public init(at file: URL) throws {
    // Two names of one file would be two locks.
    let folder = file.deletingLastPathComponent().resolvingSymlinksInPath()
    let file = folder.appendingPathComponent(file.lastPathComponent).resolvingSymlinksInPath()
    path = file.path
    guard kind(ofFileAt: folder.path) == .typeDirectory else {
      throw JournalError.noFolder(path: path)
    }
    let format = OptimizationSchema.format
    let isThere = kind(ofFileAt: path) != nil
    if isThere, kind(ofFileAt: path) != .typeRegular { throw JournalError.notAJournal(path: path) }
    // Looked at without changing it first: it may be anything.
    if isThere {
      let readable = try format.readableQueue(file)
      try JournalError.translating(path) { try readable.close() }
      // SQLite would open such a file for reading and complain at the first record.
      guard FileManager.default.isWritableFile(atPath: path) else {
        throw JournalError.readOnly(path: path)
      }
    }
    guard FileManager.default.isWritableFile(atPath: folder.path) else {
      throw JournalError.readOnly(path: path)
    }
    lock = try JournalLock(at: path + ".lock", refusal: .fileInUse(path: path))
    if kind(ofFileAt: path) == nil { try format.begin(file) { _ in } }
    queue = try format.writableQueue(file)
  }

  deinit {
    // Nobody is left to tell: a journal that could not be made one file still reads as several.
    try? close()
  }

  /// Makes the journal one file and lets others write it; called when the journal is released, too.
  public func close() throws {
    try JournalError.translating(path) {
      try queue.makeSelfContained()
      try queue.close()
      try lock.release()
    }
  }

  // MARK: - Records

  /// Returns what is optimised; nil until it was recorded.
  public func header() throws -> OptimizationHeader? {
    try read { try OptimizationHeader.all(in: $0).first }
  }

  /// Records what is optimised.
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

/// What is at a path; nil for nothing.
private func kind(ofFileAt path: String) -> FileAttributeType? {
  (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
}
