/// What goes wrong with the journal of a run.
public enum JournalError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A folder in which a run should begin has a journal.
  case holdsAnotherRun(folder: String)

  /// A folder has no journal.
  case noRun(folder: String)

  /// A file is not a journal.
  case notAJournal(path: String)

  /// A file is a journal, but not one of the kind that was expected.
  case anotherKind(path: String, writer: String)

  /// A journal was written by a newer version of autosem.
  case newerVersion(found: Int, known: Int)

  /// Another process is writing the journal.
  case inUse(folder: String)

  /// Another process is writing a journal that is a file of its own.
  case fileInUse(path: String)

  /// A record differs from the recorded one with the same key.
  case diverged(table: String, key: String, column: String, recorded: String, offered: String)

  /// A value that is not a number was to be recorded.
  case notANumber(table: String, key: String, column: String)

  /// The folder of a run cannot be made.
  case folderNotMade(path: String, reason: String)

  /// The folder in which a journal should be made does not exist.
  case noFolder(path: String)

  /// The journal, or its folder, cannot be written.
  case readOnly(path: String)

  /// The file of a journal was deleted or replaced while it was open.
  case gone(path: String)

  /// The path of a journal is longer than SQLite opens.
  case pathTooLong(path: String, limit: Int)

  /// The file that takes the lock of a journal is something else.
  case notALock(path: String)

  /// The disk is full.
  case noSpace(path: String)

  /// A journal holds something that no autosem wrote.
  case damaged(path: String, reason: String)

  /// The database failed in another way.
  case failed(path: String, reason: String)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .holdsAnotherRun(let folder):
      "'\(folder)' holds another run: an empty or a new folder was expected "
        + "(autosem resume goes on with the run that is there)"
    case .noRun(let folder):
      "'\(folder)' holds no run: a folder with a journal.sqlite was expected"
    case .notAJournal(let path):
      "'\(path)' is not a journal of autosem"
    case .anotherKind(let path, let writer):
      "'\(path)' is a journal of another kind: one that \(writer) wrote was expected"
    case .newerVersion(let found, let known):
      "the journal has format version \(found), at most \(known) was expected: "
        + "a newer version of autosem wrote it"
    case .inUse(let folder):
      "the run in '\(folder)' is going on in another process: one at a time was expected"
    case .fileInUse(let path):
      "'\(path)' is in use by another process: one at a time was expected"
    case .diverged(let table, let key, let column, let recorded, let offered):
      "\(table) \(key) has \(column) = \(recorded) in the journal, but now it came out as "
        + "\(offered): the run was begun by another version of autosem, or its data have changed"
    case .notANumber(let table, let key, let column):
      "\(column) of \(table) \(key) is not a number and was not recorded"
    case .folderNotMade(let path, let reason):
      "the folder '\(path)' could not be made: \(reason)"
    case .noFolder(let path):
      "there is no folder for '\(path)': a file in a folder that exists was expected"
    case .readOnly(let path):
      "'\(path)' cannot be written: a folder and a journal with permission to write were expected"
    case .gone(let path):
      "'\(path)' was deleted or replaced while it was open: what was recorded since is lost"
    case .pathTooLong(let path, let limit):
      "the path of the journal has \(path.utf8.count) bytes, at most \(limit) were expected: "
        + "a folder with a shorter path is needed for '\(path)'"
    case .notALock(let path):
      "'\(path)' is not a lock that autosem made: remove it, unless it is yours"
    case .noSpace(let path):
      "no space is left to write '\(path)': what was recorded before is kept"
    case .damaged(let path, let reason):
      "the journal '\(path)' is damaged: \(reason)"
    case .failed(let path, let reason):
      "the journal '\(path)' failed: \(reason)"
    }
  }
}
