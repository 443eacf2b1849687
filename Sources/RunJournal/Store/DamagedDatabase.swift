import Foundation
import GRDB

/// A copy of a database of which parts may be unreadable.
struct DamagedDatabase {
  private let queue: DatabaseQueue

  /// The format of the journal in it; nil if that cannot be read.
  let version: Int?

  /// Copies a database into a folder.
  init(copyOf file: URL, in folder: URL) throws {
    let copy = folder.appending(path: "damaged.sqlite")
    for ending in ["", "-wal", "-journal"]
    where FileManager.default.fileExists(atPath: file.path + ending) {
      try FileManager.default.copyItem(
        at: URL(filePath: file.path + ending), to: URL(filePath: copy.path + ending))
    }
    try Self.lengthen(copy)
    queue = try DatabaseQueue(path: copy.path)
    version = try? queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
  }

  /// Fills a file that is cut off up to the length in its header, without which SQLite reads nothing of it.
  private static func lengthen(_ file: URL) throws {
    let handle = try FileHandle(forUpdating: file)
    defer { try? handle.close() }
    let header = [UInt8](try handle.read(upToCount: 100) ?? Data())
    guard header.count == 100 else { return }
    func number(_ bytes: Range<Int>) -> UInt64 {
      bytes.reduce(0) { $0 << 8 | UInt64(header[$1]) }
    }
    let length = number(16..<18) * number(28..<32)
    let size = try handle.seekToEnd()
    // A wrong length would fill the disk.
    if length > size, length < 2 * size + 1 << 20 { try handle.truncate(atOffset: length) }
  }

  /// Returns the rows of a table that can be read, and whether those are all.
  func rows(
    of table: String, columns: [String]
  ) -> (rows: [[DatabaseValue]], isWhole: Bool) {
    let select = "SELECT rowid, \(columns.joined(separator: ", ")) FROM \(table) NOT INDEXED"
    var reading = Reading()
    guard !reading.readAll(queue, "\(select) ORDER BY rowid") else {
      return (reading.inOrder, true)
    }
    // The rows behind a page that cannot be read are reached from the other end, those between one by one.
    let first = reading.rows.keys.max() ?? -1
    _ = reading.readAll(queue, "\(select) ORDER BY rowid DESC", until: first)
    let last = reading.rows.keys.filter { $0 > first }.min() ?? first
    if last - first < Self.mostProbes {
      for row in first + 1..<max(last, first + 1) {
        _ = reading.readAll(queue, "\(select) WHERE rowid = \(row)")
      }
    }
    return (reading.inOrder, false)
  }

  private static let mostProbes: Int64 = 1_000_000

  private struct Reading {
    private(set) var rows: [Int64: [DatabaseValue]] = [:]

    /// The rows in the order of their numbers.
    var inOrder: [[DatabaseValue]] { rows.sorted { $0.key < $1.key }.map(\.value) }

    /// Reads rows until the one of a number; returns whether nothing went wrong.
    mutating func readAll(_ queue: DatabaseQueue, _ sql: String, until end: Int64? = nil) -> Bool {
      var found: [Int64: [DatabaseValue]] = [:]
      let isWhole =
        (try? queue.inDatabase { database in
          let cursor = try Row.fetchCursor(database, sql: sql)
          while let row = try cursor.next() {
            let values = Array(row.databaseValues)
            guard let number = Int64.fromDatabaseValue(values[0]), number != end else { return }
            found[number] = Array(values.dropFirst())
          }
        }) != nil
      rows.merge(found) { old, _ in old }
      return isWhole
    }
  }
}
