import Foundation

/// The files of a path: itself, those in a folder, or those that match a pattern.
public enum FileList {
  /// Returns the files of a path, in the order of their names.
  ///
  /// - Parameters:
  ///   - path: A path; one that is not there may have `*`, `?` and `[…]` in its parts, as in a shell.
  ///   - format: The format, if it is not that of the files' names.
  /// - Throws: `TaskDataError.noFiles`, or `unreadable` for a folder that may not be read.
  public static func files(
    of path: String, format: TableFormat? = nil
  ) throws(TaskDataError) -> [String] {
    if isFolder(path) {
      let all = try names(in: path).filter { !$0.hasPrefix(".") }
        .map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
      let files = all.filter { !isFolder($0) && (format != nil || TableFormat(path: $0) != nil) }
      guard !files.isEmpty else {
        throw .noFiles(
          path: path,
          expected: "a folder of files whose names end in .csv, .tsv, .jsonl was expected")
      }
      return files
    }
    guard !FileManager.default.fileExists(atPath: path),
      path.contains(where: { "*?[".contains($0) })
    else { return [path] }
    let parts = path.split(separator: "/").map(String.init)
    var found = [path.hasPrefix("/") ? "/" : ""]
    for part in parts {
      var matching: [String] = []
      for folder in found { matching += try matches(of: part, in: folder) }
      found = matching
    }
    let files = found.filter { !isFolder($0) }
    guard !files.isEmpty else {
      throw .noFiles(path: path, expected: "a pattern that files match was expected")
    }
    return files
  }

  /// Returns the paths in a folder that a part of a pattern matches.
  private static func matches(
    of part: String, in folder: String
  ) throws(TaskDataError) -> [String] {
    let prefix = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    guard part.contains(where: { "*?[".contains($0) }) else {
      return FileManager.default.fileExists(atPath: prefix + part) ? [prefix + part] : []
    }
    guard isFolder(folder.isEmpty ? "." : folder) else { return [] }
    return try names(in: folder.isEmpty ? "." : folder)
      .filter { unsafe fnmatch(part, $0, FNM_PERIOD) == 0 }.map { prefix + $0 }
  }

  private static func names(in folder: String) throws(TaskDataError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw .unreadable(path: folder, reason: reason(of: error))
    }
  }
}
