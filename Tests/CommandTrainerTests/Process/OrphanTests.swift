import Foundation
import TestSupport
import Testing

@testable import CommandTrainer

#if os(Linux)
  extension CommandTrainerTests {
    /// What a command starts in groups and sessions of its own.
    @Suite struct OrphanTests {
      /// Starts a shell and returns the number that it prints.
      private func start(_ script: String) throws -> (process: GuardedProcess, child: pid_t) {
        let process = try GuardedProcess(["sh", "-c", script], in: "/", environment: [:])
        var output = Data()
        while process.canReply, output.last != UInt8(ascii: "\n") {
          if process.wait(milliseconds: 100).contains(.output) { output += process.readOutput() }
        }
        let text = String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespaces)
        return (process, try #require(pid_t(text.dropLast())))
      }

      private func isThere(_ process: pid_t) -> Bool {
        // A process that has ended and that nobody has waited for yet is not there.
        let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        return status.map { !$0.contains(") Z ") } ?? false
      }

      @Test(arguments: [
        "setsid sleep 87654 & echo $!; wait",
        "setsid sh -c 'sleep 87654 & echo $!; wait' & wait",
        // coreutils' timeout makes a group of its own.
        "timeout 87654 sh -c 'echo $$; sleep 87654'; true",
      ])
      func theyEndWithTheProcess(script: String) throws {
        var (process, child): (GuardedProcess?, pid_t) = try start(script)
        #expect(isThere(child))
        process?.closeInput()
        process = nil
        #expect(!isThere(child))
      }

      @Test func theyEndWithTheCommandThatLeftThemBehind() throws {
        let (process, child) = try start("setsid sleep 87654 >&- 2>&- & echo $!; exit 3")
        while process.ending == nil {
          if process.wait(milliseconds: 100).contains(.ending) { process.readEnding() }
        }
        #expect(process.ending == .exited(3))
        #expect(!isThere(child))
      }
    }
  }
#endif
