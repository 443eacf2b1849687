import Foundation
import GRDB
import Testing

@testable import RunJournal

/// A full disk and the like cannot be had in a test, so the errors that SQLite gives then are
/// translated directly; that is why this file imports the module as testable.
@Suite struct JournalErrorTests {
  @Test(arguments: [
    (ResultCode.SQLITE_FULL, JournalError.noSpace(path: "/runs/a")),
    (.SQLITE_READONLY, .readOnly(path: "/runs/a")),
    (.SQLITE_READONLY_DIRECTORY, .readOnly(path: "/runs/a")),
    (.SQLITE_CANTOPEN, .readOnly(path: "/runs/a")),
    (.SQLITE_NOTADB, .notAJournal(path: "/runs/a")),
    (.SQLITE_CORRUPT, .damaged(path: "/runs/a", reason: "why")),
    (.SQLITE_BUSY, .failed(path: "/runs/a", reason: "another process kept it locked for too long")),
    (.SQLITE_IOERR_WRITE, .failed(path: "/runs/a", reason: "why")),
  ])
  func aFailureOfTheDatabaseBecomesASentence(code: ResultCode, expected: JournalError) {
    let error = JournalError(DatabaseError(resultCode: code, message: "why"), path: "/runs/a")
    #expect(error == expected)
  }

  @Test func aFullDatabaseKeepsWhatWasRecorded() throws {
    let queue = try DatabaseQueue()
    try JournalSchema.format.migrator.migrate(queue)
    try queue.write { try sampleHeader().insert(in: $0) }
    try queue.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
    }
    var recorded = 0
    #expect(throws: JournalError.noSpace(path: "a")) {
      try JournalError.translating("a") {
        for round in 0..<10_000 {
          try queue.write { try samplePull(round: round).record(in: $0) }
          recorded += 1
        }
      }
    }
    #expect(recorded > 10)
    #expect(try queue.read { try PullRecord.all(in: $0).count } == recorded)
  }

  @Test func sentencesSayWhatWasExpected() {
    #expect(
      JournalError.newerVersion(found: 2, known: 1).description
        == "the journal has format version 2, at most 1 was expected: "
        + "a newer version of autosem wrote it")
    #expect(
      JournalError.diverged(
        table: "pulls", key: "7", column: "reward", recorded: "0.0", offered: "1.0"
      ).description
        == "pulls 7 has reward = 0.0 in the journal, but now it came out as 1.0: "
        + "the run was begun by another version of autosem, or its data have changed")
  }
}
