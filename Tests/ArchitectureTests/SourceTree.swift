import Foundation

/// The package's own sources, as text.
enum SourceTree {
  /// The folder that holds `Package.swift`.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A Swift file.
  struct File {
    /// The folder of `Sources` or `Tests`.
    let module: String
    let path: String
    let lines: [String]
  }

  /// Returns the files of `Sources`, or of `Tests`.
  static func files(in folder: String = "Sources") throws -> [File] {
    let sources = root.appending(path: folder)
    let modules = try FileManager.default.contentsOfDirectory(
      atPath: sources.path(percentEncoded: false)
    ).sorted()
    return try modules.flatMap { module in
      let folder = sources.appending(path: module)
      let names = try FileManager.default.subpathsOfDirectory(
        atPath: folder.path(percentEncoded: false)
      ).sorted()
      return try names.filter { $0.hasSuffix(".swift") }.map { name in
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        return File(
          module: module, path: "\(module)/\(name)",
          lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
      }
    }
  }

  /// The module that a line imports, if it is an import.
  static func imported(by line: String) -> String? {
    guard line.contains("import ") else { return nil }
    let form =
      /(@\w+ )?((public|package|internal) )?import ((func|struct|class|enum|protocol|let|var) )?(?<module>\w+).*/
    return line.wholeMatch(of: form).map { String($0.output.module) }
  }
}
