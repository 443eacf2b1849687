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
    var settings = ComparisonSettings()
    settings.policies = policies
    settings.seeds = seeds
    settings.batches = batches
    settings.steps = 60
    settings.measureEvery = 60
    return settings
  }

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
      settings: settings, search: search(workers: workers), factory: factory, journal: journal
    ).run()
  }

  /// No policy gets a batch more than another, and what is left over is less than a trial.
  @Test(arguments: [130, 2_000])
  func everyPolicySpendsTheSameBatches(batches: Int) async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let journal = try Self.journal(factory)
    _ = try await Self.compared(Self.settings(batches: batches, seeds: 2), factory, journal)
    let runs = try journal.policyRuns()
    // The toy gives no gradients, so policies that need some are left out.
    #expect(runs.count == 2 * ComparedPolicy.allCases.count { !$0.needsGradients })
    for run in runs {
      #expect(run.batches <= batches && run.batches > batches - 8, "\(run.policy)")
      #expect(abs(run.mixture.weights.reduce(0, +) - 1) < 1e-12)
      #expect(run.validation != nil && (run.keptAt ?? .max) <= run.batches, "\(run.policy)")
    }
    #expect(factory.log.batches == runs.reduce(0) { $0 + $1.batches })
  }

  @Test func aTrainerWithoutSnapshotsIsRefusedBeforeItTrains() async throws {
    var factory = ToyTrainerFactory(transfers: Self.transfers)
    factory.makesSnapshots = false
    let journal = try Self.journal(factory)
    await #expect(throws: ComparisonError.noSnapshots) {
      _ = try await Self.compared(Self.settings([.uniform, .autosem]), factory, journal)
    }
    #expect(factory.log.batches == 0)
  }

  @Test func aSearchFindsWhatUniformDoesNot() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let leaderboard = try await Self.compared(
      Self.settings([.autosem, .uniform, .primaryOnly], batches: 3_000), factory,
      try Self.journal(factory))
    #expect(leaderboard.isFinished)
    #expect(leaderboard.entries.first?.policy == "autosem")
    #expect(leaderboard.entries.first?.difference == nil)
    for entry in leaderboard.entries.dropFirst() {
      let difference = try #require(entry.difference)
      #expect(difference.upper < 0 && difference.probability < 0.05, "\(entry.policy)")
    }
  }

  /// Stage one has sixteen pulls at least, of ten batches: more than the search's share.
  @Test func whereBatchesAreTooFewForStageOneEveryTaskIsMixed() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let journal = try Self.journal(factory)
    _ = try await Self.compared(
      Self.settings([.autosem, .mixingOnly, .selectionOnly, .uniform], batches: 180), factory,
      journal)
    let runs = try journal.policyRuns()
    func results(_ policy: ComparedPolicy) -> [TrialRecord.Result] {
      runs.filter { $0.policy == policy.rawValue }.map(\.result)
    }
    #expect(results(.autosem) == results(.mixingOnly))
    #expect(results(.selectionOnly) == results(.uniform))
    #expect(results(.autosem) != results(.uniform))
  }

  @Test func aModelOfTheSearchMayBeTheBestOfARun() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    var settings = Self.settings([.randomSearch], batches: 1_200, seeds: 5)
    settings.searchShare = 0.95
    let journal = try Self.journal(factory)
    _ = try await Self.compared(settings, factory, journal)
    #expect(try journal.policyRuns().contains { ($0.keptAt ?? .max) <= 1_140 })
  }

  @Test func aModelIsKeptAsItWasWhenItDidBest() async throws {
    // The primary's first batches help, later ones of the harmful task undo it all.
    let factory = ToyTrainerFactory(transfers: [0.9, -1.5], noise: 0)
    var settings = Self.settings([.uniform], batches: 600, seeds: 2)
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
    let settings = Self.settings([.uniform, .autosem, .randomSearch], seeds: 2)
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

  @Test func aPolicyThatNeedsGradientsSaysSo() async throws {
    let factory = ToyTrainerFactory(transfers: Self.transfers)
    let leaderboard = try await Self.compared(
      Self.settings([.auxiNash, .exp3S, .uniform], batches: 60), factory,
      try Self.journal(factory))
    let failed = leaderboard.entries.filter { $0.scores == nil }
    #expect(failed.map(\.policy) == ["auxinash", "exp3s"])
    #expect(failed.allSatisfy { $0.failures.first?.contains("gradients") == true })
  }

  @Test func everyMethodThatWeightsGradientsCanBeCompared() {
    let names = ComparedPolicy.allCases.filter(\.needsGradients).map(\.rawValue)
    #expect(Set(WeightingKind.allCases.map(\.rawValue)).isSubset(of: names))
  }

  @Test func aPolicyThatFailsIsListedWithItsReason() async throws {
    var factory = ToyTrainerFactory(transfers: Self.transfers)
    factory.poison = TaskIndex(3)
    let leaderboard = try await Self.compared(
      Self.settings([.primaryOnly, .uniform]), factory, try Self.journal(factory))
    #expect(leaderboard.entries.map(\.policy) == ["primary_only", "uniform"])
    let failed = try #require(leaderboard.entries.last)
    #expect(failed.scores == nil && failed.failures.count == 3)
    #expect(failed.failures.first?.contains("loss") == true)
  }
}
