public import RunJournal

/// What was saved of a damaged journal, for another program: what `autosem recover` prints as JSON.
public struct RecoveredRun: Encodable, Sendable {
  let format = 1
  let folder: String
  let whole: Bool
  let tables: [Table]

  struct Table: Encodable {
    let table: String
    let saved: Int
    let dropped: Int
    let gaps: Bool
  }

  /// Gathers what was saved.
  ///
  /// - Parameters:
  ///   - recovery: What was saved.
  ///   - folder: The path of the new run.
  public init(_ recovery: JournalRecovery, in folder: String) {
    (self.folder, whole) = (folder, recovery.isWhole)
    tables = recovery.tables.map {
      Table(table: $0.name, saved: $0.saved, dropped: $0.dropped, gaps: $0.hasGaps)
    }
  }
}

/// A run that was written for another program: what `autosem export` prints as JSON of it.
public struct ExportedRun: Encodable, Sendable {
  let format = 1
  /// The path of the file, or of the folder.
  public let path: String
  let study: String?

  /// Names the files.
  ///
  /// - Parameters:
  ///   - path: The path of the file, or of the folder.
  ///   - study: The name of the study in a storage of Optuna.
  public init(path: String, study: String? = nil) {
    (self.path, self.study) = (path, study)
  }
}
