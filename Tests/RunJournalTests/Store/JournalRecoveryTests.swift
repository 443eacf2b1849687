import Foundation
import GRDB
import Multitask
import TestSupport
import Testing

@testable import RunJournal

@Suite struct JournalRecoveryTests {
  private let folder: TemporaryFolder
  private var run: URL { folder.url.appending(path: "run") }
  private var saved: URL { folder.url.appending(path: "saved") }
  private var file: URL { run.appending(path: Journal.fileName) }

  init() throws {
    folder = try TemporaryFolder()
    let journal = try Journal.create(in: run, header: sampleHeader())
    for round in 0..<200 { try journal.record(samplePull(round: round)) }
    try journal.record(arms: sampleArms)
    for trial in 0..<200 { try journal.record(soundTrial(trial)) }
    try journal.note("it was long", at: "mixing")
    try journal.finish()
    try journal.close()
  }

  /// Overwrites bytes of the journal.
  private func damage(_ change: (inout Data) -> Void) throws {
    var bytes = try Data(contentsOf: file)
    change(&bytes)
    try bytes.write(to: file)
  }

  /// The page in which a text is, and its size.
  private func page(of text: String) throws -> Range<Int> {
    let bytes = try Data(contentsOf: file)
    let size = Int(bytes[16]) << 8 | Int(bytes[17])
    let place = try #require(bytes.range(of: Data(text.utf8))).lowerBound
    return (place / size * size)..<(place / size * size + size)
  }

  @Test func aSoundJournalIsSavedWhole() throws {
    let recovery = try Journal.recover(run, into: saved)
    #expect(recovery.isWhole)
    #expect(recovery.tables.first { $0.name == "pulls" }?.saved == 200)
    let (old, new) = try (Journal.open(in: run), Journal.open(in: saved))
    #expect(try new.transcript() == old.transcript())
    #expect(try new.isFinished)
  }

  @Test func rowsOnBothSidesOfABrokenPageAreSaved() throws {
    // A page in the middle of the trials.
    let bytes = try Data(contentsOf: file)
    let size = Int(bytes[16]) << 8 | Int(bytes[17])
    let pages = (1..<bytes.count / size).filter { number in
      let page = bytes[(number * size)..<(number * size + size)]
      return page.first == 0x0D && page.range(of: Data("model[0.".utf8)) != nil
    }
    #expect(pages.count > 2)
    let broken = pages[pages.count / 2] * size
    try damage {
      $0.replaceSubrange(broken..<(broken + size), with: Data(repeating: 0xFF, count: size))
    }
    #expect(throws: JournalError.self) { try Journal.open(in: run).checkRecords() }
    let recovery = try Journal.recover(run, into: saved)
    #expect(!recovery.isWhole)
    let journal = try Journal.open(in: saved, forWriting: true)
    let trials = try journal.trials().map(\.trial)
    #expect(trials.count < 200 && trials.contains(0) && trials.contains(199))
    #expect(try journal.pulls().count == 200)
    #expect(try !journal.isFinished)
    #expect(try journal.notes() == ["mixing: it was long"])
    // What is missing can be recorded again.
    for trial in 0..<200 { try journal.record(soundTrial(trial)) }
    #expect(try journal.trials().count == 200)
  }

  @Test func pullsAfterAMissingOneAreDropped() throws {
    let journal = try Journal.open(in: run, forWriting: true)
    try journal.write { try $0.execute(sql: "DELETE FROM pulls WHERE round = 50") }
    try journal.write { try $0.execute(sql: "UPDATE trials SET seed = 'x' WHERE trial = 7") }
    try journal.close()
    let recovery = try Journal.recover(run, into: saved)
    #expect(
      recovery.tables.first { $0.name == "pulls" }
        == JournalRecovery.Table(name: "pulls", saved: 50, dropped: 149, hasGaps: false))
    #expect(
      recovery.tables.first { $0.name == "trials" }?.description
        == "trials: 199 rows saved, 1 dropped")
    let new = try Journal.open(in: saved)
    #expect(try new.pulls().map(\.round) == Array(0..<50))
    #expect(try !new.isFinished)
  }

  @Test func aFileThatIsCutOffIsSavedUpToThere() throws {
    try damage { $0.removeLast($0.count / 5) }
    let recovery = try Journal.recover(run, into: saved)
    #expect(!recovery.isWhole)
    let journal = try Journal.open(in: saved)
    try journal.checkRecords()
    #expect(try journal.header() == sampleHeader())
  }

  @Test func nothingIsMadeOfAJournalWithoutItsHeader() throws {
    let page = try page(of: sampleHeader().experiment)
    try damage { $0.replaceSubrange(page, with: Data(count: page.count)) }
    #expect(throws: JournalError.self) { try Journal.recover(run, into: saved) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: saved.path) == [])
  }

  @Test func anotherRunIsNotReplaced() throws {
    try Journal.create(in: saved, header: sampleHeader()).close()
    #expect(throws: JournalError.holdsAnotherRun(folder: saved.path)) {
      try Journal.recover(run, into: saved)
    }
    let journal = try Journal.open(in: run, forWriting: true)
    #expect(throws: JournalError.inUse(folder: run.path)) {
      try Journal.recover(run, into: folder.url.appending(path: "other"))
    }
    try journal.close()
  }
}
