import Foundation

/// Why the system cannot start a command.
///
/// The system reports one number for several mistakes; the command and its files tell them apart.
struct StartFailure {
  private let settings: CommandTrainerSettings

  /// The number of the system's error.
  private let error: POSIXErrorCode

  init(_ settings: CommandTrainerSettings, error: Int) {
    self.settings = settings
    self.error = POSIXErrorCode(rawValue: Int32(clamping: error)) ?? .EINVAL
  }

  /// Finds out whether a command can be started without starting it; nil if it probably can.
  init?(_ settings: CommandTrainerSettings) {
    let files = settings.candidateFiles.filter { FileManager.default.fileExists(atPath: $0) }
    let isExecutable = files.contains {
      FileManager.default.isExecutableFile(atPath: $0) && !isFolder($0)
    }
    guard !isExecutable || !isFolder(settings.folder) else { return nil }
    self.init(settings, error: Int((files.isEmpty ? POSIXErrorCode.ENOENT : .EACCES).rawValue))
  }

  /// The reason, and what to do.
  var reason: String {
    guard isFolder(settings.folder) else {
      return "its working folder '\(settings.folder)' does not exist"
    }
    return switch error {
    case .ENOENT: notFound
    case .EACCES: notExecutable
    case .ENOEXEC:
      "'\(program)' is not a program: a script begins with the line of its interpreter, such as "
        + "#!/usr/bin/env python3\(interpreterHint)"
    case .E2BIG: "its arguments are too long"
    case .ENOTDIR: "a part of the path '\(program)' is not a folder"
    default: error.reason
    }
  }

  private var program: String { settings.command.first ?? "" }

  private var notFound: String {
    let words = program.split(whereSeparator: \.isWhitespace).map(String.init)
    if words.isEmpty { return "the name of its program is empty" }
    if let name = variableName {
      let value = program.dropFirst(name.count + 1)
      return
        "'\(program)' sets a variable and is not a program: write {\(name): \(value)} under trainer.env"
    }
    if program.contains("/"), let line = interpreterLine {
      return "the interpreter of '\(program)' does not exist: its first line is '\(line)'"
    }
    if words.count > 1 {
      return "there is no program '\(program)': write each word as an item of the list, "
        + "[\(words.joined(separator: ", "))]"
    }
    if !program.contains("/"), FileManager.default.fileExists(atPath: settings.path(of: program)) {
      return
        "there is no program '\(program)' in the folders of PATH: for the file in the working folder "
        + "write ./\(program)\(interpreterHint)"
    }
    return program.contains("/")
      ? "there is no file '\(settings.path(of: program))'"
      : "there is no program '\(program)' in the folders of PATH"
  }

  private var notExecutable: String {
    let file = settings.candidateFiles.first(where: FileManager.default.fileExists)
    if let file, isFolder(file) { return "'\(program)' is a folder, a program was expected" }
    return "'\(program)' is not executable: run chmod +x \(program)\(interpreterHint)"
  }

  /// The name in a word such as `NAME=value`.
  private var variableName: String? {
    guard let end = program.firstIndex(of: "="), end != program.startIndex else { return nil }
    let name = program[..<end]
    return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      ? String(name) : nil
  }

  /// The line of a script that names its interpreter.
  private var interpreterLine: String? {
    guard let file = FileHandle(forReadingAtPath: settings.path(of: program)),
      let bytes = try? file.read(upToCount: 256)
    else { return nil }
    let line = String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline }
    return line.hasPrefix("#!") ? String(line) : nil
  }

  private var interpreterHint: String {
    let interpreters = ["py": "python3", "sh": "sh", "r": "Rscript", "jl": "julia"]
    let ending = URL(filePath: program).pathExtension.lowercased()
    return interpreters[ending].map { ", or write [\($0), \(program)]" } ?? ""
  }
}

private func isFolder(_ path: String) -> Bool {
  let file = URL(filePath: path).resolvingSymlinksInPath()
  return (try? file.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
}

extension CommandTrainerSettings {
  /// The files that the system tries for the program, in its order.
  fileprivate var candidateFiles: [String] {
    guard let program = command.first, !program.isEmpty else { return [] }
    guard !program.contains("/") else { return [path(of: program)] }
    let folders =
      environment?["PATH"] ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { path(of: "\($0)/\(program)") }
  }

  /// The absolute path of a file that is named from the working folder.
  fileprivate func path(of file: String) -> String {
    let start = URL(filePath: folder, directoryHint: .isDirectory)
    return URL(filePath: file, relativeTo: start).standardizedFileURL.path(percentEncoded: false)
  }
}

extension POSIXErrorCode {
  /// Why the system refused something, and what to do.
  var reason: String {
    let general = "The operation could not be completed. "
    let text = POSIXError(self).localizedDescription
    let plain = text.hasPrefix(general) ? String(text.dropFirst(general.count)) : text
    return switch self {
    case .EMFILE, .ENFILE:
      "\(plain): raise the limit of open files (ulimit -n), or lower 'workers'"
    case .EAGAIN: "\(plain): raise the limit of processes (ulimit -u), or lower 'workers'"
    case .ENOMEM: "\(plain): there is too little memory for another process"
    default: plain
    }
  }
}

extension Error {
  /// What the system said was wrong with a file or a process.
  var systemReason: String {
    let error = self as NSError
    let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
    guard cause.domain == NSPOSIXErrorDomain,
      let code = POSIXErrorCode(rawValue: Int32(clamping: cause.code))
    else { return cause.localizedDescription }
    return code.reason
  }
}
