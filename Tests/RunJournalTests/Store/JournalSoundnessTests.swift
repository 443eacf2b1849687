import Foundation
import GRDB
import Multitask
import RunJournal
import TestSupport
import Testing

@Suite struct JournalSoundnessTests {
  private let journal: Journal

  init() throws { journal = try Journal.inMemory(header: sampleHeader()) }

  private func expectDamage(_ reason: String) {
    #expect(throws: JournalError.damaged(path: "in memory", reason: reason)) {
      try journal.checkRecords()
    }
  }

  @Test func whatARunRecordsIsSound() throws {
    try journal.record(samplePull(round: 0))
    try journal.record(arms: sampleArms)
    try journal.checkRecords()
  }

  /// SQLite's shell does not check the references between tables.
  @Test func aPullOfNoTaskIsFound() throws {
    let folder = try TemporaryFolder()
    let run = URL(filePath: folder.path("run"))
    let journal = try Journal.create(in: run, header: sampleHeader())
    try journal.record(samplePull(round: 0))
    try journal.close()
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    try DatabaseQueue(
      path: folder.path("run/journal.sqlite"), configuration: configuration
    ).write { try $0.execute(sql: "UPDATE pulls SET task = 2") }
    #expect {
      try Journal.open(in: run).checkRecords()
    } throws: { error in
      "\(error)".hasSuffix("is damaged: pull 0 is of task 2")
    }
  }

  @Test func aRewardOutsideOfItsRangeIsFound() throws {
    try journal.record(samplePull(round: 0, reward: 1.5))
    expectDamage("pull 0 has the reward 1.5")
  }

  @Test func aMixtureOfOtherTasksIsFound() throws {
    try journal.record(
      TrialRecord(
        trial: 4, proposal: "model", mixture: try Mixture(weights: [1, 1, 1]), seed: 1,
        result: .failed(reason: "it diverged"), batches: 1, seconds: 1))
    expectDamage("trial 4 has 3 weights for 2 tasks")
  }
}
