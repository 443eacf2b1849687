import Foundation
import GRDB
import Multitask
import TestSupport
import Testing

@testable import RunJournal

@Suite struct TargetRecordTests {
  private static func header() throws -> RunHeader {
    RunHeader(
      version: "test", experiment: "{}", origin: "toy", isSynthetic: true,
      tasks: try TaskList(
        ["rte", "mrpc", "mnli"],
        targets: [
          Target(TaskIndex(1), weight: 1 / 3), Target(TaskIndex(0), loseAtMost: 0.01),
          Target(TaskIndex(2), isTrained: false),
        ]))
  }

  private func evaluation(_ tasks: TaskList, scores: Bool = false, losses: Bool = false)
    -> Evaluation
  {
    tasks.objective { task in
      let values: [Float] = [0.1, 1 / 3, .ulpOfOne]
      return Evaluation(
        metric: 1 / Double(3 + task.rawValue), loss: 0.7, examples: 3,
        scores: scores ? values : nil, losses: losses ? values : nil,
        others: ["hellaswag": 0.1 + 0.2])
    }
  }

  @Test func theTargetsAndTheirEvaluationsAreReadAsTheyWereWritten() throws {
    let header = try Self.header()
    let journal = try Journal.inMemory(header: header)
    #expect(try journal.header() == header)
    let pull = PullRecord(
      round: 0, task: TaskIndex(2), reward: 0.5, baseline: 0.7,
      baselineLosses: [1, 2, 3, 4, 5, 6, 7, 8, 9],
      result: .evaluated(evaluation(header.tasks, losses: true)), batches: 3, seconds: 1)
    try journal.record(pull)
    let mixture = Mixture.uniform(over: [TaskIndex(0), TaskIndex(1)], of: 3)
    let trial = TrialRecord(
      trial: 0, proposal: "uniform", mixture: mixture, seed: 1,
      result: .evaluated(evaluation(header.tasks)), batches: 3, seconds: 1)
    try journal.record(trial)
    let confirmation = ConfirmationRecord(
      candidate: .best, replicate: 0, mixture: mixture, seed: 1,
      result: .evaluated(evaluation(header.tasks, scores: true)), batches: 3, seconds: 1)
    try journal.record(confirmation)
    #expect(try journal.pulls() == [pull])
    #expect(try journal.trials() == [trial])
    #expect(try journal.confirmations() == [confirmation])
    try journal.record(confirmation)
    try journal.checkRecords()
  }

  @Test func aRunOfOneTargetHasNothingOfTargets() throws {
    let journal = try Journal.inMemory(header: sampleHeader())
    try journal.record(try sampleTrial(0))
    let transcript = try journal.transcript()
    #expect(!transcript.contains("targets") && !transcript.contains("parts"))
  }

  @Test(arguments: [
    "[]", "{}", #"[{"task":1,"share":1,"metric":0.25,"loss":0.7,"examples":8}]"#,
    #"[{"task":1,"share":1,"metric":0.5,"loss":0.7,"examples":9}]"#,
    #"[{"task":1,"share":1,"metric":0.25,"loss":0.7,"examples":9223372036854775807}]"#,
    #"[{"task":1,"share":1,"metric":0.25,"loss":0.7,"examples":9}]"#,
  ])
  func evaluationsThatDoNotFitAreDamage(_ parts: String) throws {
    let folder = try TemporaryFolder()
    let header = try Self.header()
    let journal = try Journal.create(in: folder.url, header: header)
    try journal.record(
      TrialRecord(
        trial: 0, proposal: "uniform", mixture: .only(TaskIndex(0), of: 3), seed: 1,
        result: .evaluated(Evaluation(metric: 0.25, loss: 0.7, examples: 9)), batches: 3,
        seconds: 1))
    try journal.close()
    let file = folder.path(Journal.fileName)
    try DatabaseQueue(path: file).write { database in
      try database.execute(sql: "UPDATE trials SET parts = ?", arguments: [parts])
    }
    let opened = try Journal.open(in: folder.url)
    #expect(throws: JournalError.self) { try opened.checkRecords() }
  }
}
