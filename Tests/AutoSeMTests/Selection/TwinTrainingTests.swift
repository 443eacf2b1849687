import AutoSeM
import Multitask
import RunJournal
import TestSupport
import Testing

/// Stage one with twins, seen through the journal of a search.
@Suite struct TwinTrainingTests {
  /// The primary, two that help, two that do nothing, one that harms.
  private static let transfers = [0.3, 0.9, 0.6, 0, 0, -0.8]

  /// A search whose stage one is whole and whose rest is as small as it can be.
  private static func settings(seed: UInt64 = 1) -> SearchSettings {
    var settings = SearchSettings()
    settings.seed = seed
    settings.workers = 1
    settings.mixing.trials = 2
    settings.mixing.initialTrials = 2
    settings.mixing.steps = 10
    settings.confirmation.seeds = 1
    return settings
  }

  private static func search(
    _ settings: SearchSettings, noise: Double = 0.005, disagreement: Double? = nil
  ) async throws -> (outcome: Outcome, pulls: [PullRecord], batches: Int) {
    var factory = ToyTrainerFactory(transfers: transfers, noise: noise)
    factory.disagreement = disagreement
    let journal = try Journal.inMemory(of: factory.tasks)
    let outcome = try await Search(factory, settings: settings).run(on: journal)
    return (outcome, try journal.pulls(), factory.log.batches)
  }

  /// The pulls of each arm, in order.
  private static func pullsOfArms(_ pulls: [PullRecord]) -> [[PullRecord]] {
    transfers.indices.map { arm in pulls.filter { $0.task == TaskIndex(arm) } }
  }

  @Test func everyArmIsPulledAFewTimesAndThePrimaryFirst() async throws {
    let settings = Self.settings()
    let pulls = try await Self.search(settings).pulls
    #expect(pulls.count == settings.selection.rounds)
    let fewest = settings.selection.minimumPulls
    let beginning = pulls.prefix(fewest * Self.transfers.count).map(\.task.rawValue)
    let inTurn = Self.transfers.indices.flatMap { Array(repeating: $0, count: fewest) }
    #expect(beginning == inTurn)
  }

  /// All pulls are measured on the same examples; where those disagree about a task, more pulls do not help.
  @Test func examplesThatDisagreeLeaveDoubt() async throws {
    let sure = try await Self.search(Self.settings(), disagreement: 0.01)
    let unsure = try await Self.search(Self.settings(), disagreement: 5)
    #expect(sure.pulls.map(\.reward) == unsure.pulls.map(\.reward))
    let without = try await Self.search(Self.settings())
    for arm in [1, 2] {
      func helps(_ outcome: Outcome) throws -> Double {
        try #require(outcome.arms[arm].probabilityHelps)
      }
      #expect(try helps(sure.outcome) > 0.95 && helps(without.outcome) > 0.95)
      #expect(try helps(unsure.outcome) < 0.6)
    }
    #expect(unsure.outcome.kept.isEmpty)
  }

  @Test func thePrimaryTiesWithItsTwin() async throws {
    let arms = Self.pullsOfArms(try await Self.search(Self.settings()).pulls)
    #expect(arms[0].count >= 3)
    for pull in arms[0] {
      #expect(pull.reward == 0.5)
      #expect(pull.baseline == pull.result.evaluation?.loss)
    }
  }

  @Test func whatHelpsEarnsMoreThanWhatIsIdleAndThatMoreThanWhatHarms() async throws {
    // Twins share their noise, but it sets the unit of the rewards: enough of it that they are neither
    // all zero nor all one.
    var settings = Self.settings()
    settings.selection.batchesPerPull = 20
    let pulls = try await Self.search(settings, noise: 0.02).pulls
    let means = Self.pullsOfArms(pulls).map { arm in
      arm.map(\.reward).reduce(0, +) / Double(arm.count)
    }
    #expect(means[1] > means[2] && means[2] > 0.5)
    for idle in [3, 4] { #expect(means[idle] < 0.5 && means[idle] > means[5]) }
  }

  @Test func thereIsOneTwinForEachNumberOfAPullAndItIsJournaled() async throws {
    let settings = Self.settings()
    let (outcome, pulls, batches) = try await Self.search(settings)
    let arms = Self.pullsOfArms(pulls)
    let numbers = arms.map(\.count).max() ?? 0
    var baselines: Set<Double> = []
    for number in 0..<numbers {
      let twins = Set(arms.filter { $0.count > number }.map { $0[number].baseline })
      #expect(twins.count == 1, "the pulls with number \(number) share their twin")
      baselines.insert(try #require(twins.first ?? nil))
    }
    #expect(baselines.count == numbers, "twins of different numbers differ in their seed")

    // The primary's pull that comes first with its number is the twin itself.
    var (counts, seen, ownTwins) = (Self.transfers.map { _ in 0 }, 0, 0)
    for arm in pulls.map(\.task.rawValue) {
      if counts[arm] == seen {
        seen += 1
        ownTwins += arm == 0 ? 1 : 0
      }
      counts[arm] += 1
    }
    #expect(ownTwins >= settings.selection.minimumPulls)
    let models = settings.selection.rounds + numbers - ownTwins
    let expected = settings.selection.batchesPerPull * models
    #expect(outcome.cost.selectionBatches == expected)
    let cost = outcome.cost
    #expect(batches == expected + cost.mixingBatches + cost.confirmationBatches)
  }

  @Test func stageOneFindsTheTasksThatHelp() async throws {
    var found = 0
    for seed: UInt64 in 1...20 {
      let kept = try await Self.search(Self.settings(seed: seed)).outcome.kept.map(\.rawValue)
      #expect(Set(kept).isSubset(of: [1, 2]), "seed \(seed) kept \(kept)")
      if kept.contains(1) { found += 1 }
    }
    #expect(found >= 19)
  }
}
