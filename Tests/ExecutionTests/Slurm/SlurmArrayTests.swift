import Foundation
import TestSupport
import Testing

@testable import Execution

@Suite struct SlurmArrayTests {
  /// Runs the script of an array as Slurm does.
  private func run(_ array: SlurmArray, index: Int) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [array.script.path(percentEncoded: false)]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["SLURM_ARRAY_TASK_ID": "\(index)"]) { $1 }
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test func whateverAPathHoldsIsDataInTheScript() throws {
    let temporary = try TemporaryFolder()
    let folder = temporary.url
    let jobs = folder.appending(
      path: "it's $(touch evil) `id` \"x\" ;&|*\n# %j -rf", directoryHint: .isDirectory)
    for name in ["0a", "1b"] {
      try FileManager.default.createDirectory(
        at: jobs.appending(path: name), withIntermediateDirectories: true)
    }
    let array = try SlurmArray(
      number: 7, of: ["0a", "1b"], in: jobs,
      command: ["sh", "-c", #"printf '%s|' "$V" "$@""#, "worker", "it's $HOME", "a\nb"],
      environment: ["V": "1 '2"])
    #expect(try run(array, index: 1) == 0)
    let log = try String(contentsOf: jobs.appending(path: "1b/worker.log"), encoding: .utf8)
    #expect(log == "1 '2|it's $HOME|a\nb|--job|1b|")
    #expect(try SlurmArray.all(in: jobs).map(\.names) == [["0a", "1b"]])
    #expect(try SlurmArray.all(in: jobs).map(\.name) == [array.name])
  }

  @Test func theArraysOfTwoRunsHaveDifferentNames() throws {
    let temporary = try TemporaryFolder()
    let folder = temporary.url
    let names = try ["a", "b"].map { run in
      try SlurmArray(
        number: 0, of: ["0a"], in: folder.appending(path: run), command: [], environment: [:]
      ).name
    }
    #expect(names[0] != names[1])
  }
}
