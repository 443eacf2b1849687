import Foundation
import GRDB
import Multitask
import RunJournal
import Testing

/// What concerns the file and its folder.
@Suite struct JournalFileTests {
  private func files(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func aRunMakesItsFolder() throws {
    try withTemporaryFolder { folder in
      let run = folder.appendingPathComponent("runs/rte")
      let journal = try Journal.create(in: run, header: sampleHeader())
      #expect(try journal.header() == sampleHeader())
    }
  }

  @Test func aFolderThatHoldsAnotherRunIsRefused() throws {
    try withTemporaryFolder { folder in
      try Journal.create(in: folder, header: sampleHeader()).close()
      #expect(throws: JournalError.holdsAnotherRun(folder: folder.path)) {
        try Journal.create(in: folder, header: sampleHeader())
      }
      #expect(try Journal.open(in: folder).header() == sampleHeader())
    }
  }

  @Test func aFolderWithoutARunIsRefused() throws {
    try withTemporaryFolder { folder in
      #expect(throws: JournalError.noRun(folder: folder.path)) { try Journal.open(in: folder) }
      let nowhere = folder.appendingPathComponent("nowhere")
      #expect(throws: JournalError.noRun(folder: nowhere.path)) { try Journal.open(in: nowhere) }
    }
  }

