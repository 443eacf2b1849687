import Foundation
import GRDB
import Multitask
import RunJournal
import Testing

/// What a process that was killed leaves: the files as they are while the journal is open.
@Suite struct KilledRunTests {
  @Test func everythingRecordedIsThereAfterAKill() throws {
    try withTemporaryFolder { folder in
      let run = folder.appendingPathComponent("run")
      let left = folder.appendingPathComponent("left")
      let journal = try Journal.create(in: run, header: sampleHeader())
      for round in 0..<20 { try journal.record(samplePull(round: round)) }
      try journal.saveSnapshot(TrainerSnapshot(bytes: [4, 5, 6]), afterRound: 19)
      try FileManager.default.copyItem(at: run, to: left)
      // The log is what a kill leaves behind: nothing was checkpointed yet.
      #expect(FileManager.default.fileExists(atPath: left.path + "/journal.sqlite-wal"))

      let reader = try Journal.open(in: left)
      #expect(try reader.pulls() == (0..<20).map { samplePull(round: $0) })
      try reader.close()

      let again = try Journal.open(in: left, forWriting: true)
      #expect(try again.pulls() == (0..<20).map { samplePull(round: $0) })
      #expect(try again.latestSnapshot()?.afterRound == 19)
      #expect(try !again.isFinished)
      try again.record(samplePull(round: 20))
      try again.finish()
      #expect(try Journal.open(in: left).pulls().count == 21)
    }
  }

  @Test func aLogThatWasCutShortKeepsWhatWasCommittedBefore() throws {
    try withTemporaryFolder { folder in
      let run = folder.appendingPathComponent("run")
      let left = folder.appendingPathComponent("left")
      let journal = try Journal.create(in: run, header: sampleHeader())
      for round in 0..<20 { try journal.record(samplePull(round: round)) }
      try FileManager.default.copyItem(at: run, to: left)
      try FileManager.default.removeItem(atPath: left.path + "/journal.sqlite-shm")
      let log = URL(fileURLWithPath: left.path + "/journal.sqlite-wal")
      try Data(contentsOf: log).dropLast(100).write(to: log)

      let pulls = try Journal.open(in: left, forWriting: true).pulls()
      #expect(pulls == (0..<19).map { samplePull(round: $0) })
    }
  }

  /// SQLite keeps what it changes beside the file, and a reader alone may not put it back.
  @Test(arguments: [false, true])
  func aRunKilledWhileItsJournalBecameOneFileIsThere(forWriting: Bool) throws {
    try withTemporaryFolder { folder in
      let run = folder.appendingPathComponent("run")
      let left = folder.appendingPathComponent("left")
      let journal = try Journal.create(in: run, header: sampleHeader())
      for round in 0..<20 { try journal.record(samplePull(round: round)) }
      try journal.close()
      let queue = try DatabaseQueue(path: run.path + "/journal.sqlite")
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "BEGIN IMMEDIATE; UPDATE run SET is_finished = 1")
        try FileManager.default.copyItem(at: run, to: left)
        try database.execute(sql: "ROLLBACK")
      }
      #expect(FileManager.default.fileExists(atPath: left.path + "/journal.sqlite-journal"))
      let again = try Journal.open(in: left, forWriting: forWriting)
      #expect(try again.pulls() == (0..<20).map { samplePull(round: $0) })
      #expect(try !again.isFinished)
    }
  }

  @Test func aRunKilledWhileItsFileWasMadeBeginsAnew() throws {
    try withTemporaryFolder { folder in
      let unfinished = folder.appendingPathComponent("\(Journal.fileName).new")
      let queue = try DatabaseQueue(path: unfinished.path)
      try queue.write { try $0.execute(sql: "CREATE TABLE run (run INTEGER)") }
      try queue.close()
      try Data().write(to: URL(fileURLWithPath: unfinished.path + "-journal"))

      #expect(throws: JournalError.noRun(folder: folder.path)) { try Journal.open(in: folder) }
      let journal = try Journal.create(in: folder, header: sampleHeader())
      #expect(try journal.header() == sampleHeader())
      try journal.close()
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      #expect(left == ["journal.lock", "journal.sqlite"])
    }
  }
}
