public import Foundation
public import RunJournal

/// Whether a run goes on.
public enum RunState: String, CaseIterable, Sendable {
  /// A process works on it.
  case running
  /// It has not ended, and no process works on it.
  case stopped
  /// It has ended.
  case finished

  /// Looks at a run.
  ///
  /// Reads only. Not for the process that writes the run: it would lose its lock.
  ///
  /// - Parameters:
  ///   - journal: The journal of the run.
  ///   - folder: Its folder.
  /// - Throws: What the journal throws.
  public init(of journal: Journal, in folder: URL) throws {
    self = try journal.isFinished ? .finished : Self.isWritten(folder) ? .running : .stopped
  }

  /// Whether a process has the lock of a folder's journal, which is one of SQLite on its own file.
  private static func isWritten(_ folder: URL) -> Bool {
    let file = folder.appendingPathComponent("journal.lock")
    guard let handle = try? FileHandle(forReadingFrom: file) else { return false }
    defer { try? handle.close() }
    // The bytes that SQLite locks <https://sqlite.org/fileformat2.html#the_lock_byte_page>.
    var lock: flock = .init()
    lock.l_type = Int16(F_RDLCK)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = 0x4000_0000
    lock.l_len = 512
    // Asks which lock would be in the way, and takes none.
    guard unsafe fcntl(handle.fileDescriptor, F_GETLK, &lock) == 0 else { return false }
    return lock.l_type != Int16(F_UNLCK)
  }
}