  @Test func aFolderThatCannotBeMadeIsASentence() throws {
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("file")
      try Data("text".utf8).write(to: file)
      #expect {
        try Journal.create(in: file.appendingPathComponent("run"), header: sampleHeader())
      } throws: { error in
        error as? JournalError
          == .folderNotMade(
            path: file.appendingPathComponent("run").path, reason: "'\(file.path)' is a file")
      }
    }
  }

  @Test func aLockThatIsSomethingElseIsNamed() throws {
    try withTemporaryFolder { folder in
      try Journal.create(in: folder, header: sampleHeader()).close()
      let lock = folder.appendingPathComponent("journal.lock")
      let notALock = JournalError.notALock(path: lock.path)
      try Data(repeating: 7, count: 5_000).write(to: lock)
      #expect(throws: notALock) { try Journal.open(in: folder, forWriting: true) }
      try FileManager.default.removeItem(at: lock)
      try FileManager.default.createDirectory(at: lock, withIntermediateDirectories: false)
      #expect(throws: notALock) { try Journal.open(in: folder, forWriting: true) }
      #expect("\(notALock)".contains("remove it"))
    }
  }

  @Test func aPathThatSQLiteCannotOpenIsSaidToBeTooLong() throws {
    try withTemporaryFolder { folder in
      let long = (0..<5).reduce(folder) { folder, _ in
        folder.appendingPathComponent(String(repeating: "d", count: 100))
      }
      #expect {
        try Journal.create(in: long, header: sampleHeader())
      } throws: { error in
        "\(error)".contains("bytes, at most 500 were expected")
      }
    }
  }

  #if os(Linux)
    /// Opening one would wait until somebody writes to it.
    @Test func aPipeInPlaceOfAJournalIsRefused() throws {
      try withTemporaryFolder { folder in
        let file = folder.appendingPathComponent(Journal.fileName)
        #expect(mkfifo(file.path, 0o600) == 0)
        #expect(throws: JournalError.notAJournal(path: file.path)) { try Journal.open(in: folder) }
      }
    }
  #endif

  @Test(arguments: [false, true])
  func aFileThatIsNoDatabaseIsRefused(forWriting: Bool) throws {
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent(Journal.fileName)
      let text = String(repeating: "not a database ", count: 100)
      try Data(text.utf8).write(to: file)
      #expect(throws: JournalError.notAJournal(path: file.path)) {
        try Journal.open(in: folder, forWriting: forWriting)
      }
      #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }
  }

  @Test(arguments: [false, true])
  func anEmptyFileIsRefused(forWriting: Bool) throws {
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent(Journal.fileName)
      try Data().write(to: file)
      #expect(throws: JournalError.notAJournal(path: file.path)) {
        try Journal.open(in: folder, forWriting: forWriting)
      }
    }
  }

  @Test func aDatabaseOfAnotherProgramIsRefused() throws {
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent(Journal.fileName)
      let queue = try DatabaseQueue(path: file.path)
      try queue.write { try $0.execute(sql: "CREATE TABLE pulls (round INTEGER)") }
      try queue.close()
      #expect(throws: JournalError.notAJournal(path: file.path)) {
        try Journal.open(in: folder, forWriting: true)
      }
    }
  }

  @Test(arguments: [false, true])
  func aJournalOfANewerVersionIsRefusedAndLeftAlone(forWriting: Bool) throws {
    try withTemporaryFolder { folder in
      try Journal.create(in: folder, header: sampleHeader()).close()
      let file = folder.appendingPathComponent(Journal.fileName)
      let queue = try DatabaseQueue(path: file.path)
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
      try queue.close()
      let before = try Data(contentsOf: file)
      #expect(throws: JournalError.newerVersion(found: 99, known: Journal.formatVersion)) {
        try Journal.open(in: folder, forWriting: forWriting)
      }
      #expect(try Data(contentsOf: file) == before)
    }
  }

  @Test func aDamagedCellIsAnErrorRatherThanATrap() throws {
    try withTemporaryFolder { folder in
      let journal = try Journal.create(in: folder, header: sampleHeader())
      try journal.record(try sampleTrial(0))
      try journal.close()
      let file = folder.appendingPathComponent(Journal.fileName)
      for change in ["seed = '-1'", "weights = '[0.5,'"] {
        let queue = try DatabaseQueue(path: file.path)
        try queue.write { try $0.execute(sql: "UPDATE trials SET \(change)") }
        try queue.close()
        let damaged = try Journal.open(in: folder)
        #expect {
          try damaged.trials()
        } throws: { error in
          guard case .damaged(file.path, _)? = error as? JournalError else { return false }
          return true
        }
      }
    }
  }

  // MARK: - One file, readable by others

  @Test func aClosedJournalIsOneFileBesideItsLock() throws {
    try withTemporaryFolder { folder in
      let journal = try Journal.create(in: folder, header: sampleHeader())
      try journal.record(samplePull(round: 0))
      try journal.close()
      #expect(try files(in: folder) == ["journal.lock", "journal.sqlite"])
      let copy = folder.appendingPathComponent("copy")
      try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        at: folder.appendingPathComponent(Journal.fileName),
        to: copy.appendingPathComponent(Journal.fileName))
      #expect(try Journal.open(in: copy).pulls() == [samplePull(round: 0)])
      #expect(try files(in: copy) == ["journal.sqlite"])
    }
  }

  @Test func aFinishedJournalIsOneFileWhileItIsStillOpen() throws {
    try withTemporaryFolder { folder in
      let journal = try Journal.create(in: folder, header: sampleHeader())
      try journal.saveSnapshot(
        TrainerSnapshot(bytes: Array(repeating: 3, count: 1_000_000)), afterRound: 0)
      try journal.removeSnapshots()
      try journal.finish()
      #expect(try journal.isFinished)
      #expect(try files(in: folder) == ["journal.lock", "journal.sqlite"])
      let size = try Data(contentsOf: folder.appendingPathComponent(Journal.fileName)).count
      #expect(size < 200_000)
      #expect(try Journal.open(in: folder).isFinished)
    }
  }

  @Test func aJournalIsReadWhileItIsWritten() throws {
    try withTemporaryFolder { folder in
      let journal = try Journal.create(in: folder, header: sampleHeader())
      let reader = try Journal.open(in: folder)
      #expect(try reader.pulls().isEmpty)
      try journal.record(samplePull(round: 0))
      #expect(try reader.pulls() == [samplePull(round: 0)])
      // Finishing works with a reader there, which goes on reading.
      try journal.finish()
      #expect(try reader.isFinished)
    }
  }

  @Test func aJournalOpenedForReadingCannotBeWritten() throws {
    try withTemporaryFolder { folder in
      try Journal.create(in: folder, header: sampleHeader()).close()
      let reader = try Journal.open(in: folder)
      let path = folder.appendingPathComponent(Journal.fileName).path
      #expect(throws: JournalError.readOnly(path: path)) {
        try reader.record(samplePull(round: 0))
      }
    }
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may write anything"))
  func aReadOnlyFolderIsRefusedForWritingAndRead() throws {
    try withTemporaryFolder { folder in
      let run = folder.appendingPathComponent("run")
      try Journal.create(in: run, header: sampleHeader()).close()
      func permit(_ permissions: Int) throws {
        try FileManager.default.setAttributes(
          [.posixPermissions: permissions], ofItemAtPath: run.path)
      }
      try permit(0o555)
      defer { try? permit(0o755) }
      #expect(
        throws: JournalError.readOnly(path: run.appendingPathComponent(Journal.fileName).path)
      ) {
        try Journal.open(in: run, forWriting: true)
      }
      #expect(try Journal.open(in: run).header() == sampleHeader())
    }
  }

  @Test func oneRunAtATimeIsWritten() throws {
    try withTemporaryFolder { folder in
      let first = try Journal.create(in: folder, header: sampleHeader())
      #expect(throws: JournalError.inUse(folder: folder.path)) {
        try Journal.open(in: folder, forWriting: true)
      }
      try first.close()
      let second = try Journal.open(in: folder, forWriting: true)
      try second.record(samplePull(round: 0))
      #expect(throws: JournalError.inUse(folder: folder.path)) {
        try Journal.open(in: folder, forWriting: true)
      }
    }
  }

  @Test func aJournalThatIsReleasedMayBeWrittenAgain() throws {
    try withTemporaryFolder { folder in
      _ = try Journal.create(in: folder, header: sampleHeader())
      let again = try Journal.open(in: folder, forWriting: true)
      try again.record(samplePull(round: 0))
      #expect(try again.pulls().count == 1)
    }
  }
}
