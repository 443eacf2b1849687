import Foundation
import GRDB
import RunJournal
import Testing

/// `docs/journal.md` against a journal.
@Suite struct JournalDocumentationTests {
  /// Opens a journal with a record of every kind as the sqlite3 shell would.
  private func withDatabase(_ body: (DatabaseQueue) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let journal = try Journal.create(in: folder, header: sampleHeader())
      try journal.record(samplePull(round: 0))
      try journal.record(arms: sampleArms)
      try journal.record(try sampleTrial(0))
      try journal.record(try sampleFailure(1))
      try journal.record(sampleRegret)
      try journal.record(try sampleConfirmation(.best, 0))
      try journal.close()
      try body(try DatabaseQueue(path: folder.appendingPathComponent(Journal.fileName).path))
    }
  }

  @Test func theDocumentedTablesAreTheRealOnes() throws {
    let documented = documentedTables(in: try page("journal.md"))
    try withDatabase { queue throws in #expect(try realTables(of: queue) == documented) }
  }

  @Test func theDocumentedNumbersAreTheRealOnes() throws {
    let documentation = try page("journal.md").split(whereSeparator: \.isWhitespace)
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
    let statements = try page("journal.md").split(separator: "\n")
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
