import Foundation
import Multitask
import TestSupport
import Testing

@testable import CommandTrainer

extension CommandTrainerTests {
  @Suite struct LogTests {
    @Test func whatCommandsSayOnStandardErrorIsInTheLogWithTheirNumbers() throws {
      let folder = try TemporaryFolder()
      let log = CommandLog()
      var early = ErrorTail(log: log)
      early.append(Data("before\n".utf8))
      try log.open(in: folder.url)
      var late = ErrorTail(log: log)
      late.append(Data("half".utf8))
      early.append(Data("after\n".utf8))
      late.append(Data(" a line".utf8))
      late.finish()
      let text = try String(contentsOfFile: folder.path(CommandLog.fileName), encoding: .utf8)
      #expect(text == "[0] before\n[0] after\n[1] half a line\n")
    }

    @Test func aResumedRunAppends() throws {
      let folder = try TemporaryFolder()
      for _ in 0..<2 {
        let log = CommandLog()
        try log.open(in: folder.url)
        var tail = ErrorTail(log: log)
        tail.append(Data("line\n".utf8))
      }
      let text = try String(contentsOfFile: folder.path(CommandLog.fileName), encoding: .utf8)
      #expect(text == "[0] line\n[0] line\n")
    }

    @Test func theFileDoesNotGrowWithoutBound() throws {
      let folder = try TemporaryFolder()
      for _ in 0..<2 {
        let log = CommandLog(maximumSize: 100)
        try log.open(in: folder.url)
        var tail = ErrorTail(log: log)
        for _ in 0..<50 { tail.append(Data("line\n".utf8)) }
      }
      let text = try String(contentsOfFile: folder.path(CommandLog.fileName), encoding: .utf8)
      #expect(
        text == String(repeating: "[0] line\n", count: 12)
          + "[the log ends here: it has 100 bytes]\n")
    }

    @Test func aProgressBarIsTheLineThatATerminalWouldShow() throws {
      var tail = ErrorTail(log: CommandLog())
      tail.append(Data("\r10 %\r100 %\n\nnext\n".utf8))
      #expect(tail.lines == ["100 %", "next"])
    }

    @Test func aLineWithoutAnEndIsCutSomewhere() throws {
      var tail = ErrorTail(log: CommandLog())
      for _ in 0..<1000 { tail.append(Data(String(repeating: "x", count: 1000).utf8)) }
      #expect(tail.lines.count == 20)
      #expect(tail.lines.allSatisfy { $0.count <= 2000 })
    }

    @Test func linesComeOutOfPiecesWhole() {
      var buffer = LineBuffer()
      var lines: [String] = []
      for byte in "one\r\n\ntwo\nthr".utf8 {
        buffer.append(Data([byte]))
        while let line = buffer.next() { lines.append(line) }
      }
      #expect(lines == ["one", "", "two"])
      #expect(buffer.unfinished == 3)
      #expect(buffer.rest() == "thr")
      #expect(buffer.rest() == nil)
    }
  }
}
