import Foundation
import GRDB
import RunJournal
import Testing

@Suite struct OptimizationJournalTests {
  private let header = OptimizationHeader(
    version: "0.1.0", space: "[[0,1]]", seed: .max, budget: 50, isNoisy: false,
    acquisition: "gp_hedge", hyperparameterSamples: 8)
  private let asks = [
    AskRecord(ask: 0, tells: 0, point: [0.1 + 0.2, 1e-300], origin: "design", memory: ""),
    AskRecord(ask: 1, tells: 0, point: [1.0 / 3, -0.5], origin: "model", memory: "{}"),
  ]
  private let tells = [
    TellRecord(
      tell: 0, ask: 1, point: [1.0 / 3, -0.5], objective: 0.1 + 0.7, noise: .leastNonzeroMagnitude),
    TellRecord(tell: 1, ask: nil, point: [0, 1], objective: nil, noise: nil),
  ]

  private let withdrawals = [WithdrawalRecord(withdrawal: 0, ask: 0, asks: 2, tells: 1)]

  /// Fills the journal of a file.
  private func fill(_ file: URL) throws {
    let journal = try OptimizationJournal(at: file)
    try journal.record(header)
    for ask in asks { try journal.record(ask) }
    for tell in tells { try journal.record(tell) }
    for withdrawal in withdrawals { try journal.record(withdrawal) }
  }

  private func withFile(_ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { try body($0.appendingPathComponent("search.db")) }
  }

  @Test func aNewJournalHoldsNothing() throws {
    try withFile { file in
      let journal = try OptimizationJournal(at: file)
      #expect(try journal.header() == nil)
      #expect(try journal.asks().isEmpty && journal.tells().isEmpty)
    }
  }

  @Test func everyRecordReadsBackAsItWas() throws {
    try withFile { file in
      try fill(file)
      let journal = try OptimizationJournal(at: file)
      #expect(try journal.header() == header)
      #expect(try journal.asks() == asks)
      #expect(try journal.tells() == tells)
      #expect(try journal.withdrawals() == withdrawals)
    }
  }

  @Test func aHeaderReadsBackWithWhatNobodySaid() throws {
    try withFile { file in
      let journal = try OptimizationJournal(at: file)
      let header = OptimizationHeader(
        version: "0.1.0", space: "{\"simplex\":3}", seed: 0, budget: nil, isNoisy: nil)
      try journal.record(header)
      #expect(try journal.header() == header)
    }
  }

  @Test func everythingRecordedIsThereAfterAKill() throws {
    try withFile { file in
      let journal = try OptimizationJournal(at: file)
      try journal.record(header)
      for ask in asks { try journal.record(ask) }
      let left = file.deletingLastPathComponent().appendingPathComponent("left.db")
      for suffix in ["", "-wal"] {
        try FileManager.default.copyItem(atPath: file.path + suffix, toPath: left.path + suffix)
      }
      #expect(try OptimizationJournal(at: left).asks() == asks)
    }
  }

  @Test func aClosedJournalIsOneFileBesideItsLock() throws {
    try withFile { file in
      try fill(file)
      let names = try FileManager.default.contentsOfDirectory(
        atPath: file.deletingLastPathComponent().path)
      #expect(names.sorted() == ["search.db", "search.db.lock"])
    }
  }

  @Test func aJournalKilledWhileItsFileWasMadeBeginsAnew() throws {
    try withFile { file in
      let unfinished = try DatabaseQueue(path: file.path + ".new")
      try unfinished.write { try $0.execute(sql: "CREATE TABLE asks (ask INTEGER)") }
      try unfinished.close()
      try fill(file)
      #expect(try OptimizationJournal(at: file).asks() == asks)
    }
  }

  // MARK: - Refusals

  @Test func oneAtATimeWritesAJournalUnderWhateverName() throws {
    try withFile { file in
      let first = try OptimizationJournal(at: file)
      let link = file.deletingLastPathComponent().appendingPathComponent("link.db")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
      for name in [file, link] {
        #expect(throws: JournalError.fileInUse(path: file.path)) {
          try OptimizationJournal(at: name)
        }
      }
      try first.close()
      try OptimizationJournal(at: link).record(header)
      #expect(try OptimizationJournal(at: file).header() == header)
    }
  }

  @Test func whatIsNotAJournalIsRefusedAndLeftAlone() throws {
    try withFile { file in
      for text in ["", String(repeating: "notes ", count: 1000)] {
        try Data(text.utf8).write(to: file)
        #expect(throws: JournalError.notAJournal(path: file.path)) {
          try OptimizationJournal(at: file)
        }
        #expect(try Data(contentsOf: file) == Data(text.utf8))
      }
      let folder = file.deletingLastPathComponent()
      for path in [folder.path, "/dev/null"] {
        #expect(throws: JournalError.notAJournal(path: path)) {
          try OptimizationJournal(at: URL(fileURLWithPath: path))
        }
      }
      let nowhere = folder.appendingPathComponent("nowhere/search.db")
      #expect(throws: JournalError.noFolder(path: nowhere.path)) {
        try OptimizationJournal(at: nowhere)
      }
    }
  }

  @Test func aJournalOfTheOtherKindIsRefused() throws {
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent(Journal.fileName)
      try Journal.create(in: folder, header: sampleHeader()).close()
      #expect(throws: JournalError.anotherKind(path: file.path, writer: "autosem optimize")) {
        try OptimizationJournal(at: file)
      }
      #expect(try Journal.open(in: folder).header() == sampleHeader())
      try FileManager.default.removeItem(at: file)
      try fill(file)
      #expect(throws: JournalError.anotherKind(path: file.path, writer: "autosem run")) {
        try Journal.open(in: folder)
      }
    }
  }

  @Test func aJournalOfANewerVersionIsRefusedAndLeftAlone() throws {
    try withFile { file in
      try fill(file)
      try change(file, "PRAGMA user_version = 99")
      let before = try Data(contentsOf: file)
      #expect(
        throws: JournalError.newerVersion(found: 99, known: OptimizationJournal.formatVersion)
      ) {
        try OptimizationJournal(at: file)
      }
      #expect(try Data(contentsOf: file) == before)
    }
  }

  @Test func aDamagedCellIsAnErrorRatherThanATrap() throws {
    try withFile { file in
      try fill(file)
      try change(file, "UPDATE asks SET point = '[0.5,'")
      try change(file, "UPDATE optimization SET seed = '-1'")
      let journal = try OptimizationJournal(at: file)
      for read in [{ _ = try journal.asks() }, { _ = try journal.header() }] {
        #expect {
          try read()
        } throws: { error in
          guard case .damaged(file.path, _)? = error as? JournalError else { return false }
          return true
        }
      }
    }
  }

  /// Runs a statement as the sqlite3 shell would.
  private func change(_ file: URL, _ sql: String) throws {
    let queue = try DatabaseQueue(path: file.path)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }

  // MARK: - Documentation

  @Test func theDocumentedTablesAreTheRealOnes() throws {
    let documentation = try page("optimize.md")
    try withFile { file in
      try fill(file)
      let queue = try DatabaseQueue(path: file.path)
      #expect(try documentedTables(in: documentation) == realTables(of: queue))
      let application = try queue.read { try Int.fetchOne($0, sql: "PRAGMA application_id") }
      let words = documentation.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(
        words.contains(
          "`PRAGMA user_version` is the version of the format, "
            + "\(OptimizationJournal.formatVersion), and `PRAGMA application_id` is "
            + "\(try #require(application))"))
    }
  }
}
