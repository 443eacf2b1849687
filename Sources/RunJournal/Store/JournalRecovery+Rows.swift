import GRDB

extension Journal {
  /// Drops the rows of a table that the reader of its records cannot use, and returns their number.
  func dropUnusable(in table: String) throws -> Int {
    let before = try count(of: table)
    try write { database in
      let isReadable: ((Row) -> Bool)? =
        switch table {
        case PullRecord.table: { (try? PullRecord(row: $0)) != nil }
        case ArmRecord.table: { (try? ArmRecord(row: $0)) != nil }
        case AskRecord.table: { (try? AskRecord(row: $0)) != nil }
        case TrialRecord.table: { (try? TrialRecord(row: $0)) != nil }
        case RegretRecord.table: { (try? RegretRecord(row: $0)) != nil }
        case RecommendationRecord.table: { (try? RecommendationRecord(row: $0)) != nil }
        case ConfirmationRecord.table: { (try? ConfirmationRecord(row: $0)) != nil }
        case PolicyRunRecord.table: { (try? PolicyRunRecord(row: $0)) != nil }
        default: nil
        }
      guard let isReadable else { return }
      // `round` and others are names of the row's number, which a column of its own makes plain.
      let rows = try Row.fetchAll(database, sql: "SELECT *, rowid AS number_of_row FROM \(table)")
      for row in rows where !isReadable(row) {
        let number: Int64 = row["number_of_row"]
        try database.execute(sql: "DELETE FROM \(table) WHERE rowid = ?", arguments: [number])
      }
      if let sql = Self.unfounded[table] { try database.execute(sql: sql) }
    }
    return try before - count(of: table)
  }

  private func count(of table: String) throws -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM \(table)") ?? 0 }
  }

  /// What follows from rows that are missing: pulls after a gap, and a part of the arms.
  private static let unfounded = [
    "pulls": """
    DELETE FROM pulls WHERE round >= (
      SELECT MIN(gap) FROM (
        SELECT 0 AS gap WHERE NOT EXISTS (SELECT * FROM pulls WHERE round = 0)
        UNION ALL
        SELECT round + 1 FROM pulls AS one
        WHERE NOT EXISTS (SELECT * FROM pulls WHERE round = one.round + 1)))
    """,
    "arms": "DELETE FROM arms WHERE (SELECT COUNT(*) FROM arms) < (SELECT COUNT(*) FROM tasks)",
  ]
}
