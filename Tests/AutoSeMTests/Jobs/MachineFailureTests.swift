import AutoSeM
import RunJournal
import Synchronization
import TestSupport
import Testing

@Suite struct MachineFailureTests {
  /// An executor whose machine fails under some calls of each job.
  private final class UnreliableExecutor: Executor {
    private let factory: ToyTrainerFactory
    private let failure: MachineFailure
    private let failures: Int
    private let calls = Mutex<[String: Int]>([:])

    /// The names of the jobs under which it fails begin like this.
    private let prefix: String

    init(_ factory: ToyTrainerFactory, _ failure: MachineFailure, times: Int, under prefix: String)
    {
      self.factory = factory
      self.failure = failure
      failures = times
      self.prefix = prefix
    }

    func run(_ job: Job) async throws -> JobResult {
      let call = calls.withLock { calls in
        calls[job.name, default: 0] += 1
        return calls[job.name] ?? 0
      }
      if job.name.hasPrefix(prefix), call <= failures { throw failure }
      return try factory.run(job)
    }
  }

  private let factory = ToyTrainerFactory(transfers: [0.3, 0.9, -0.8], noise: 0.01)

  private var settings: SearchSettings {
    var settings = SearchSettings()
    settings.selection.rounds = 12
    settings.selection.batchesPerPull = 20
    settings.mixing.trials = 4
    settings.mixing.initialTrials = 4
    settings.mixing.steps = 40
    settings.confirmation.seeds = 2
    return settings
  }

  private func journal() throws -> Journal {
    try Journal.inMemory(of: factory.tasks)
  }

  private func withoutNotes(_ journal: Journal) throws -> [String] {
    try journal.transcript().split(separator: "\n").map(String.init)
      .filter { !$0.contains("was run again") }
  }

  @Test func jobsAreRunAgainWhereTheMachineFailedAndNothingElseChanges() async throws {
    let (calm, journal) = (try journal(), try journal())
    _ = try await Search(factory, settings: settings).run(on: calm)
    let executor = UnreliableExecutor(
      factory, MachineFailure("its node failed"), times: 3, under: "")
    _ = try await Search(factory, settings: settings, executor: executor, retries: 3)
      .run(on: journal)
    #expect(try withoutNotes(journal) == withoutNotes(calm))
    let notes = try journal.notes()
    #expect(
      notes.contains(
        "mixing: trial 2 was run again, since its node failed (1 of 3 retries)"))
    #expect(notes.contains { $0.hasPrefix("selection: pull 0 was run again") })
    #expect(notes.contains { $0.hasPrefix("confirmation: confirmation best 1 was run again") })
  }

  @Test func aMachineThatKeepsFailingEndsTheSearchAndLeavesNoFailedTrial() async throws {
    let journal = try journal()
    let executor = UnreliableExecutor(
      factory, MachineFailure("its node failed"), times: 9, under: "trial 2")
    let expected = SearchError.machineKeepsFailing(
      job: "trial 2", reason: "its node failed", times: 3)
    await #expect(throws: expected) {
      try await Search(factory, settings: settings, executor: executor, retries: 2)
        .run(on: journal)
    }
    #expect(try journal.trials().allSatisfy { $0.result.evaluation != nil })
    _ = try await Search(factory, settings: settings).run(on: journal)
    let calm = try self.journal()
    _ = try await Search(factory, settings: settings).run(on: calm)
    #expect(try withoutNotes(journal) == withoutNotes(calm))
  }

  @Test func whatMayBeTheJobsOwnDoingIsAFailedTrialInTheEnd() async throws {
    let journal = try journal()
    let executor = UnreliableExecutor(
      factory, MachineFailure("its worker was killed", mayBeTheJobs: true), times: 9,
      under: "trial 2")
    _ = try await Search(factory, settings: settings, executor: executor, retries: 1)
      .run(on: journal)
    let trials = try journal.trials()
    #expect(trials[2].result == .failed(reason: "its worker was killed, 2 times"))
    #expect(trials.count { $0.result.evaluation == nil } == 1)
  }
}
