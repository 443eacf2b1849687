import AutoSeM
import Foundation
import Multitask
import RunJournal
import TestSupport
import Testing

@Suite struct BudgetTests {
  @Test(arguments: [
    ("40", Budget.trainings(40)), ("1 trainings", .trainings(1)),
    ("20000 batches", .batches(20_000)), ("90 min", .seconds(5_400)), ("2h", .seconds(7_200)),
    ("45 s", .seconds(45)), ("1d", .seconds(86_400)),
  ])
  func aBudgetIsReadAndWritten(_ text: String, _ budget: Budget) throws {
    #expect(Budget(rawValue: text) == budget)
    #expect(Budget(rawValue: budget.rawValue) == budget)
    let json = try JSONEncoder().encode(budget)
    #expect(String(decoding: json, as: UTF8.self) == "\"\(budget.rawValue)\"")
    #expect(try JSONDecoder().decode(Budget.self, from: json) == budget)
  }

  @Test(arguments: ["", "0", "-4", "4.5", "h", "2 weeks", "many", "0h", "99999999999999999999"])
  func otherTextsAreNoBudgets(_ text: String) {
    #expect(Budget(rawValue: text) == nil)
    let json = Data("\"\(text)\"".utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Budget.self, from: json) }
  }

  @Test func batchesAndTimeBecomeTrainings() {
    #expect(Budget.trainings(40).trainings(of: 300) == 40)
    #expect(Budget.batches(20_000).trainings(of: 300) == 66)
    #expect(Budget.batches(10).trainings(of: 300) == 1)
    #expect(Budget.seconds(7_200).trainings(of: 300, secondsPerBatch: 0.5) == 48)
    #expect(Budget.seconds(7_200).trainings(of: 300) == nil)
    #expect(Budget.seconds(1_000_000_000).trainings(of: 1, secondsPerBatch: 1e-300) == 1_000_000)
  }

  @Test(arguments: 3...400)
  func noPlanCostsMoreThanItsTrainings(_ trainings: Int) {
    var settings = SearchSettings()
    settings.spend(trainings)
    #expect(settings.expectedBatches <= trainings * settings.mixing.steps)
    #expect(settings.mixing.initialTrials <= settings.mixing.trials)
    #expect(settings.expectedBatches > (trainings - 3) * settings.mixing.steps)
  }

  @Test(arguments: [2, 8], [24, 40, 100, 400])
  func aPlanForSeveralTargetsHasTrialsAndCostsNoMore(_ targets: Int, _ trainings: Int) {
    var settings = SearchSettings()
    settings.spend(trainings, targets: targets)
    #expect(settings.expectedBatches(targets: targets) == trainings * settings.mixing.steps)
    #expect(settings.mixing.trials >= trainings / 3)
  }

  @Test func fewTrainingsCompareThePlainMixtures() async throws {
    let factory = ToyTrainerFactory(transfers: [0.3, 0.9, 0.6])
    var settings = SearchSettings()
    settings.spend(9)
    settings.mixing.steps = 60
    let outcome = try await Search(factory, settings: settings).run()
    #expect(outcome.trials.isEmpty && outcome.arms.allSatisfy { $0.pulls == 0 })
    let even = Mixture.uniform(over: factory.tasks.taskIndices, of: 3)
    #expect(outcome.recommendation?.mixture == even)
    #expect(outcome.standings.allSatisfy { $0.scores?.seeds == 3 })
    #expect(outcome.cost.confirmationBatches == 9 * 60)
  }

  @Test func aBudgetIsSpentOnTrialsOfAllTasks() async throws {
    let factory = ToyTrainerFactory(transfers: [0.3, 0.9, 0.6, 0, -0.8])
    var settings = SearchSettings()
    settings.spend(24)
    settings.mixing.steps = 60
    let outcome = try await Search(factory, settings: settings).run()
    #expect(outcome.trialCount == 16 && outcome.kept.count == 4)
    let spent = outcome.cost.mixingBatches + outcome.cost.confirmationBatches
    #expect(spent == 24 * 60)
    guard case .useMixture = outcome.verdict.answer else {
      Issue.record("a gain was expected, got \(outcome.verdict)")
      return
    }
  }
}
