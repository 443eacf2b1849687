import Foundation
import TestSupport

/// The built tool, run as a user runs it.
struct Tool {
  /// What a run of the tool left.
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The folder that the package's products were built into.
  static let products = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent()

  /// The folder that holds `Package.swift`.
  let process = Process()
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "autosem-tool-\(UUID().uuidString)")

  /// Starts the tool.
  ///
  /// - Parameters:
  ///   - output: A file that takes standard output instead of what a result has.
  ///   - errors: A file that takes standard error instead of what `errorsSoFar` reads.
  ///   - shell: A command line in which `tool` stands for the tool and its arguments.
  ///   - environment: Variables in addition to those of the tests.
  ///   - executable: The tool; nil for the built one.
  init(
    _ arguments: [String], in directory: URL = repositoryRoot, output: String? = nil,
    errors: String? = nil, shell: String? = nil, environment: [String: String] = [:],
    executable: URL? = nil
  ) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let tool = executable ?? Self.products.appending(path: "autosem")
    process.executableURL = shell == nil ? tool : URL(filePath: "/bin/sh")
    process.arguments =
      shell.map {
        ["-c", $0.replacing("tool", with: "\"$0\" \"$@\""), tool.path(percentEncoded: false)]
      } ?? []
    process.arguments? += arguments
    process.currentDirectoryURL = directory
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    for name in ["output", "errors"] {
      try Data().write(to: folder.appending(path: name))
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(
      forWritingTo: output.map { URL(filePath: $0) } ?? folder.appending(path: "output"))
    process.standardError = try FileHandle(
      forWritingTo: errors.map { URL(filePath: $0) } ?? folder.appending(path: "errors"))
    try process.run()
  }

  /// What the tool has written to standard error so far.
  func errorsSoFar() throws -> String {
    try String(contentsOf: folder.appending(path: "errors"), encoding: .utf8)
  }

  /// What the tool has written to standard output so far.
  func outputSoFar() throws -> String {
    try String(contentsOf: folder.appending(path: "output"), encoding: .utf8)
  }

  /// Waits for the tool to end.
  func result() throws -> Result {
    process.waitUntilExit()
    defer { try? FileManager.default.removeItem(at: folder) }
    return Result(
      status: process.terminationStatus,
      output: try String(contentsOf: folder.appending(path: "output"), encoding: .utf8),
      errors: try errorsSoFar())
  }

  /// Runs the tool to its end.
  static func run(_ arguments: String..., in directory: URL = repositoryRoot) throws -> Result {
    try Tool(arguments, in: directory).result()
  }
}
