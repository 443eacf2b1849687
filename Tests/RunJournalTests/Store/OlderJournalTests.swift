import Foundation
import GRDB
import Multitask
import Testing

@testable import RunJournal

/// Journals of older formats; that is why this file imports the module as testable.
@Suite struct OlderJournalTests {
  /// A journal as a version with format 1 left it: a trial that succeeded and one that failed.
  private func withFormat1(_ body: (_ folder: URL, _ file: URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent(Journal.fileName)
      let queue = try DatabaseQueue(path: file.path)
      try JournalSchema.format.migrator.migrate(queue, upTo: "1")
      try queue.write { database in
        let header = sampleHeader()
        try database.execute(
          sql: """
            INSERT INTO run (run, version, experiment, origin, is_synthetic, fingerprint)
            VALUES (1, ?, ?, ?, ?, '')
            """,
          arguments: [header.version, header.experiment, header.origin, header.isSynthetic])
        for (index, task) in header.tasks.enumerated() {
          try database.execute(
            sql: "INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: [
              index, task.name, task.isPrimary, task.metric, task.trainingExamples,
              task.validationExamples, task.testExamples,
            ])
        }
        try database.execute(
          sql: """
            INSERT INTO trials VALUES
            (0, 'uniform', '[0.5,0.5]', NULL, '7', 0.625, 0.6931, 498, NULL, 300, 1.5),
            (1, 'model', '[1,0]', '[1,0]', '8', NULL, NULL, NULL, 'it broke', 17, 0.5)
            """)
        try database.execute(
          sql: "INSERT INTO pulls VALUES (0, 1, 0.75, NULL, 0.625, 0.6931, 498, 10, 1.5)")
      }
      try queue.close()
      try body(folder, file)
    }
  }

  @Test func anOlderOptimisationGoesOnInTheCurrentFormat() throws {
    try withTemporaryFolder { folder in
      let file = folder.appendingPathComponent("search.db")
      let queue = try DatabaseQueue(path: file.path)
      try OptimizationSchema.format.migrator.migrate(queue, upTo: "1")
      try queue.write { database in
        try database.execute(
          sql: "INSERT INTO optimization VALUES (1, '0.1.0', '[[0,1]]', '3', 9, NULL)")
      }
      try queue.close()
      let journal = try OptimizationJournal(at: file)
      #expect(
        try journal.header()
          == OptimizationHeader(
            version: "0.1.0", space: "[[0,1]]", seed: 3, budget: 9, isNoisy: nil))
    }
  }

  private func trials() throws -> [TrialRecord] {
    [
      TrialRecord(
        trial: 0, proposal: "uniform", mixture: try Mixture(weights: [1, 1]), seed: 7,
        result: .evaluated(Evaluation(metric: 0.625, loss: 0.6931, examples: 498)), reached: 300,
        batches: 300, seconds: 1.5),
      TrialRecord(
        trial: 1, proposal: "model", mixture: try Mixture(ratio: [1, 0]), seed: 8,
        result: .failed(reason: "it broke"), reached: 17, batches: 17, seconds: 0.5),
    ]
  }

  private let pull = PullRecord(
    round: 0, task: TaskIndex(1), reward: 0.75, baseline: nil,
    result: .evaluated(Evaluation(metric: 0.625, loss: 0.6931, examples: 498)), batches: 10,
    seconds: 1.5)

  @Test func anOlderJournalIsReadAndLeftAsItIs() throws {
    try withFormat1 { folder, file in
      let before = try Data(contentsOf: file)
      let journal = try Journal.open(in: folder)
      #expect(try journal.header() == sampleHeader())
      #expect(try journal.trials() == trials())
      #expect(try journal.pulls() == [pull])
      #expect(try journal.regrets().isEmpty)
      try journal.close()
      #expect(try Data(contentsOf: file) == before)
    }
  }

  /// Formats 1 to 4 have no scores of examples.
  @Test(arguments: ["1", "2", "3", "4"])
  func anOlderConfirmationHasNoScores(format: String) throws {
    try withTemporaryFolder { folder in
      let queue = try DatabaseQueue(path: folder.appendingPathComponent(Journal.fileName).path)
      try JournalSchema.format.migrator.migrate(queue, upTo: format)
      try queue.write { database in
        try database.execute(
          sql: """
            INSERT INTO confirmations VALUES
            ('best', 0, '[1,0]', NULL, '7', 0.625, 0.6931, 498, NULL, 300, 1.5)
            """)
      }
      try queue.close()
      for forWriting in [false, true] {
        let journal = try Journal.open(in: folder, forWriting: forWriting)
        #expect(
          try journal.confirmations().map(\.result) == [
            .evaluated(Evaluation(metric: 0.625, loss: 0.6931, examples: 498))
          ])
        try journal.close()
      }
    }
  }

  /// Formats 4 to 7 have no course of a policy's run.
  @Test(arguments: ["4", "7"])
  func anOlderComparisonHasNoCourse(format: String) throws {
    try withTemporaryFolder { folder in
      let queue = try DatabaseQueue(path: folder.appendingPathComponent(Journal.fileName).path)
      try JournalSchema.format.migrator.migrate(queue, upTo: format)
      try queue.write { database in
        try database.execute(
          sql: """
            INSERT INTO policy_runs (policy, replicate, seed, failure, weights, batches, seconds)
            VALUES ('uniform', 0, '7', 'it broke', '[1,0]', 300, 1.5)
            """)
      }
      try queue.close()
      for forWriting in [false, true] {
        let journal = try Journal.open(in: folder, forWriting: forWriting)
        #expect(try journal.policyRuns().map(\.batchesOverTime) == [[]])
        try journal.close()
      }
    }
  }

  @Test func anOlderRunGoesOnInTheCurrentFormat() throws {
    try withFormat1 { folder, file in
      let journal = try Journal.open(in: folder, forWriting: true)
      #expect(try journal.trials() == trials())
      for trial in try trials() { try journal.record(trial) }
      try journal.record(pull)
      let failed = PullRecord(
        round: 1, task: TaskIndex(0), reward: 0, baseline: 0.5, result: .failed(reason: "it broke"),
        batches: 10, seconds: 0)
      try journal.record(failed)
      #expect(try journal.pulls() == [pull, failed])
      try journal.record(try sampleTrial(2))
      try journal.record(sampleRegret)
      try journal.close()
      let again = try Journal.open(in: folder)
      #expect(try again.trials().count == 3 && again.regrets() == [sampleRegret])
      let queue = try DatabaseQueue(path: file.path)
      #expect(
        try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
          == Journal.formatVersion)
    }
  }
}
