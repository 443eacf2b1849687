import AutoSeM
import GSLNumerics
import Multitask
import PolicyComparison
import RunJournal
import Synchronization
import TaskWeighting
import TestSupport
import Testing

@Suite struct ComparisonTests {
  /// The primary, one that helps much, one that does nothing, one that harms.
  private static let transfers = [0.3, 0.9, 0, -0.8]

  private static func settings(
    _ policies: [ComparedPolicy]? = nil, batches: Int = 2_000, seeds: Int = 3
  ) -> ComparisonSettings {
    ComparisonSettings(
      policies: policies, seeds: seeds, batches: batches, steps: 60, measureEvery: 60)
  }

  /// The policies that need no gradients.
  private static let followed = [
    "primary_only", "uniform", "proportional", "temperature", "thompson_sampling",
    "top_two_thompson", "ucb1", "online_data_mixing", "counterfactual", "autosem",
    "autosem_paper", "selection_only", "mixing_only", "random_search",
  ]

  private static func search(workers: Int = 2) -> SearchSettings {
    var settings = SearchSettings()
    settings.workers = workers
    settings.selection.rounds = 24
    settings.selection.batchesPerPull = 20
    settings.mixing.trials = 10
    settings.mixing.steps = 60
    return settings
  }

  private static func journal(_ factory: ToyTrainerFactory) throws -> Journal {
    try Journal.inMemory(
      header: RunHeader(
        kind: .comparison, version: "test", experiment: "{}", origin: "toy", isSynthetic: true,
        tasks: factory.tasks))
  }

  private static func compared(
    _ settings: ComparisonSettings, _ factory: ToyTrainerFactory, _ journal: Journal,
    workers: Int = 2
  ) async throws -> Leaderboard {
    try await Comparison(
      settings: settings, search: search(workers: workers), factory: factory
    ).run(journal: journal)
  }

