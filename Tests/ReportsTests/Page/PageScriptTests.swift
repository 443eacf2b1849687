import Foundation
import Plots
import TestSupport
import Testing

@testable import Reports

@Suite struct PageScriptTests {
  /// The hash by `sha256sum`, another program; a browser runs no script with another hash.
  @Test func thePolicyNamesTheHashOfTheScript() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "script.js")
    try Markup.content(ofScript: PageScript.text).write(
      to: file, atomically: true, encoding: .utf8)
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/sha256sum")
    process.arguments = [file.path(percentEncoded: false)]
    process.standardOutput = pipe
    try process.run()
    let output = String(
      decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    var digits = output.prefix(64)
    var bytes = Data()
    while digits.count > 1, let byte = UInt8(digits.prefix(2), radix: 16) {
      bytes.append(byte)
      digits = digits.dropFirst(2)
    }
    #expect(bytes.count == 32)
    #expect(bytes.base64EncodedString() == PageScript.hash)
  }

  /// A style sheet has no references of characters, so that an escaped one would be lost.
  @Test func nothingInTheStyleSheetsIsEscaped() {
    for sheet in [PageStyle.sheet, PlotStyle.sheet] {
      #expect(!sheet.contains { "<>&\"".contains($0) })
    }
  }
}
