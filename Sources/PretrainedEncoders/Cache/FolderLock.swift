import Foundation

/// A lock on a folder, held by one process at a time.
///
/// The system releases it when the process ends, however that happens. The file stays, since removing it
/// would let a third process lock a new file while a second holds the old.
struct FolderLock {
  private let path: String

  init(_ folder: String) {
    path = "\(folder)/lock"
  }

  /// Waits for the lock, runs a function, and releases the lock.
  func hold(_ body: () throws -> Void) throws {
    if !FileManager.default.fileExists(atPath: path) { try Data().write(to: URL(filePath: path)) }
    let file = try FileHandle(forUpdating: URL(filePath: path))
    defer { try? file.close() }
    while flock(file.fileDescriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw CocoaError(.fileLocking) }
    }
    defer { _ = flock(file.fileDescriptor, LOCK_UN) }
    try body()
  }
}
