import Foundation

/// A file that is there as a whole or not at all, on this machine and on others that share its folder.
struct DurableFile {
  private let file: URL

  init(_ file: URL) {
    self.file = file
  }

  /// Writes the file under a temporary name, puts it on the disk, and renames it.
  ///
  /// - Throws: What Foundation throws.
  func write(_ contents: Data) throws {
    let name = ".\(file.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)"
    let temporary = file.deletingLastPathComponent().appending(path: name)
    try contents.write(to: temporary)
    let handle = try FileHandle(forUpdating: temporary)
    try handle.synchronize()
    try handle.close()
    try FileManager.default.moveItem(at: temporary, to: file)
    try synchronizeFolder()
  }

  /// Writes the file in place of the one that may be there.
  ///
  /// - Throws: What Foundation throws.
  func replace(with contents: Data) throws {
    try remove()
    try write(contents)
  }

  /// Removes the file if it is there.
  func remove() throws {
    guard FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else { return }
    try FileManager.default.removeItem(at: file)
  }

  /// The contents; nil if there is no such file.
  func contents() throws -> Data? {
    do {
      return try Data(contentsOf: file)
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      return nil
    }
  }

  /// A name is on the disk once its folder is.
  private func synchronizeFolder() throws {
    let folder = file.deletingLastPathComponent().path(percentEncoded: false)
    // Not every file system lets a folder be opened.
    guard let handle = FileHandle(forReadingAtPath: folder) else { return }
    try? handle.synchronize()
    try handle.close()
  }
}
