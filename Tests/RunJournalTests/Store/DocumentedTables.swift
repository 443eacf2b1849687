import Foundation
import GRDB
import TestSupport

/// Returns the text of a page of `docs`.
func page(_ name: String) throws -> String {
  try String(contentsOf: repositoryRoot.appendingPathComponent("docs/\(name)"), encoding: .utf8)
}

/// Returns the columns of each table that a page describes, as `name type NOT NULL`.
func documentedTables(in page: String) -> [String: [String]] {
  var documented: [String: [String]] = [:]
  var table = ""
  for line in page.split(separator: "\n") {
    if line.hasPrefix("### ") {
      table = String(line.dropFirst(4))
      documented[table] = []
    } else if line.hasPrefix("| `"), !table.isEmpty {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let nullable = cells[2].contains("NULL") ? "NULL" : "NOT NULL"
      let name = cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`"))
      documented[table]?.append("\(name) \(cells[1]) \(nullable)")
    }
  }
  return documented
}

/// Returns the columns of each table of ours that a database has, as `name type NOT NULL`.
func realTables(of queue: DatabaseQueue) throws -> [String: [String]] {
  try queue.read { database in
    let tables = try String.fetchAll(
      database,
      sql: """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'grdb_migrations'
        AND name NOT LIKE 'sqlite%'
        """)
    return try Dictionary(
      uniqueKeysWithValues: tables.map { table in
        let columns = try Row.fetchAll(database, sql: "PRAGMA table_info(\(table))").map { row in
          let required = row["notnull"] as Bool || (row["pk"] as Int) > 0
          return "\(row["name"] as String) \(row["type"] as String) "
            + (required ? "NOT NULL" : "NULL")
        }
        return (table, columns)
      })
  }
}
