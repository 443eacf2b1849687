import Foundation
import GRDB
import MixtureRegression
import TestSupport
import Testing

/// Storages as Optuna writes them.
@Suite struct OptunaStudyTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A trial of a study.
  private struct Trial {
    var state = "COMPLETE"
    let parameters: [String: Double]
    let values: [Double?]
  }

  private static func trials(_ amounts: [[Double]]) -> [Trial] {
    amounts.map { amounts in
      let sum = amounts.reduce(0, +)
      return Trial(
        parameters: Dictionary(zip(["web", "code", "books"], amounts)) { $1 },
        values: [2 + amounts[1] / sum])
    }
  }

  private static let shares = trials([
    [0.5, 0.25, 0.25], [0.2, 0.3, 0.5], [0.25, 0.5, 0.25], [1, 0, 0], [0.125, 0.75, 0.125],
  ])

  /// Writes a storage with the tables and texts of Optuna 4.
  private func storage(
    _ studies: [(name: String, directions: [String], trials: [Trial])], metrics: String? = nil
  ) throws -> String {
    let path = folder.path("study.db")
    let queue = try DatabaseQueue(path: path)
    try queue.write { database in
      try database.execute(
        sql: """
          CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name VARCHAR(512) NOT NULL);
          CREATE TABLE study_directions (study_direction_id INTEGER PRIMARY KEY,
            direction VARCHAR(8) NOT NULL, study_id INTEGER NOT NULL, objective INTEGER NOT NULL);
          CREATE TABLE study_system_attributes (study_system_attribute_id INTEGER PRIMARY KEY,
            study_id INTEGER, "key" VARCHAR(512), value_json TEXT);
          CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, number INTEGER, study_id INTEGER,
            state VARCHAR(8) NOT NULL, datetime_start DATETIME, datetime_complete DATETIME);
          CREATE TABLE trial_params (param_id INTEGER PRIMARY KEY, trial_id INTEGER,
            param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT);
          CREATE TABLE trial_values (trial_value_id INTEGER PRIMARY KEY, trial_id INTEGER NOT NULL,
            objective INTEGER NOT NULL, value FLOAT, value_type VARCHAR(7) NOT NULL);
          """)
      for (number, study) in studies.enumerated() {
        try database.execute(
          sql: "INSERT INTO studies VALUES (?, ?)", arguments: [number + 1, study.name])
        for (objective, direction) in study.directions.enumerated() {
          try database.execute(
            sql: "INSERT INTO study_directions VALUES (NULL, ?, ?, ?)",
            arguments: [direction, number + 1, objective])
        }
        if let metrics {
          try database.execute(
            sql: "INSERT INTO study_system_attributes VALUES (NULL, ?, 'study:metric_names', ?)",
            arguments: [number + 1, metrics])
        }
        for (place, trial) in study.trials.enumerated() {
          try insert(trial, number: place, of: number + 1, in: database)
        }
      }
    }
    try queue.close()
    return path
  }

  private func insert(
    _ trial: Trial, number: Int, of study: Int, in database: Database
  ) throws {
    try database.execute(
      sql: "INSERT INTO trials VALUES (NULL, ?, ?, ?, NULL, NULL)",
      arguments: [number, study, trial.state])
    let identifier = database.lastInsertedRowID
    for (name, value) in trial.parameters.sorted(by: { $0.key < $1.key }) {
      try database.execute(
        sql: "INSERT INTO trial_params VALUES (NULL, ?, ?, ?, ?)",
        arguments: [
          identifier, name, value,
          name == "optimizer"
            ? #"{"name": "CategoricalDistribution", "attributes": {"choices": ["sgd", "adam"]}}"#
            : #"{"name": "FloatDistribution", "attributes": {"low": 0.0, "high": 1.0}}"#,
        ])
    }
    for (objective, value) in trial.values.enumerated() {
      try database.execute(
        sql: "INSERT INTO trial_values VALUES (NULL, ?, ?, ?, ?)",
        arguments: [identifier, objective, value, value == nil ? "INF_POS" : "FINITE"])
    }
  }

  private func table(_ path: String, _ columns: RunColumns = RunColumns(objective: [])) throws
    -> RunTable
  {
    try RunTable(contentsOf: [path], columns: columns)
  }

  @Test func theCompletedTrialsAreTheRuns() throws {
    let others = [
      Trial(state: "RUNNING", parameters: ["web": 0.5, "code": 0.5, "books": 0], values: []),
      Trial(state: "PRUNED", parameters: ["web": 0.5, "code": 0.5, "books": 0], values: [3]),
      Trial(parameters: ["web": 0.5, "code": 0.5, "books": 0], values: [nil]),
    ]
    let path = try storage([("rte", ["MINIMIZE"], Self.shares + others)])
    #expect(RunTable.isStorage(path))
    let table = try table(path)
    #expect(table.domains == ["books", "code", "web"])
    #expect(table.objective == "value" && table.direction == .minimize)
    #expect(table.runs.count == 6 && table.runs[0].name == "trial 0")
    #expect(table.runs[0].mixture == [0.25, 0.25, 0.5])
    #expect(table.runs.map(\.result).suffix(2) == [.measured(2.75), .failed])
    #expect(
      table.notes == [
        "2 of 8 trials of the study are not complete, and were left out",
        "1 run has a 'value' that is not finite and counts as failed",
      ])
    let fit = try MixtureFit(of: table, settings: MixtureFitSettings(parts: 0))
    #expect(fit.recommended.mixture[1] < 0.1)
  }

  @Test func otherParametersAreNoShares() throws {
    let trials = Self.shares.enumerated().map { index, trial in
      var parameters = trial.parameters
      (parameters["optimizer"], parameters["zz_rate"]) = (1, 0.01 * Double(index))
      return Trial(parameters: parameters, values: trial.values)
    }
    #expect(
      try table(storage([("rte", ["MAXIMIZE"], trials)])).domains == ["books", "code", "web"])
  }

  @Test func amountsAreDividedByTheirSum() throws {
    let trials = Self.trials([
      [0.5, 0.5, 1], [1, 1, 0], [0.3, 0.3, 0.9], [0.8, 0, 0.8], [2, 1, 1],
    ])
    let path = try storage([("rte", ["MINIMIZE"], trials)])
    let table = try table(path)
    #expect(table.runs[0].mixture == [0.5, 0.25, 0.25])
    #expect(
      table.notes == [
        "the parameters books, code, web of 5 trials do not sum to one, and were divided by their sum"
      ])
    let two = try self.table(path, RunColumns(objective: [], shares: ["web", "books"]))
    #expect(two.domains == ["web", "books"] && two.runs[4].mixture == [2.0 / 3, 1.0 / 3])
  }

  @Test func oneOfSeveralStudiesIsNamed() throws {
    let path = try storage([
      ("first", ["MINIMIZE"], []), ("second", ["MAXIMIZE"], Self.shares),
    ])
    #expect {
      try self.table(path)
    } throws: {
      "\($0)".contains(
        "found the studies 'first', 'second'; one was expected: name one of them with --study")
    }
    let table = try table(path, RunColumns(objective: [], study: "second"))
    #expect(table.runs.count == 5 && table.direction == .maximize)
    #expect(throws: RunTableError.noRows(path: path)) {
      try self.table(path, RunColumns(objective: [], study: "first"))
    }
    #expect(
      throws: RunTableError.whichStudy("third", found: ["first", "second"], path: path)
    ) {
      try self.table(path, RunColumns(objective: [], study: "third"))
    }
  }

  @Test func oneOfSeveralValuesIsNamed() throws {
    let trials = Self.shares.map {
      Trial(parameters: $0.parameters, values: $0.values + [-($0.values[0] ?? 0)])
    }
    let path = try storage(
      [("rte", ["MINIMIZE", "MAXIMIZE"], trials)], metrics: #"["loss", "acc"]"#)
    #expect {
      try self.table(path)
    } throws: {
      "\($0)".contains("the study has the values loss, acc: name one of them with --objective")
    }
    let table = try table(path, RunColumns(objective: ["acc"]))
    #expect(table.direction == .maximize && table.runs[0].result == .measured(-2.25))
  }

  @Test func anotherSQLiteFileIsMetWithASentence() throws {
    let path = folder.path("other.db")
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: "CREATE TABLE a (b)") }
    try queue.close()
    #expect {
      try self.table(path)
    } throws: {
      "\($0)".contains("is a SQLite file and no storage of Optuna (it has no table 'studies')")
    }
    #expect {
      try RunTable(contentsOf: [path, path], columns: RunColumns(objective: []))
    } throws: {
      "\($0)".contains("a storage is a table of its own")
    }
    try folder.write("SQLite format 3\0 and no more", to: "cut.db")
    #expect(throws: RunTableError.self) { try table(folder.path("cut.db")) }
  }
}
