public import Foundation

extension TensorBoardLogs {
  /// Writes the files into a folder, which is made if need be.
  ///
  /// What is new is appended, since TensorBoard keeps a file open and reads on where it stopped. A file with other
  /// contents is replaced.
  ///
  /// - Throws: `LogsNotWritten`.
  public func write(into folder: URL) throws(LogsNotWritten) {
    for log in files {
      let file = folder.appending(path: log.path)
      do {
        try Self.write(log.bytes, to: file)
      } catch {
        let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        throw LogsNotWritten(
          path: file.relativePath, reason: (cause ?? error as NSError).localizedDescription)
      }
    }
  }

  private static func write(_ bytes: Data, to file: URL) throws {
    guard let known = try? Data(contentsOf: file), bytes.starts(with: known) else {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      return try bytes.write(to: file, options: .atomic)
    }
    guard known.count < bytes.count else { return }
    let handle = try FileHandle(forWritingTo: file)
    try handle.seekToEnd()
    try handle.write(contentsOf: bytes.dropFirst(known.count))
    try handle.close()
  }
}

/// Logs that were not written.
public struct LogsNotWritten: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  public let path: String

  /// Why not.
  public let reason: String

  /// The failure as a sentence.
  public var description: String { "'\(path)' could not be written: \(reason)" }
}
