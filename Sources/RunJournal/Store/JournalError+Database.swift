import Foundation
import GRDB

extension JournalError {
  /// Runs something on a database and turns what it throws into an error of the journal.
  ///
  /// - Parameter path: The database's file, for the sentence.
  static func translating<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as JournalError {
      throw error
    } catch let error as DatabaseError {
      throw JournalError(error, path: path)
    } catch {
      throw JournalError.damaged(path: path, reason: String(describing: error))
    }
  }

  /// Creates the error that a failure of the database means.
  init(_ error: DatabaseError, path: String) {
    self =
      switch error.resultCode {
      case .SQLITE_FULL: .noSpace(path: path)
      // What SQLite says when it cannot make the files beside the journal.
      case .SQLITE_IOERR where isDiskFull(at: folder(of: path)): .noSpace(path: path)
      case .SQLITE_READONLY where error.extendedResultCode == .SQLITE_READONLY_DBMOVED,
        .SQLITE_READONLY where isMissing(path), .SQLITE_IOERR where isMissing(path):
        .gone(path: path)
      case .SQLITE_READONLY, .SQLITE_PERM: .readOnly(path: path)
      case .SQLITE_CANTOPEN where !FileManager.default.isWritableFile(atPath: folder(of: path)):
        .readOnly(path: path)
      case .SQLITE_NOTADB: .notAJournal(path: path)
      case .SQLITE_CORRUPT: .damaged(path: path, reason: error.message ?? "malformed")
      case .SQLITE_BUSY, .SQLITE_LOCKED:
        .failed(path: path, reason: "another process kept it locked for too long")
      default: .failed(path: path, reason: error.message ?? "SQLite error \(error.resultCode)")
      }
  }
}

private func folder(of path: String) -> String {
  URL(fileURLWithPath: path).deletingLastPathComponent().path
}

/// Whether a folder does not have a file any more.
private func isMissing(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: folder(of: path))
    && !FileManager.default.fileExists(atPath: path)
}

/// Whether not even a page of the journal and its index would fit.
private func isDiskFull(at folder: String) -> Bool {
  let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
  guard let free = attributes?[.systemFreeSize] as? Int else { return false }
  return free < 65_536
}
