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
    try journal.record(soundTrial(0))
    try journal.record(
      RecommendationRecord(
        mixture: Mixture(weights: [1, 2]), predictedMean: nil, predictedStandardDeviation: nil))
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

  /// Statements that anyone may run in SQLite's shell, and what is then found.
  static let edits = [
    ("DELETE FROM tasks", "exactly one primary task was expected, got none among the tasks none"),
    (
      "UPDATE tasks SET training_examples = 9223372036854775807",
      "the task 'rte' has training_examples = 9223372036854775807"
    ),
    ("UPDATE tasks SET test_examples = -1", "the task 'rte' has test_examples = -1"),
    ("DELETE FROM arms WHERE task = 0", "it has 1 arms for 2 tasks"),
    ("UPDATE pulls SET batches = 9223372036854775807", "pull 0 has batches = 9223372036854775807"),
    (
      "UPDATE pulls SET examples = 9223372036854775807",
      "the column losses has the unexpected value '12 bytes'"
    ),
    ("UPDATE pulls SET loss = 9e999", "pull 0 has the metric 0.30000000000000004 and the loss inf"),
    ("UPDATE trials SET trial = -1", "trial -1 has trial = -1"),
    ("UPDATE trials SET seconds = -1", "trial 0 took -1.0 seconds"),
    (
      "UPDATE trials SET weights = '[2,-1]'",
      "trial 0 has the weights [2.0, -1.0], which are no shares"
    ),
    (
      "UPDATE trials SET ratio = '[9223372036854775807,1]'",
      "trial 0 has the ratio [9223372036854775807, 1]"
    ),
    ("UPDATE recommendation SET weights = '[]'", "the recommendation has 0 weights for 2 tasks"),
    (
      "UPDATE recommendation SET predicted_mean = -9e999",
      "the recommendation's prediction is not finite"
    ),
  ]

  @Test(arguments: edits)
  func anEditedJournalIsFound(sql: String, reason: String) throws {
    let folder = try TemporaryFolder()
    let run = URL(filePath: folder.path("run"))
    let journal = try Journal.create(in: run, header: sampleHeader())
    try journal.record(samplePull(round: 1))
    try journal.record(arms: sampleArms)
    try journal.record(soundTrial(0))
    try journal.record(
      RecommendationRecord(
        mixture: Mixture(weights: [1, 2]), predictedMean: nil, predictedStandardDeviation: nil))
    try journal.close()
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    try DatabaseQueue(
      path: folder.path("run/journal.sqlite"), configuration: configuration
    ).write { database in
      try database.execute(sql: "UPDATE pulls SET round = 0")
      try database.execute(sql: sql)
    }
    #expect {
      try Journal.open(in: run).checkRecords()
    } throws: { error in
      "\(error)".hasSuffix("is damaged: \(reason)")
    }
  }
}
