import AutoSeM
import Multitask
import RunJournal
import TestSupport
import Testing

/// Stage two with stage one's utilities as the prior of the best mixture.
@Suite struct MixingPriorTests {
  private static func settings(
    prior: MixingSettings.Prior, fidelity: MixingSettings.Fidelity = .full,
    space: MixingSettings.Space = .simplex
  ) -> SearchSettings {
    var settings = SearchSettings()
    settings.selection.rounds = 24
    settings.selection.batchesPerPull = 4
    settings.selection.threshold = 0
    settings.mixing.prior = prior
    settings.mixing.fidelity = fidelity
    settings.mixing.space = space
    settings.mixing.trials = 12
    settings.mixing.steps = 40
    settings.mixing.initialTrials = 5
    settings.confirmation.seeds = 2
    return settings
  }

  private static func run(_ settings: SearchSettings, in journal: Journal? = nil) async throws -> (
    trials: [TrialRecord], journal: Journal
  ) {
    // Noise dominates, so that the trials follow the prior.
    let factory = ToyTrainerFactory(transfers: [0.3, 0.5, 0.6], noise: 5)
    let journal =
      try journal
      ?? Journal.inMemory(
        header: RunHeader(
          version: "test", experiment: "{}", origin: "toy", isSynthetic: true, tasks: factory.tasks)
      )
    _ = try await Search(factory, settings: settings).run(on: journal)
    return (try journal.trials(), journal)
  }

  /// How far the trials that the model asked for are from the shares of stage one's utilities.
  private static func distance(_ trials: [TrialRecord], _ arms: [ArmRecord]) -> Double {
    let kept = arms.filter { $0.isKept || $0.task == TaskIndex(0) }
    let total = kept.reduce(0) { $0 + $1.mean }
    let advised = trials.filter { $0.proposal == "model" }
    let distances = advised.map { trial in
      kept.reduce(0) { sum, arm in
        sum + abs(trial.mixture.weights[arm.task.rawValue] - arm.mean / total)
      }
    }
    return distances.reduce(0, +) / Double(max(advised.count, 1))
  }

  @Test(arguments: MixingSettings.Fidelity.allCases, MixingSettings.Space.allCases)
  func trialsAreDrawnToWhatStageOneFound(
    fidelity: MixingSettings.Fidelity, space: MixingSettings.Space
  ) async throws {
    let plain = try await Self.run(Self.settings(prior: .none, fidelity: fidelity, space: space))
    let drawn = try await Self.run(
      Self.settings(prior: .utilities, fidelity: fidelity, space: space))
    let arms = try drawn.journal.arms()
    #expect(try plain.journal.arms() == arms)
    #expect(Self.distance(drawn.trials, arms) < Self.distance(plain.trials, arms))
    let initial = plain.trials.prefix(5).map(\.mixture)
    #expect(drawn.trials.prefix(5).map(\.mixture) == initial, "the design is as it was")
  }

  @Test func aFinishedRunIsReplayed() async throws {
    let settings = Self.settings(prior: .utilities)
    let journal = try await Self.run(settings).journal
    let transcript = try journal.transcript()
    _ = try await Self.run(settings, in: journal)
    #expect(try journal.transcript() == transcript)
  }

  @Test func withoutAStageOneThereIsNoPrior() async throws {
    var mixtures: [[Mixture]] = []
    for prior in MixingSettings.Prior.allCases {
      var settings = Self.settings(prior: prior)
      settings.selection.rounds = 0
      mixtures.append(try await Self.run(settings).trials.map(\.mixture))
    }
    #expect(mixtures[0] == mixtures[1])
  }
}
