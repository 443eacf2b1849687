import Foundation
import GRDB
import RunJournal
import Testing

/// `docs/journal.md` against a journal.
@Suite struct JournalDocumentationTests {
  private func documentation() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("docs/journal.md"), encoding: .utf8)
  }

  /// Opens a journal with a record of every kind as the sqlite3 shell would.
  private func withDatabase(_ body: (DatabaseQueue) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let journal = try Journal.create(in: folder, header: sampleHeader())
      try journal.record(samplePull(round: 0))
      try journal.record(arms: sampleArms)
      try journal.record(try sampleTrial(0))
      try journal.record(try sampleFailure(1))
      try journal.record(try sampleConfirmation("best", 0))
      try journal.close()
      try body(try DatabaseQueue(path: folder.appendingPathComponent(Journal.fileName).path))
    }
  }

  @Test func theDocumentedTablesAreTheRealOnes() throws {
    var documented: [String: [String]] = [:]
    var table = ""
    for line in try documentation().split(separator: "\n") {
      if line.hasPrefix("### ") {
        table = String(line.dropFirst(4))
        documented[table] = []
      } else if line.hasPrefix("| `") {
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        let nullable = cells[2].contains("NULL") ? "NULL" : "NOT NULL"
        let name = cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`"))
        documented[table]?.append("\(name) \(cells[1]) \(nullable)")
      }
    }
    try withDatabase { queue in
      let real = try queue.read { database in
        let tables = try String.fetchAll(
          database,
          sql: """
            SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'grdb_migrations'
            AND name NOT LIKE 'sqlite%'
            """)
        return try Dictionary(
          uniqueKeysWithValues: tables.map { table in
            let columns = try Row.fetchAll(database, sql: "PRAGMA table_info(\(table))").map {
              row in
              let required = row["notnull"] as Bool || (row["pk"] as Int) > 0
              return "\(row["name"] as String) \(row["type"] as String) "
                + (required ? "NOT NULL" : "NULL")
            }
            return (table, columns)
          })
      }
      #expect(documented == real)
    }
  }

  @Test func theDocumentedNumbersAreTheRealOnes() throws {
    let documentation = try documentation().split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    try withDatabase { queue in
      let (version, application) = try queue.read { database in
        (
          try Int.fetchOne(database, sql: "PRAGMA user_version"),
          try Int.fetchOne(database, sql: "PRAGMA application_id")
        )
      }
      #expect(version == Journal.formatVersion)
      #expect(
        documentation.contains(
          "`PRAGMA user_version` is the version of the format, \(Journal.formatVersion), and "
            + "`PRAGMA application_id` is \(try #require(application))"))
    }
  }

  @Test func theDocumentedQueriesRunAndFindSomething() throws {
    let statements = try documentation().split(separator: "\n")
      .filter { $0.hasPrefix("    ") && !$0.contains("sqlite3 ") }.joined(separator: "\n")
      .split(separator: ";")
    #expect(statements.count >= 6)
    try withDatabase { queue in
      for statement in statements {
        let rows = try queue.read { try Row.fetchAll($0, sql: String(statement)) }
        #expect(!rows.isEmpty, "\(statement)")
      }
    }
  }
}