  /// No policy gets a batch more than another, and what is left over is less than a trial.
  @Test(arguments: [130, 2_000])
  func everyPolicySpendsTheSameBatches(batches: Int) async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let journal = try Self.journal(factory)
    _ = try await Self.compared(Self.settings(batches: batches, seeds: 2), factory, journal)
    let runs = try journal.policyRuns()
    // The toy gives no gradients, so policies that need some are skipped.
    #expect(Set(runs.map(\.policy)) == Set(Self.followed))
    #expect(runs.count == 2 * Self.followed.count)
    for run in runs {
      #expect(run.batches <= batches && run.batches > batches - 8, "\(run.policy)")
      #expect(abs(run.mixture.weights.reduce(0, +) - 1) < 1e-12)
      let counted = run.batchesOverTime.reduce(into: [0, 0, 0, 0]) { sums, part in
        for task in sums.indices { sums[task] += part[task] }
      }
      #expect(counted.reduce(0, +) == run.batches && run.batchesOverTime.count <= 20)
      for (count, share) in zip(counted, run.mixture.weights) {
        #expect(abs(Double(count) - share * Double(run.batches)) < 1e-6, "\(run.policy)")
      }
      #expect(run.validation != nil && (run.keptAt ?? .max) <= run.batches, "\(run.policy)")
    }
    #expect(factory.log.batches == runs.reduce(0) { $0 + $1.batches })
  }

  @Test func aTrainerWithoutSnapshotsIsRefusedBeforeItTrains() async throws {
    var factory = ToyTrainerFactory(transfers: Self.transfers)
    factory.makesSnapshots = false
    let journal = try Self.journal(factory)
    await #expect(throws: ComparisonError.noSnapshots) {
      _ = try await Self.compared(
        Self.settings([.fixed(.uniform), .search(.autosem)]), factory, journal)
    }
    #expect(factory.log.batches == 0)
  }

  @Test func aSearchFindsWhatUniformDoesNot() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let leaderboard = try await Self.compared(
      Self.settings(
        [.search(.autosem), .fixed(.uniform), .fixed(.primaryOnly)], batches: 3_000, seeds: 7),
      factory, try Self.journal(factory))
    #expect(leaderboard.isFinished)
    #expect(leaderboard.entries.first?.policy == "autosem")
    #expect(leaderboard.best == "autosem" && leaderboard.reference == "uniform")
    let gained = try #require(leaderboard.entries.first?.difference)
    #expect(try #require(gained.probability) < 0.01)
    for entry in leaderboard.entries.dropFirst() {
      let difference = try #require(entry.differenceToBest)
      #expect(try #require(difference.probability) < 0.01, "\(entry.policy)")
      #expect(try #require(difference.interval).upperBound < 0, "\(entry.policy)")
    }
  }

  @Test func aReferenceThatIsNotComparedIsRefused() {
    var settings = Self.settings([.fixed(.uniform)], batches: 100)
    settings.reference = .fixed(.primaryOnly)
    #expect(throws: ComparisonError.referenceNotCompared("primary_only")) {
      try Comparison(settings: settings, factory: ToyTrainerFactory(transfers: Self.transfers))
    }
  }

  /// Stage one has sixteen pulls at least, of ten batches: more than the search's share.
  @Test func whereBatchesAreTooFewForStageOneEveryTaskIsMixed() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let journal = try Self.journal(factory)
    _ = try await Self.compared(
      Self.settings(
        [.search(.autosem), .search(.mixingOnly), .search(.selectionOnly), .fixed(.uniform)],
        batches: 180), factory, journal)
    let runs = try journal.policyRuns()
    func results(_ policy: ComparedPolicy) -> [TrialRecord.Result] {
      runs.filter { $0.policy == policy.rawValue }.map(\.result)
    }
    #expect(results(.search(.autosem)) == results(.search(.mixingOnly)))
    #expect(results(.search(.selectionOnly)) == results(.fixed(.uniform)))
    #expect(results(.search(.autosem)) != results(.fixed(.uniform)))
  }

  @Test func aModelOfTheSearchMayBeTheBestOfARun() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    var settings = Self.settings([.search(.randomSearch)], batches: 1_200, seeds: 5)
    settings.searchShare = 0.95
    let journal = try Self.journal(factory)
    _ = try await Self.compared(settings, factory, journal)
    #expect(try journal.policyRuns().contains { ($0.keptAt ?? .max) <= 1_140 })
  }

  @Test func aModelIsKeptAsItWasWhenItDidBest() async throws {
    // The primary's first batches help, later ones of the harmful task undo it all.
    let factory = ToyTrainerFactory(transfers: [0.9, -1.5], noise: 0)
    var settings = Self.settings([.fixed(.uniform)], batches: 600, seeds: 2)
    settings.steps = 600
    settings.measureEvery = 20
    let journal = try Self.journal(factory)
    _ = try await Self.compared(settings, factory, journal)
    for run in try journal.policyRuns() {
      let kept = try #require(run.keptAt)
      #expect(kept < 600 && kept.isMultiple(of: 20))
      guard case .evaluated(let test) = run.result else {
        Issue.record("a score was expected")
        continue
      }
      // Without noise the toy's splits agree.
      #expect(test == run.validation)
    }
  }

  @Test func theSameSettingsGiveTheSameJournalHoweverManyWorkers() async throws {
    var transcripts: [String] = []
    for workers in [1, 4] {
      let factory = ToyTrainerFactory(transfers: Self.transfers)
      let journal = try Self.journal(factory)
      _ = try await Self.compared(Self.settings(seeds: 2), factory, journal, workers: workers)
      transcripts.append(try journal.transcript())
    }
    #expect(transcripts[0] == transcripts[1])
    #expect(transcripts[0].contains("policy_runs"))
  }

  @Test(arguments: [1, 3_000, 9_000])
  func aComparisonThatWasKilledGoesOnToTheSameJournal(budget: Int) async throws {
    let settings = Self.settings(
      [.fixed(.uniform), .search(.autosem), .search(.randomSearch)], seeds: 2)
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let whole = try Self.journal(factory)
    _ = try await Self.compared(settings, factory, whole)

    let journal = try Self.journal(factory)
    await #expect(throws: CancellationError.self) {
      try await Self.compared(
        settings, ToyTrainerFactory(transfers: Self.transfers, budget: budget), journal)
    }
    let rest = ToyTrainerFactory(transfers: Self.transfers)
    _ = try await Self.compared(settings, rest, journal)
    #expect(try journal.transcript() == whole.transcript())
    #expect(rest.log.batches <= factory.log.batches)
  }

  @Test func whatTheTrainerCannotFollowIsSkippedAndSaidOnce() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let journal = try Self.journal(factory)
    let events = Mutex<[ComparisonEvent]>([])
    let leaderboard = try await Comparison(
      settings: Self.settings(
        [.weighting(.auxiNash), .bandit(.exp3S), .fixed(.uniform), .adversarial(.wasserstein)],
        batches: 60), search: Self.search(), factory: factory
    ).run(journal: journal) { event in events.withLock { $0.append(event) } }
    let plans = events.withLock { events in
      events.compactMap { if case .planned(let plan) = $0 { plan } else { nil } }
    }
    #expect(
      plans == [
        ComparisonPlan(
          policies: ["uniform"],
          skipped: [
            SkippedPolicies(names: ["auxinash", "exp3s"], requirement: .gradients),
            SkippedPolicies(names: ["amtnn_wasserstein"], requirement: .discriminators),
          ])
      ])
    #expect(leaderboard.entries.map(\.policy) == ["uniform"])
    #expect(
      leaderboard.notes == [
        "comparison: skipped amtnn_wasserstein: a trainer that trains against discriminators is needed, "
          + "such as the built-in one (trainer.kind torch)",
        "comparison: skipped auxinash, exp3s: a trainer that gives the gradients of its tasks is needed, "
          + "such as the built-in one (trainer.kind torch)",
      ])
  }

  @Test func aComparisonOfNothingIsRefused() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let skipped = [SkippedPolicies(names: ["pcgrad"], requirement: .gradients)]
    await #expect(throws: ComparisonError.noPolicy(skipped: skipped)) {
      try await Self.compared(
        Self.settings([.weighting(.pcGrad)]), factory, Self.journal(factory))
    }
    await #expect(throws: ComparisonError.noPolicy(skipped: [])) {
      try await Self.compared(Self.settings([]), factory, Self.journal(factory))
    }
  }

  @Test func aPolicyThatFailsIsListedWithItsReason() async throws {
    var factory = ToyTrainerFactory(transfers: Self.transfers)
    factory.poison = TaskIndex(3)
    let leaderboard = try await Self.compared(
      Self.settings([.fixed(.primaryOnly), .fixed(.uniform)]), factory, try Self.journal(factory))
    #expect(leaderboard.entries.map(\.policy) == ["primary_only", "uniform"])
    let failed = try #require(leaderboard.entries.last)
    #expect(failed.scores == nil && failed.failures.count == 3)
    #expect(failed.failures.first?.contains("loss") == true)
  }
}
