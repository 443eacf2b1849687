import Foundation
import GRDB
import Multitask
import RunJournal
import TestSupport
import Testing

@testable import ExperimentTracking

@Suite struct OptunaStorageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func rows(_ journal: Journal, _ sql: String) throws -> [[String]] {
    let file = folder.url.appending(path: "\(UUID().uuidString).db")
    try OptunaStorage(of: journal).write(to: file)
    let queue = try DatabaseQueue(path: file.path(percentEncoded: false))
    return try queue.read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { String.fromDatabaseValue($0) ?? "\($0)" }
      }
    }
  }

  @Test func aTrialIsThereWithItsStateAndItsLoss() throws {
    let trials = try rows(
      TrackedRuns.search(),
      """
      SELECT number, state, value, datetime_complete FROM trials LEFT JOIN trial_values USING (trial_id)
      ORDER BY number
      """)
    #expect(trials.map { $0[1] } == ["COMPLETE", "FAIL", "COMPLETE", "COMPLETE"])
    #expect(
      trials.map { $0[2] } == ["0.5", "NULL", "\(1 - (0.5 + 0.1 * 2))", "\(1 - (0.5 + 0.1 * 3))"])
    #expect(trials[0][3] == "1970-01-01 00:00:01.250000")
    #expect(
      try rows(TrackedRuns.search(), "SELECT direction FROM study_directions") == [["MINIMIZE"]])
  }

  @Test func theSharesAreParameters() throws {
    let shares = try rows(
      TrackedRuns.search(),
      "SELECT param_name, param_value FROM trial_params WHERE trial_id = 4 ORDER BY param_id")
    #expect(
      shares == [
        ["share of rte", "0.25"], ["share of mnli", "0.75"], ["share of a \"b\"/'c'", "0.0"],
      ])
  }

  @Test func aPartialTrialHasItsMeasurementsAndIsPruned() throws {
    let journal = try TrackedRuns.search(partial: true)
    #expect(
      try rows(journal, "SELECT state FROM trials ORDER BY number").map { $0[0] }
        == ["COMPLETE", "FAIL", "PRUNED", "PRUNED"])
    let measurements = try rows(
      journal,
      """
      SELECT trial_id, step, intermediate_value_type FROM trial_intermediate_values
      ORDER BY trial_id, step
      """)
    #expect(
      measurements == [
        ["1", "75", "FINITE"], ["1", "100", "FINITE"], ["3", "75", "FINITE"],
        ["4", "75", "FINITE"],
      ])
  }

  @Test(arguments: TrackedRuns.Point.allCases)
  func aRunOnItsWayHasAStudy(point: TrackedRuns.Point) throws {
    let studies = try rows(TrackedRuns.search(upTo: point), "SELECT study_name FROM studies")
    #expect(studies == [["autosem rte"]])
  }

  @Test func aFileThatIsThereIsLeftAsItIs() throws {
    let path = try folder.write("mine", to: "study.db")
    let storage = try OptunaStorage(of: TrackedRuns.search())
    #expect(throws: OptunaStorageError.exists(path: path)) {
      try storage.write(to: URL(filePath: path))
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    #expect(throws: OptunaStorageError.self) {
      try storage.write(to: folder.url.appending(path: "no/folder.db"))
    }
  }
}
