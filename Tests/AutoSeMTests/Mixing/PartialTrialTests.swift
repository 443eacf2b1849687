import AutoSeM
import GSLNumerics
import Multitask
import RunJournal
import Synchronization
import TestSupport
import Testing

/// Stage two with trials that may be left part of the way.
@Suite struct PartialTrialTests {
  private static func settings() -> SearchSettings {
    var settings = SearchSettings()
    settings.selection.rounds = 12
    settings.selection.batchesPerPull = 4
    settings.selection.threshold = 0
    settings.mixing.fidelity = .partial
    settings.mixing.trials = 9
    settings.mixing.steps = 40
    settings.mixing.initialTrials = 5
    settings.confirmation.seeds = 2
    return settings
  }

  private static let factory = ToyTrainerFactory(transfers: [0.3, 0.9, 0.6, -0.8])

  private static func journal() throws -> Journal {
    try Journal.inMemory(of: factory.tasks)
  }

  private static func run(
    _ settings: SearchSettings = settings(), _ factory: ToyTrainerFactory = factory,
    in journal: Journal? = nil, observer: @escaping SearchObserver = { _ in }
  ) async throws -> (outcome: Outcome, journal: Journal) {
    let journal = try journal ?? Self.journal()
    let search = Search(factory, settings: settings)
    return (try await search.run(on: journal, observer: observer), journal)
  }

  @Test func theBatchesOfTheWholeTrialsAreSpentAndCounted() async throws {
    let (outcome, _) = try await Self.run()
    #expect(outcome.cost.mixingBatches == 9 * 40)
    #expect(outcome.trialCount > 9)
    #expect(outcome.wholeTrialCount < outcome.trialCount && outcome.wholeTrialCount >= 2)
    for (number, records) in Dictionary(grouping: outcome.trials, by: \.trial) {
      #expect(records.map(\.reached) == Array([30, 40].prefix(records.count)))
      #expect(records.map(\.batches) == Array([30, 10].prefix(records.count)))
      #expect(Set(records.map(\.seed)).count == 1, "trial \(number)")
      #expect(Set(records.map(\.proposal)).count == 1)
      #expect(records.allSatisfy { $0.mixture == records[0].mixture })
    }
  }

  /// A whole trial in pieces is the model that one trained at once would be.
  @Test(arguments: MixingSchedule.allCases)
  func trainingInPiecesIsTrainingAtOnce(schedule: MixingSchedule) async throws {
    var settings = Self.settings()
    settings.mixing.schedule = schedule
    let whole = try await Self.run(settings).outcome.trials.filter { $0.reached == 40 }
    #expect(whole.count >= 2)
    for record in whole {
      let trainer = try Self.factory.makeTrainer(seed: record.seed)
      let tasks = schedule.tasks(
        for: record.mixture, batches: 40,
        using: RandomStreams(seed: record.seed).stream("schedule"))
      for task in tasks { _ = try trainer.train(task: task, batches: 1) }
      let evaluation = try trainer.evaluate(task: TaskIndex(0), split: .validation)
      #expect(record.result == .evaluated(evaluation))
    }
  }

  @Test func theJournalIsTheSameHoweverManyWorkers() async throws {
    var transcripts: [String] = []
    for workers in [1, 3] {
      var settings = Self.settings()
      settings.workers = workers
      transcripts.append(try await Self.run(settings).journal.transcript())
    }
    #expect(transcripts[0] == transcripts[1])
  }

  /// Budgets that end the run while trials are being continued: their models are gone by then.
  @Test(arguments: [150, 190, 235, 280, 330, 400, 460])
  func aRunThatWasKilledGoesOnToTheSameJournal(budget: Int) async throws {
    let whole = try await Self.run().journal
    let journal = try Self.journal()
    let mortal = ToyTrainerFactory(transfers: Self.factory.transfers, budget: budget)
    await #expect(throws: CancellationError.self) {
      try await Self.run(Self.settings(), mortal, in: journal)
    }
    _ = try await Self.run(in: journal)
    #expect(try journal.transcript() == whole.transcript())
  }

  @Test func aFinishedRunIsReplayedWithoutTraining() async throws {
    let factory = ToyTrainerFactory(transfers: Self.factory.transfers)
    let journal = try await Self.run(Self.settings(), factory).journal
    let spent = factory.log.batches
    let told = Mutex(0)
    _ = try await Self.run(Self.settings(), factory, in: journal) { event in
      if case .measured(let record, let total) = event {
        #expect(total == 360)
        told.withLock { $0 += record.batches }
      }
    }
    #expect(factory.log.batches == spent)
    #expect(told.withLock { $0 } == 360)
  }

  @Test func aShareOfOneIsAStageOfWholeTrials() async throws {
    var settings = Self.settings()
    settings.mixing.partialShare = 1
    let outcome = try await Self.run(settings).outcome
    #expect(outcome.trials.count == 9 && outcome.wholeTrialCount == 9)
  }

  // MARK: - Stopping

  @Test func aStageWithNothingToGainStopsAndSaysWhy() async throws {
    // All tasks teach the same, so that mixtures differ in their noise alone.
    let factory = ToyTrainerFactory(transfers: [0.1, 0.1], noise: 0.2)
    var settings = Self.settings()
    settings.mixing.trials = 24
    settings.mixing.stop = .noise
    settings.mixing.randomNumbers = .independent
    for fidelity in MixingSettings.Fidelity.allCases {
      settings.mixing.fidelity = fidelity
      let journal = try Journal.inMemory(
        header: RunHeader(
          version: "test", experiment: "{}", origin: "toy", isSynthetic: true, tasks: factory.tasks)
      )
      let estimates = Mutex<[RegretRecord]>([])
      let outcome = try await Self.run(settings, factory, in: journal) { event in
        if case .estimated(let record) = event { estimates.withLock { $0.append(record) } }
      }.outcome
      let last = try #require(outcome.regrets.last)
      #expect(outcome.cost.mixingBatches < 24 * 40)
      #expect(last.regret < last.noise)
      #expect(outcome.regrets.dropLast().allSatisfy { $0.regret >= $0.noise })
      #expect(estimates.withLock { $0 } == outcome.regrets)
      // A replay estimates the same and stops at the same rung.
      let transcript = try journal.transcript()
      _ = try await Self.run(settings, factory, in: journal)
      #expect(try journal.transcript() == transcript)
    }
  }

  @Test func nothingIsEstimatedUnlessItIsWanted() async throws {
    #expect(try await Self.run().outcome.regrets.isEmpty)
  }
}
