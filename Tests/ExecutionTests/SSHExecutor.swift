import AutoSeM
import Execution
import Foundation

/// Runs jobs on other machines, one at a time on each, by a program that serves jobs there.
actor SSHExecutor: Executor {
  private let ssh: String
  private let command: [String]
  private var free: [String]
  private var waiting: [CheckedContinuation<String, Never>] = []

  init(hosts: [String], command: [String], ssh: String = "/usr/bin/ssh") {
    (free, self.command, self.ssh) = (hosts, command, ssh)
    signal(SIGPIPE, SIG_IGN)  // A host that is gone must not end this program.
  }

  func run(_ job: Job) async throws -> JobResult {
    let host =
      if let host = free.popLast() { host } else {
        await withCheckedContinuation { waiting.append($0) }
      }
    defer {
      if waiting.isEmpty {
        free.append(host)
      } else {
        waiting.removeFirst().resume(returning: host)
      }
    }
    let (process, input, output) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(filePath: ssh)
    process.arguments = ["-o", "BatchMode=yes", host] + command
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    let replies = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
          let writing = input.fileHandleForWriting
          try? writing.write(contentsOf: JobLine.encoded(job) + Data("\n".utf8))
          try? writing.close()
          continuation.resume(returning: output.fileHandleForReading.readDataToEndOfFile())
        }
      }
    } onCancel: {
      process.terminate()
    }
    try Task.checkCancellation()
    // The first reply says that the worker is ready, the second has the result.
    guard let reply = replies.split(separator: UInt8(ascii: "\n")).dropFirst().first else {
      throw MachineFailure("\(host) gave no result")
    }
    return try JobLine.decoded(WorkerReply.self, from: Data(reply)).result()
  }
}
