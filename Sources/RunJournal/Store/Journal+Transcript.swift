import GRDB

extension Journal {
  /// Returns all that happened as text, a line for each row, equal for runs that came out the same.
  ///
  /// Times are left out, and so are the request itself (the same search may be asked for with
  /// another number of workers or another folder) and the trainer's snapshot.
  public func transcript() throws -> String {
    try read { database in
      try JournalSchema.transcript.flatMap { table, key, leftOut in
        let order = key.joined(separator: ", ")
        return try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY \(order)").map {
          row in
          let cells = row.filter { !leftOut.contains($0.0) }.map { "\($0.0)=\($0.1)" }
          return ([table] + cells).joined(separator: " ") + "\n"
        }
      }.joined()
    }
  }
}
