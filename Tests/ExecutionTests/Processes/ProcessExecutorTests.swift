import AutoSeM
import Foundation
import TestSupport
import Testing

@testable import Execution

/// Workers in plain shell, which say what those of autosem say.
@Suite struct ProcessExecutorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private let job = Job(
    name: "trial 1", mixture: .only(TaskIndex(0), of: 2), schedule: .interleaved, batches: 1,
    seed: 1, split: .validation)

  /// An executor whose workers answer each line with what a command does.
  private func executor(_ answer: String, begin: String = #"echo '{"ready":{}}'"#)
    -> ProcessExecutor
  {
    let script = "\(begin); while read -r line; do \(answer); done"
    return ProcessExecutor(command: ["sh", "-c", script], in: folder.path(""), workers: 2)
  }

  private static let score = """
    {"result":{"_0":{"evaluation":{"metric":0.5,"loss":1,"examples":2},"seconds":0.1}}}
    """
  private var answer: String { "echo '\(Self.score)'" }

  @Test func aWorkerIsUsedForOneJobAfterTheOther() async throws {
    let executor = executor("echo $$ >> pids; \(answer)")
    for _ in 0..<3 {
      let result = try await executor.run(job)
      #expect(result.result.evaluation?.metric == 0.5)
    }
    let pids = try String(contentsOf: folder.url.appending(path: "pids"), encoding: .utf8)
      .split(separator: "\n")
    #expect(pids.count == 3)
    #expect(Set(pids).count == 1)
  }

  @Test func aTrainerThatCrashesIsAFailedTrialAndTakesNothingWithIt() async throws {
    let executor = executor("echo 'what went wrong' >&2; kill -SEGV $$")
    let result = try await executor.run(job)
    guard case .failed(let reason) = result.result else {
      Issue.record("a failure was expected")
      return
    }
    #expect(reason.contains("signal 11"))
    #expect(reason.contains("what went wrong"))
  }

  @Test func aWorkerThatExitsInAJobIsAFailedTrial() async throws {
    let result = try await executor("exit 3").run(job)
    #expect(result.result == .failed(reason: "its worker ended with exit code 3"))
  }

  @Test func aWorkerThatSomebodyKillsIsNoFailureOfTheTrial() async throws {
    let executor = executor("kill -KILL $$")
    await #expect(throws: MachineFailure.self) { try await executor.run(job) }
  }

  @Test func aReplyThatIsNoneIsAFailureOfTheMachine() async throws {
    let executor = executor("echo 'Loading the model'")
    await #expect(throws: MachineFailure("its worker's reply cannot be read")) {
      try await executor.run(job)
    }
  }

  @Test func aCrashAfterOtherJobsIsTriedInANewProcessFirst() async throws {
    // What earlier jobs left in memory may be the cause.
    let executor = executor("n=$((n + 1)); [ $n = 2 ] && kill -SEGV $$; \(answer)")
    #expect(try await executor.run(job).result.evaluation != nil)
    #expect(try await executor.run(job).result.evaluation != nil)
  }

  @Test func aWorkerThatCannotBeginEndsTheSearch() async throws {
    let executor = executor(answer, begin: "echo 'no such data' >&2; exit 2")
    let error = await #expect(throws: ExecutorError.self) { try await executor.run(job) }
    #expect(error?.description.contains("no such data") == true)
    let missing = ProcessExecutor(
      command: ["./no-such-worker"], in: folder.path(""), workers: 1)
    await #expect(throws: ExecutorError.self) { try await missing.run(job) }
  }

  @Test func aJobIsLargerThanAPipe() async throws {
    let snapshot = TrainerSnapshot(bytes: [UInt8](repeating: 7, count: 1_000_000))
    let executor = executor("echo ${#line} > length; \(answer)")
    _ = try await executor.run(job.continued(from: 0, snapshot))
    let length = try String(contentsOf: folder.url.appending(path: "length"), encoding: .utf8)
    #expect(Int(length.trimmingCharacters(in: .newlines)) ?? 0 > 1_333_000)
  }

  @Test func aCancelledJobEndsItsWorker() async throws {
    let (executor, job) = (executor("echo $$ > pid; sleep 100"), job)
    let task = Task { try await executor.run(job) }
    let file = folder.url.appending(path: "pid")
    var pid: Int32?
    while pid == nil {
      try await Task.sleep(for: .milliseconds(20))
      pid = (try? String(contentsOf: file, encoding: .utf8)).flatMap {
        Int32($0.trimmingCharacters(in: .newlines))
      }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(kill(try #require(pid), 0) != 0)
  }

  @Test func limitsAreShownAndGiven() async throws {
    var settings = ExecutorSettings()
    settings.kind = .processes
    settings.memory = MemorySize(rawValue: "8G")
    settings.threads = 3
    #expect(
      settings.description(workers: 4)
        == "4 processes, each with at most 8G of memory and 3 threads")
    let script =
      #"echo "$OMP_NUM_THREADS $*" > limits; echo '{"ready":{}}'; read -r line; "# + answer
    let executor = ProcessExecutor(
      command: ["sh", "-c", script, "worker"], in: folder.path(""), workers: 1, settings: settings)
    _ = try await executor.run(job)
    let limits = try String(contentsOf: folder.url.appending(path: "limits"), encoding: .utf8)
    #expect(limits == "3 --memory 8G\n")
  }

  @Test(arguments: [("8G", 8 << 30), ("512M", 512 << 20), ("1K", 1_024)] as [(String, UInt64)])
  func amountsOfMemoryAreRead(text: String, bytes: UInt64) throws {
    let size = try #require(MemorySize(rawValue: text))
    #expect(size.bytes == bytes && size.rawValue == text)
    let json = try JSONEncoder().encode(size)
    #expect(String(decoding: json, as: UTF8.self) == "\"\(text)\"")
    #expect(try JSONDecoder().decode(MemorySize.self, from: json) == size)
  }

  @Test(arguments: ["", "8", "G", "0G", "-1G", "8GB", "8g", "8.5G", "99999999999999999999G", "8T"])
  func otherTextsAreNoMemory(text: String) {
    #expect(MemorySize(rawValue: text) == nil)
  }
}
