import Foundation

/// The right to write to a folder, which one process at a time has.
///
/// The system takes it back when the process ends, however that happens. The file stays, since
/// removing it would let a third process lock a new one while a second has the old.
struct FolderLock {
  private let path: String

  init(_ folder: String) {
    path = "\(folder)/lock"
  }

  /// Waits for the right, does something, and gives it back.
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
