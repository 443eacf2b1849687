public import Foundation

/// The folder that holds `Package.swift`.
public let repositoryRoot = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A folder of `shared/cases`, beside the repository; nil where it is absent.
public func sharedCase(_ name: String) -> URL? {
  let folder = repositoryRoot.deletingLastPathComponent()
    .appending(path: "shared/cases/\(name)", directoryHint: .isDirectory)
  return FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) ? folder : nil
}
