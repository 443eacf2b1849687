public import Foundation
import GRDB

/// What was saved from a damaged journal, and what was not.
public struct JournalRecovery: Equatable, Sendable {
  /// The rows of a table.
  public struct Table: Equatable, Sendable {
    /// The name, as in `docs/journal.md`.
    public let name: String

    /// The number of rows that were saved.
    public var saved: Int

    /// The number of rows that were read and cannot be used: no autosem wrote them, or they follow a pull that is
    /// missing.
    public var dropped: Int

    /// Whether a part of the table could not be read.
    public let hasGaps: Bool

    /// The rows as a sentence.
    public var description: String {
      [
        "\(name): \(saved) \(saved == 1 ? "row" : "rows") saved",
        dropped == 0 ? nil : "\(dropped) dropped",
        hasGaps ? "a part could not be read" : nil,
      ].compactMap(\.self).joined(separator: ", ")
    }
  }

  /// The tables in the order of `docs/journal.md`.
  public let tables: [Table]

  /// Whether everything was saved.
  public var isWhole: Bool { tables.allSatisfy { !$0.hasGaps && $0.dropped == 0 } }
}

extension Journal {
  /// Saves what can be read of a damaged journal in a new journal in another folder.
  ///
  /// The damaged one is not changed. Pulls are saved up to the first that is missing, since those after it follow from
  /// it; trials and runs of confirmation do not depend on their neighbours. A resumed run makes the missing ones again.
  ///
  /// - Parameters:
  ///   - folder: The folder of the damaged journal.
  ///   - target: The folder of the new one.
  /// - Throws: `JournalError`: `.noRun`, `.inUse`; `.holdsAnotherRun` for the new one; `.damaged` when not even the
  ///   header of the run can be read.
  public static func recover(_ folder: URL, into target: URL) throws -> JournalRecovery {
    let damaged = folder.appendingPathComponent(fileName)
    let file = target.appendingPathComponent(fileName)
    guard FileManager.default.fileExists(atPath: damaged.path) else {
      throw JournalError.noRun(folder: folder.path)
    }
    guard !FileManager.default.fileExists(atPath: file.path) else {
      throw JournalError.holdsAnotherRun(folder: target.path)
    }
    if FileManager.default.isWritableFile(atPath: folder.path) {
      try JournalLock(in: folder).release()
    }
    try makeFolder(target)
    let workplace = target.appendingPathComponent("recovery.new")
    try? FileManager.default.removeItem(at: workplace)
    try makeFolder(workplace)
    defer { try? FileManager.default.removeItem(at: workplace) }
    return try JournalError.translating(damaged.path) {
      let new = workplace.appendingPathComponent(fileName)
      let source = try DamagedDatabase(copyOf: damaged, in: workplace)
      let recovery = try saved(from: source, of: damaged.path, in: new)
      try FileManager.default.moveItem(at: new, to: file)
      return recovery
    }
  }

  /// Makes a journal at a path of the rows that can be read.
  private static func saved(
    from source: DamagedDatabase, of path: String, in file: URL
  ) throws -> JournalRecovery {
    let format = JournalSchema.format
    let queue = try DatabaseQueue(path: file.path)
    let version = source.version.flatMap { (1...formatVersion).contains($0) ? $0 : nil }
    try format.migrator.migrate(queue, upTo: "\(version ?? formatVersion)")
    var tables: [JournalRecovery.Table] = []
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      for (name, _, _) in JournalSchema.transcript + [("snapshot", [], [])]
      where try database.tableExists(name) {
        tables.append(try copy(name, from: source, to: database))
      }
    }
    try format.migrator.migrate(queue)
    let journal = Journal(path: path, queue: queue, lock: nil)
    _ = try journal.header()
    for index in tables.indices {
      let dropped = try journal.dropUnusable(in: tables[index].name)
      tables[index].dropped += dropped
      tables[index].saved -= dropped
    }
    let recovery = JournalRecovery(tables: tables)
    if !recovery.isWhole {
      try journal.write { try $0.execute(sql: "UPDATE run SET is_finished = 0") }
    }
    try journal.checkRecords()
    try queue.close()
    return recovery
  }

  /// Copies the rows that a table's own rules allow.
  private static func copy(
    _ table: String, from source: DamagedDatabase, to database: Database
  ) throws -> JournalRecovery.Table {
    let columns = try database.columns(in: table).map(\.name)
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    let insertion = try database.makeStatement(
      sql: "INSERT OR IGNORE INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))")
    let (rows, isWhole) = source.rows(of: table, columns: columns)
    for row in rows { try? insertion.execute(arguments: StatementArguments(row)) }
    let saved = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \(table)") ?? 0
    return JournalRecovery.Table(
      name: table, saved: saved, dropped: rows.count - saved, hasGaps: !isWhole)
  }
}
