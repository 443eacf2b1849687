import GRDB

extension Journal {
  /// Returns the records as text, a line for each row, equal for runs with equal results.
  ///
  /// Without times, the request, which may differ in workers or folder, and the trainer's checkpoint. What only a run
  /// of several targets has is left out of others.
  public func transcript() throws -> String {
    try read { database in
      try JournalSchema.transcript.flatMap { table, key, leftOut in
        let order = key.joined(separator: ", ")
        return try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY \(order)").map {
          row in
          let cells = row.filter { !leftOut.contains($0.0) && !isOfTargets($0) }.map {
            "\($0.0)=\($0.1)"
          }
          return ([table] + cells).joined(separator: " ") + "\n"
        }
      }.joined()
    }
  }
}

/// Whether a cell would hold what only a run of several targets has, and is empty.
private func isOfTargets(_ cell: (name: String, value: DatabaseValue)) -> Bool {
  ["parts", "other_scores"].contains(cell.name) && cell.value.isNull
}
