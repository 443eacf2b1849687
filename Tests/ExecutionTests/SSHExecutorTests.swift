import AutoSeM
import Foundation
import TestSupport
import Testing

/// The executor of `docs/executors.md`, with a script in the place of `ssh`.
@Suite struct SSHExecutorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private let job = Job(
    name: "trial 1", mixture: .only(TaskIndex(0), of: 2), schedule: .interleaved, batches: 1,
    seed: 1, split: .validation)

  /// An executor with three hosts, of which one does not answer.
  private func executor(hosts: [String]) throws -> SSHExecutor {
    let path = try folder.write(
      """
      #!/bin/sh
      # -o BatchMode=yes HOST COMMAND…
      [ "$3" = down ] && exit 255
      mkdir "$0.$3" || exit 1
      echo '{"ready":{}}'
      read -r job
      sleep 0.05
      rmdir "$0.$3"
      echo '{"result":{"_0":{"evaluation":{"metric":0.5,"loss":1,"examples":2},"seconds":0.1}}}'

      """, to: "ssh")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return SSHExecutor(hosts: hosts, command: ["train", "--worker"], ssh: path)
  }

  @Test func eachHostHasOneJobAtATime() async throws {
    let (executor, job) = (try executor(hosts: ["a", "b"]), job)
    try await withThrowingTaskGroup(of: JobResult.self) { group in
      for _ in 0..<8 { group.addTask { try await executor.run(job) } }
      for try await result in group { #expect(result.result.evaluation?.metric == 0.5) }
    }
  }

  @Test func aHostThatDoesNotAnswerIsAFailureOfTheMachine() async throws {
    let executor = try executor(hosts: ["down"])
    await #expect(throws: MachineFailure("down gave no result")) { try await executor.run(job) }
  }

  @Test func theCodeIsThatOfThePage() throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: repositoryRoot.appending(path: path), encoding: .utf8)
    }
    let page = try text("docs/executors.md")
    #expect(page.contains("```swift\n\(try text("Tests/ExecutionTests/SSHExecutor.swift"))```"))
  }
}
