import Multitask
import RunJournal
import Synchronization
import TestSupport
import Testing

@testable import AutoSeM

@Suite struct WhenFreeTests {
  private let factory = ToyTrainerFactory(transfers: [0.3, 0.9, 0.6, -0.8], noise: 0.01)

  private func settings(workers: Int) -> SearchSettings {
    var settings = SearchSettings()
    settings.workers = workers
    settings.selection.rounds = 0
    settings.mixing.trials = 14
    settings.mixing.initialTrials = 5
    settings.mixing.steps = 40
    settings.mixing.hyperparameterSamples = 0
    settings.mixing.proposals = .whenFree
    settings.confirmation.seeds = 2
    return settings
  }

  private func journal() throws -> Journal {
    try Journal.inMemory(of: factory.tasks)
  }

  /// Ends jobs in an order of its own: of those that are open, always the one that began last, at most twice in a row.
  private actor UnevenExecutor: Executor {
    private let factory: ToyTrainerFactory
    private let workers: Int
    private var open: [(name: String, end: CheckedContinuation<Void, Never>)] = []
    private var ended = 0
    private(set) var most = 0

    init(_ factory: ToyTrainerFactory, workers: Int) {
      self.factory = factory
      self.workers = workers
    }

    func run(_ job: Job) async throws -> JobResult {
      if job.name.hasPrefix("trial") { await wait(job.name) }
      return try factory.run(job)
    }

    private func wait(_ name: String) async {
      let isLast = Int(name.dropFirst("trial ".count)) == 13
      await withCheckedContinuation { continuation in
        open.append((name, continuation))
        most = max(most, open.count)
        if open.count == workers { endOne() }
        // Nothing follows the last trial: the open ones end one after the other.
        if isLast { while !open.isEmpty { endOne() } }
      }
    }

    private func endOne() {
      ended += 1
      let index = ended.isMultiple(of: 3) ? 0 : open.count - 1
      open.remove(at: index).end.resume()
    }
  }

  @Test func aTrialIsProposedAsSoonAsAWorkerIsFree() async throws {
    let journal = try journal()
    let executor = UnevenExecutor(factory, workers: 3)
    _ = try await Search(factory, settings: settings(workers: 3), executor: executor)
      .run(on: journal)
    #expect(await executor.most == 3)
    let proposals = try journal.proposals()
    // Three at once, then one for each result.
    #expect(proposals.map(\.results) == [0, 0, 0] + Array(1...11))
    let ended = try journal.trialsAsTheyEnded().map(\.trial)
    #expect(ended != ended.sorted())
    #expect(ended.sorted() == Array(0..<14))
    #expect(Set(proposals.map(\.mixture)).count == 14)
  }

  /// A journal of an earlier format has no asks.
  @Test(arguments: [1, 4, 7, 10], [true, false])
  func aResumedSearchAsksWhatTheOtherWouldHaveAsked(stop: Int, hasAsks: Bool) async throws {
    let whole = try journal()
    _ = try await Search(
      factory, settings: settings(workers: 3), executor: UnevenExecutor(factory, workers: 3)
    ).run(on: whole)
    let journal = try journal()
    // The results up to the stop, in the order in which they came.
    let known = try whole.trialsAsTheyEnded().prefix(stop)
    for proposal in try whole.proposals() where proposal.results <= stop {
      try journal.record(proposal)
    }
    if hasAsks { try journal.record(asks: whole.asks().filter { $0.tells <= stop }) }
    for record in known { try journal.record(record) }
    let open = try journal.proposals().map(\.trial).filter { trial in
      !known.contains { $0.trial == trial }
    }
    // The rest comes in the order in which it came to the whole search.
    let order = try whole.trialsAsTheyEnded().map(\.trial)
    let executor = OrderedExecutor(
      factory,
      order.filter { trial in
        !known.contains { $0.trial == trial }
      })
    #expect(open.count == 3)
    _ = try await Search(factory, settings: settings(workers: 3), executor: executor)
      .run(on: journal)
    #expect(try journal.transcript() == whole.transcript())
    #expect(try journal.trialsAsTheyEnded().map(\.trial) == order)
  }

  /// Ends trials in a given order.
  private actor OrderedExecutor: Executor {
    private let factory: ToyTrainerFactory
    private var order: [Int]
    private var open: [Int: CheckedContinuation<Void, Never>] = [:]

    init(_ factory: ToyTrainerFactory, _ order: [Int]) {
      self.factory = factory
      self.order = order
    }

    func run(_ job: Job) async throws -> JobResult {
      if job.name.hasPrefix("trial"), let trial = Int(job.name.dropFirst("trial ".count)) {
        await withCheckedContinuation { continuation in
          open[trial] = continuation
          endNext()
        }
        // The result of this one is taken before the next one ends.
        Task {
          try await Task.sleep(for: .milliseconds(20))
          self.endNext()
        }
      }
      return try factory.run(job)
    }

    private func endNext() {
      guard let next = order.first, let end = open.removeValue(forKey: next) else { return }
      order.removeFirst()
      end.resume()
    }
  }

  @Test func failuresThatEndedASearchLeaveNoTrace() async throws {
    var settings = settings(workers: 2)
    settings.failuresInARow = 3
    let whole = try journal()
    _ = try await Search(
      factory, settings: settings, executor: InProcessExecutor(factory, workers: 1)
    )
    .run(on: whole)
    let journal = try journal()
    let known = try whole.trialsAsTheyEnded().prefix(6)
    for proposal in try whole.proposals() where proposal.results <= 6 {
      try journal.record(proposal)
    }
    for record in known { try journal.record(record) }
    var broken = factory
    broken.poison = TaskIndex(0)
    await #expect(throws: SearchError.self) {
      try await Search(
        broken, settings: settings, executor: InProcessExecutor(broken, workers: 1)
      ).run(on: journal)
    }
    #expect(try journal.trials().count { $0.result.evaluation == nil } == 3)
    _ = try await Search(
      factory, settings: settings, executor: InProcessExecutor(factory, workers: 1)
    )
    .run(on: journal)
    #expect(try journal.transcript() == whole.transcript())
  }
}
