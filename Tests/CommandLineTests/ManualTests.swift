import Foundation
import TestSupport
import Testing

/// `docs/autosem.1`, which `RECORD_GOLDEN=1 swift test --filter ManualTests` writes.
@Suite struct ManualTests {
  private let file = repositoryRoot.appending(path: "docs/autosem.1")

  private func made() throws -> String {
    let help = try Tool.run("--experimental-dump-help")
    let page = repositoryRoot.appending(path: "docs/command-line.md")
    return try ManualPage(
      help: help.output, commandLinePage: String(contentsOf: page, encoding: .utf8)
    ).text
  }

  @Test func thePageIsThatOfTheCommands() throws {
    let made = try made()
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try made.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == made)
    for word in [".SS autosem run", "\\-\\-save\\-model", ".SS autosem predict", ".TP\n130\n"] {
      #expect(made.contains(word), "\(word)")
    }
    #expect(!made.contains("autosem worker"))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/groff"), "no groff"))
  func groffReadsThePageWithoutAWarning() throws {
    let groff = Process()
    groff.executableURL = URL(filePath: "/usr/bin/groff")
    groff.arguments = ["-man", "-Tutf8", "-ww", "-z", file.path(percentEncoded: false)]
    let errors = Pipe()
    groff.standardError = errors
    try groff.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    groff.waitUntilExit()
    #expect(groff.terminationStatus == 0 && text.isEmpty, "\(text)")
  }
}
