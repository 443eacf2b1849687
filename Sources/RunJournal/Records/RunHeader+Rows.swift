import GRDB
import Multitask

extension RunHeader {
  /// Reads the run's row and its tasks; nil when the run was never begun.
  static func read(in database: Database) throws -> RunHeader? {
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM run") else { return nil }
    let tasks = try Row.fetchAll(database, sql: "SELECT * FROM tasks ORDER BY task")
    let targets = try Row.fetchAll(database, sql: "SELECT * FROM targets ORDER BY target")
    let kind: String = try row.decode(forColumn: "kind")
    guard let known = Kind(rawValue: kind) else {
      throw UnreadableCell(column: "kind", text: kind)
    }
    return RunHeader(
      kind: known,
      version: try row.decode(forColumn: "version"),
      experiment: try row.decode(forColumn: "experiment"),
      origin: try row.decode(forColumn: "origin"),
      isSynthetic: try row.decode(forColumn: "is_synthetic"),
      fingerprint: try row.decode(forColumn: "fingerprint"),
      tasks: try targets.isEmpty
        ? TaskList(tasks.map(TaskSummary.init(row:)))
        : TaskList(tasks.map(TaskSummary.init(row:)), targets: targets.map(Target.init(row:))))
  }

  /// Writes the run's row and its tasks.
  func insert(in database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO run (run, kind, version, experiment, origin, is_synthetic, fingerprint)
        VALUES (1, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [kind.rawValue, version, experiment, origin, isSynthetic, fingerprint])
    for (index, task) in tasks.enumerated() {
      try database.execute(
        sql: "INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          index, task.name, task.isPrimary, task.metric, task.trainingExamples,
          task.validationExamples, task.testExamples,
        ])
    }
    // That of a run with one target is in the table of tasks.
    guard tasks.targets != [Target(tasks.primary)] else { return }
    for (index, target) in tasks.targets.enumerated() {
      try database.execute(
        sql: "INSERT INTO targets VALUES (?, ?, ?, ?, ?)",
        arguments: [
          index, target.task.rawValue, target.weight, target.loseAtMost, target.isTrained,
        ])
    }
  }
}

extension Target {
  fileprivate init(row: Row) throws {
    self.init(
      TaskIndex(try row.decode(forColumn: "task")),
      weight: try row.decode(forColumn: "weight"),
      loseAtMost: try row.decode(forColumn: "lose_at_most"),
      isTrained: try row.decode(forColumn: "is_trained"))
  }
}

extension TaskSummary {
  fileprivate init(row: Row) throws {
    self.init(
      try row.decode(forColumn: "name"),
      isPrimary: try row.decode(forColumn: "is_primary"),
      metric: try row.decode(forColumn: "metric"),
      trainingExamples: try row.decode(forColumn: "training_examples"),
      validationExamples: try row.decode(forColumn: "validation_examples"),
      testExamples: try row.decode(forColumn: "test_examples"))
  }
}
