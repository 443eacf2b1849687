import Foundation
import TestSupport
import Testing

/// The live view on a terminal, which util-linux's `script` makes.
@Suite struct LiveScreenTests {
  private static let script = "/usr/bin/script"

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: script), "there is no \(script)"))
  func theViewIsRedrawnInPlace() throws {
    let folder = try TemporaryFolder()
    let output = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: Self.script)
    let run = folder.path("run")
    let tool = Tool.products.appending(path: "autosem").path(percentEncoded: false)
    process.arguments = [
      "-qefc", "'\(tool)' run experiments/quick.yml --output '\(run)'", "/dev/null",
    ]
    process.currentDirectoryURL = repositoryRoot
    process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "xterm"]) { $1 }
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text.suffix(500))")
    #expect(text.contains("\u{1B}[K") && text.contains("\u{1B}[2K"))
    #expect(!text.contains("\\u{"), "a sequence is shown in place of taken")
    #expect(text.contains("Verdict:"))
  }
}
