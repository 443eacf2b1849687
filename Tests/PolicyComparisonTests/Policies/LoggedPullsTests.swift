import AutoSeM
import Bandits
import Foundation
import GSLNumerics
import Multitask
import PolicyComparison
import RunJournal
import TestSupport
import Testing

/// What can be learned from the journal of a run that was really made.
@Suite struct LoggedPullsTests {
  /// The primary, one that helps much, one that does nothing, one that harms.
  private static let factory = ToyTrainerFactory(transfers: [0.3, 0.9, 0, -0.8])

  private static func settings(
    rounds: Int, minimumPulls: Int, reward: RewardKind = .twin, decay: Double = 0.02
  ) -> SearchSettings {
    var settings = SearchSettings()
    settings.workers = 1
    settings.selection.rounds = rounds
    settings.selection.minimumPulls = minimumPulls
    settings.selection.batchesPerPull = 20
    settings.selection.reward = reward
    settings.selection.decay = decay
    settings.mixing.trials = 2
    settings.mixing.initialTrials = 2
    settings.mixing.steps = 10
    settings.confirmation.seeds = 1
    return settings
  }

  private static func header(_ kind: RunHeader.Kind = .search) -> RunHeader {
    RunHeader(
      kind: kind, version: "test", experiment: "{}", origin: "toy", isSynthetic: true,
      tasks: factory.tasks)
  }

  /// Makes a run in a folder and opens what it left there.
  private static func run(
    _ settings: SearchSettings, in folder: TemporaryFolder, _ name: String = "run"
  ) async throws -> LoggedPulls.Run {
    let place = folder.url.appending(path: name)
    let journal = try Journal.create(in: place, header: header())
    _ = try await Search(factory, settings: settings).run(on: journal)
    try journal.close()
    return LoggedPulls.Run(
      name: name, journal: try Journal.open(in: place), selection: settings.selection)
  }

  @Test func theLogHasEveryPullAndItsReward() async throws {
    let folder = try TemporaryFolder()
    let run = try await Self.run(Self.settings(rounds: 30, minimumPulls: 3), in: folder)
    let log = try LoggedPulls([run], tasks: Self.factory.tasks).log
    let pulls = try run.journal.pulls()
    #expect(log.steps == 30)
    for arm in 0..<4 {
      let own = pulls.filter { $0.task.rawValue == arm }
      #expect(log.pulls[arm] == own.count)
      #expect(abs(log.rewards[arm] - own.reduce(0) { $0 + $1.reward }) < 1e-12)
      // Three pulls of forced exploration have probability one, the others the bandit's.
      #expect(log.propensities[arm] > 3)
    }
    #expect(abs(log.propensities.reduce(0, +) - 30) < 1e-6)
    #expect(log.value(of: [0, 1, 0, 0]) > log.value(of: [0, 0, 0, 1]) + 0.2)
  }

  /// If every pull was forced, the value of a policy is the mean of its arms' mean rewards.
  @Test func whereEveryPullWasDueTheEstimateIsThatOfTheMeans() async throws {
    let folder = try TemporaryFolder()
    let run = try await Self.run(Self.settings(rounds: 20, minimumPulls: 5), in: folder)
    let log = try LoggedPulls([run], tasks: Self.factory.tasks).log
    #expect(log.propensities == [5, 5, 5, 5] && log.pulls == [5, 5, 5, 5])
    let target = [0.1, 0.2, 0.3, 0.4]
    let expected = zip(target, log.rewards).reduce(0) { $0 + $1.0 * $1.1 / 5 }
    #expect(abs(log.value(of: target) - expected) < 1e-12)
  }

  /// The first pull is the primary's for certain, and the second is drawn.
  ///
  /// The first earns one, since the metric is above zero. Then the primary's posterior is Beta(2, 1), the others
  /// are uniform, and the largest of the four is the primary's with ∫ 2x x³ dx = 2/5.
  @Test func drawsAreAsLikelyAsTheirPosteriorsSay() async throws {
    let folder = try TemporaryFolder()
    let settings = Self.settings(rounds: 2, minimumPulls: 0, reward: .metric, decay: 0)
    let run = try await Self.run(settings, in: folder)
    let log = try LoggedPulls([run], tasks: Self.factory.tasks).log
    for (found, expected) in zip(log.propensities, [1.4, 0.2, 0.2, 0.2]) {
      #expect(abs(found - expected) < 1e-7)
    }
  }

