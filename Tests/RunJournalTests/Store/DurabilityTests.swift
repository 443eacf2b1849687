import Foundation
import GRDB
import Testing

@testable import RunJournal

@Suite struct DurabilityTests {
  /// What SQLite waits for: 1 for nothing but its own order, 2 for the disk at each transaction.
  private func synchronous(_ journal: Journal) throws -> Int? {
    try journal.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
  }

  @Test func onlyPullsAreWrittenSoon() throws {
    try withTemporaryFolder { folder in
      let journal = try Journal.create(
        in: folder.appendingPathComponent("run"), header: sampleHeader())
      for round in 0..<3 {
        // The first one is the first transaction of all; before the last one the time is over.
        let limit = round == 2 ? Duration.zero : .seconds(3_600)
        try journal.writeSoon(within: limit) { database in
          try samplePull(round: round).record(in: database)
          let waits = try Int.fetchOne(database, sql: "PRAGMA synchronous")
          #expect(waits == (round == 1 ? 1 : 2))
        }
        #expect(try synchronous(journal) == 2)
      }
      #expect(try journal.pulls().count == 3)
    }
  }

  @Test func aPullThatIsRefusedChangesNothing() throws {
    try withTemporaryFolder { folder in
      let journal = try Journal.create(
        in: folder.appendingPathComponent("run"), header: sampleHeader())
      for round in 0..<2 { try journal.record(samplePull(round: round)) }
      #expect(throws: JournalError.self) {
        try journal.record(samplePull(round: 1, reward: 0.75))
      }
      #expect(try synchronous(journal) == 2)
      #expect(try journal.pulls() == (0..<2).map { samplePull(round: $0) })
    }
  }
}
