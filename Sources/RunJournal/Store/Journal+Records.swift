import Foundation
import GRDB
public import Multitask

extension Journal {
  // MARK: - Header

  /// Returns what the run is.
  public func header() throws -> RunHeader {
    guard let header = try read({ try RunHeader.read(in: $0) }) else {
      throw JournalError.damaged(path: path, reason: "it does not say what the run is")
    }
    try check(header.tasks)
    return header
  }

  // MARK: - Stage one

  /// Returns the pulls in the order of their rounds.
  public func pulls() throws -> [PullRecord] {
    try read { try PullRecord.all(in: $0) }
  }

  /// Records a pull.
  ///
  /// A power cut may undo the pulls of the last second, which are pulled again.
  public func record(_ pull: PullRecord) throws {
    try writeSoon { try pull.record(in: $0) }
  }

  /// Keeps the trainer's state after a round, in place of the one before.
  public func saveSnapshot(_ snapshot: TrainerSnapshot, afterRound: Int) throws {
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO snapshot VALUES (1, ?, ?)",
        arguments: [afterRound, Data(snapshot.bytes)])
    }
  }

  /// Returns the newest state of the trainer and the round after which it was kept.
  public func latestSnapshot() throws -> (afterRound: Int, snapshot: TrainerSnapshot)? {
    try read { database in
      guard let row = try Row.fetchOne(database, sql: "SELECT * FROM snapshot") else { return nil }
      let bytes: Data = try row.decode(forColumn: "bytes")
      return (try row.decode(forColumn: "after_round"), TrainerSnapshot(bytes: [UInt8](bytes)))
    }
  }

  /// Drops the trainer's state after stage one.
  public func removeSnapshots() throws {
    try write { try $0.execute(sql: "DELETE FROM snapshot") }
  }

  /// Returns what stage one found out, in the order of the tasks; empty until it is over.
  public func arms() throws -> [ArmRecord] {
    try read { try ArmRecord.all(in: $0) }
  }

  /// Records what stage one found out, all of it or nothing.
  public func record(arms: [ArmRecord]) throws {
    try write { database in
      let recorded = try ArmRecord.all(in: database).count
      guard recorded == 0 || recorded == arms.count else {
        throw JournalError.diverged(
          table: ArmRecord.table, key: "all", column: "number of arms", recorded: "\(recorded)",
          offered: "\(arms.count)")
      }
      for arm in arms { try arm.record(in: database) }
    }
  }

  // MARK: - Stage two

  /// Returns the measurements of the trials in the order of the trials' numbers, those of one trial in
  /// the order of its training.
  public func trials() throws -> [TrialRecord] {
    try read { try TrialRecord.all(in: $0) }
  }

  /// Records a measurement of a trial.
  public func record(_ trial: TrialRecord) throws {
    try write { try trial.record(in: $0) }
  }

  /// Returns the measurements of the trials in the order in which they were recorded.
  public func trialsAsTheyEnded() throws -> [TrialRecord] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM trials ORDER BY rowid")
        .map(TrialRecord.init(row:))
    }
  }

  /// Returns what the optimiser was asked for, in the order of the asks.
  public func asks() throws -> [AskRecord] {
    try read { try AskRecord.all(in: $0) }
  }

  /// Records asks of the optimiser, all of them or none.
  public func record(asks: [AskRecord]) throws {
    try write { database in
      for ask in asks { try ask.record(in: database) }
    }
  }

  /// Returns the trials that were proposed while others were open, in the order of their numbers.
  public func proposals() throws -> [ProposalRecord] {
    try read { try ProposalRecord.all(in: $0) }
  }

  /// Records a trial that is proposed while others are open.
  public func record(_ proposal: ProposalRecord) throws {
    try write { try proposal.record(in: $0) }
  }

  /// Returns the estimates of what stage two may still gain, in the order in which they were made; empty
  /// where none were wanted.
  public func regrets() throws -> [RegretRecord] {
    try read { try RegretRecord.all(in: $0) }
  }

  /// Returns the estimate after a number of measurements; nil where none was made.
  public func regret(after measurements: Int) throws -> RegretRecord? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT * FROM regrets WHERE measurements = ?", arguments: [measurements]
      ).map(RegretRecord.init(row:))
    }
  }

  /// Records an estimate of what stage two may still gain.
  public func record(_ regret: RegretRecord) throws {
    try write { try regret.record(in: $0) }
  }

  /// Returns the mixture that stage two recommends; nil until it is over.
  public func recommendation() throws -> RecommendationRecord? {
    try read { try RecommendationRecord.all(in: $0).first }
  }

  /// Records the mixture that stage two recommends.
  public func record(_ recommendation: RecommendationRecord) throws {
    try write { try recommendation.record(in: $0) }
  }

  // MARK: - Confirmation

  /// Returns the runs of confirmation in the order of candidate and replicate.
  public func confirmations() throws -> [ConfirmationRecord] {
    try read { try ConfirmationRecord.all(in: $0) }
  }

  /// Records a run of confirmation.
  public func record(_ confirmation: ConfirmationRecord) throws {
    try write { try confirmation.record(in: $0) }
  }

  // MARK: - Comparison

  /// Returns the runs of a comparison in the order of policy and replicate.
  public func policyRuns() throws -> [PolicyRunRecord] {
    try read { try PolicyRunRecord.all(in: $0) }
  }

  /// Records a run of a comparison.
  public func record(_ run: PolicyRunRecord) throws {
    try write { try run.record(in: $0) }
  }

  // MARK: - Failures

  /// Drops the failures that nothing was built on, so that they are tried again.
  ///
  /// These are the failed runs of confirmation and of a comparison, which depend on no other, and the failed
  /// pulls or trials after the last success of a stage that is not over. A failure before a success is kept:
  /// what was done after it follows from it.
  public func dropFailuresToRetry() throws {
    try write { database in
      for sql in Self.failuresToRetry { try database.execute(sql: sql) }
    }
  }

  private static let failuresToRetry = [
    """
    DELETE FROM pulls WHERE NOT EXISTS (SELECT * FROM arms)
      AND round > (SELECT COALESCE(MAX(round), -1) FROM pulls WHERE failure IS NULL)
    """,
    // What was proposed once a failure was known follows from it.
    """
    DELETE FROM proposals WHERE NOT EXISTS (SELECT * FROM recommendation) AND results >
      (SELECT COUNT(*) FROM trials AS earlier WHERE NOT EXISTS
        (SELECT * FROM trials AS failed WHERE failed.rowid <= earlier.rowid AND failed.failure IS NOT NULL
          AND failed.trial > (SELECT COALESCE(MAX(trial), -1) FROM trials WHERE failure IS NULL)))
    """,
    // So does what was asked for; without proposals, all from the first of the failures on.
    """
    DELETE FROM asks WHERE NOT EXISTS (SELECT * FROM recommendation)
      AND ask > (SELECT COALESCE(MAX(trial), -1) FROM trials WHERE failure IS NULL)
      AND EXISTS (SELECT * FROM trials WHERE failure IS NOT NULL
        AND trial > (SELECT COALESCE(MAX(trial), -1) FROM trials WHERE failure IS NULL))
      AND ask NOT IN (SELECT trial FROM proposals)
    """,
    """
    DELETE FROM trials WHERE failure IS NOT NULL AND NOT EXISTS (SELECT * FROM recommendation)
      AND trial > (SELECT COALESCE(MAX(trial), -1) FROM trials WHERE failure IS NULL)
    """,
    "DELETE FROM regrets WHERE measurements > (SELECT COUNT(*) FROM trials)",
    "DELETE FROM confirmations WHERE failure IS NOT NULL",
    "DELETE FROM policy_runs WHERE failure IS NOT NULL",
  ]

  // MARK: - Notes

  /// Keeps a warning; one that was kept before is not kept twice.
  ///
  /// - Parameters:
  ///   - text: The warning, a sentence.
  ///   - stage: Where it came up, such as `selection`.
  public func note(_ text: String, at stage: String) throws {
    try write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO notes (stage, text) VALUES (?, ?)", arguments: [stage, text])
    }
  }

  /// Returns the warnings, oldest first, each as `stage: text`.
  public func notes() throws -> [String] {
    try read {
      try String.fetchAll($0, sql: "SELECT stage || ': ' || text FROM notes ORDER BY note")
    }
  }
}