  @Test func severalRunsArePooled() async throws {
    let folder = try TemporaryFolder()
    let first = try await Self.run(Self.settings(rounds: 20, minimumPulls: 2), in: folder, "a")
    let second = try await Self.run(Self.settings(rounds: 16, minimumPulls: 3), in: folder, "b")
    let tasks = Self.factory.tasks
    let both = try LoggedPulls([first, second], tasks: tasks).log
    let apart = try [first, second].map { try LoggedPulls([$0], tasks: tasks).log }
    #expect(both == apart[0] + apart[1])
  }

  // MARK: - Comparing

  /// From the first batch on, the policy prefers what helped in the logged run, and the primary has its share of
  /// each pull.
  @Test func theCounterfactualPolicyIsLearnedFromThePulls() async throws {
    let folder = try TemporaryFolder()
    let run = try await Self.run(Self.settings(rounds: 40, minimumPulls: 3), in: folder)
    let logged = try LoggedPulls([run], tasks: Self.factory.tasks)
    let settings = ComparisonSettings(
      policies: [.bandit(.counterfactual)], seeds: 2, batches: 2_000, steps: 100,
      measureEvery: 100)
    var shares: [[Double]] = []
    for logged in [logged, nil] {
      let journal = try Journal.inMemory(header: Self.header(.comparison))
      _ = try await Comparison(
        settings: settings, factory: Self.factory, logged: logged
      ).run(journal: journal)
      shares.append(try #require(try journal.policyRuns().first).mixture.weights)
    }
    let arms = try CounterfactualPolicy(from: logged.log, using: RandomStream(seed: 1))
      .probabilities
    for (arm, share) in shares[0].enumerated() {
      let expected = (arm == 0 ? 0.5 : 0) + 0.5 * arms[arm]
      // Two thousand draws, and another seed for CMA-ES.
      #expect(abs(share - expected) < 0.05, "arm \(arm)")
    }
    #expect(shares[0][1] > 2 * shares[0][2] && shares[0][1] > 2 * shares[0][3])
    #expect(shares[1][1] < 0.5 * shares[0][1] + 0.25)
  }

  // MARK: - Runs that cannot be learned from

  private func expect(
    _ error: LoggedPullsError, of runs: [LoggedPulls.Run],
    tasks: TaskList = LoggedPullsTests.factory.tasks
  ) {
    #expect(throws: error) { try LoggedPulls(runs, tasks: tasks) }
  }

  @Test func aRunOnOtherTasksIsRefused() async throws {
    let folder = try TemporaryFolder()
    let run = try await Self.run(Self.settings(rounds: 4, minimumPulls: 1), in: folder)
    let error = #expect(throws: LoggedPullsError.self) {
      try LoggedPulls([run], tasks: ToyTrainerFactory(transfers: [0.3, 0.9]).tasks)
    }
    let message = error?.description ?? ""
    #expect(message.hasPrefix("'run' is a run on the tasks task0 (100 + 500 + 500 examples), "))
    #expect(message.contains("but a run on task0") && message.hasSuffix("was expected"))
  }

  @Test func aComparisonAndARunWithoutPullsAreRefused() async throws {
    let folder = try TemporaryFolder()
    let comparison = LoggedPulls.Run(
      name: "a", journal: try Journal.inMemory(header: Self.header(.comparison)),
      selection: SearchSettings().selection)
    expect(.comparison(run: "a"), of: [comparison])
    let unpulled = try await Self.run(Self.settings(rounds: 0, minimumPulls: 0), in: folder, "b")
    expect(.noPulls(run: "b"), of: [unpulled])
    let begun = LoggedPulls.Run(
      name: "c", journal: try Journal.inMemory(header: Self.header()),
      selection: SearchSettings().selection)
    expect(.notOver(run: "c"), of: [begun])
  }

  @Test func runsThatWerePulledOtherwiseAreRefused() async throws {
    let folder = try TemporaryFolder()
    let twin = try await Self.run(Self.settings(rounds: 6, minimumPulls: 1), in: folder, "a")
    let metric = try await Self.run(
      Self.settings(rounds: 6, minimumPulls: 1, reward: .metric), in: folder, "b")
    expect(.pulledOtherwise(run: "b", than: "a"), of: [twin, metric])
    // With three forced pulls of each arm, the second is the primary's again.
    var other = twin.selection
    other.minimumPulls = 3
    expect(
      .replayDiffers(run: "a", pull: 1),
      of: [LoggedPulls.Run(name: "a", journal: twin.journal, selection: other)])
  }
}
