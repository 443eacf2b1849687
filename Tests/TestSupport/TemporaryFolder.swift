public import Foundation

/// A folder for one test, removed with the value that holds it.
public final class TemporaryFolder {
  /// The folder.
  public let url = FileManager.default.temporaryDirectory
    .appending(path: "autosem-test-\(UUID().uuidString)", directoryHint: .isDirectory)

  /// Makes the folder.
  public init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// The path of something in the folder.
  public func path(_ name: String) -> String { url.path(percentEncoded: false) + name }

  /// Writes a file, in folders of the folder if need be, and returns its path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  /// Writes a file that is not text.
  @discardableResult
  public func write(_ bytes: Data, to name: String) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
    return path(name)
  }
}
