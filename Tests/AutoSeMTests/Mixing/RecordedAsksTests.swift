import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import RunJournal
import Synchronization
import TestSupport
import Testing

@testable import AutoSeM

@Suite struct RecordedAsksTests {
  /// Counts the fits of models.
  private final class Fits: Sendable {
    let count = Mutex(0)

    func counted(_ encoding: any SearchSpace) -> [GaussianProcessFit] {
      count.withLock { $0 += 1 }
      return GaussianProcessFit.candidates(lengthScales: encoding.lengthScalePriors)
    }
  }

  private func optimizer(_ fits: Fits, strategy: OptimizerSettings.Strategy) -> any TrialOptimizer {
    let settings = OptimizerSettings(
      initialPoints: 4, strategy: strategy, trialCost: 40, fits: { fits.counted($0) })
    return BayesianOptimizer(space: SimplexSpace(count: 3), settings: settings, seed: 3)
  }

  private func value(_ suggestion: Suggestion) -> Double {
    suggestion.point[0] * suggestion.point[0] - suggestion.point[1]
  }

  /// Asks for trials one by one and tells their results.
  private func course(
    _ trials: Int, of optimizer: inout any TrialOptimizer, on journal: Journal
  ) throws -> [Suggestion] {
    let asks = try RecordedAsks(in: journal, cost: 40)
    return try (0..<trials).map { tells in
      let suggestion = try #require(
        try asks.next(atMost: 1, of: &optimizer, after: tells).first)
      try optimizer.tell(suggestion, objective: value(suggestion))
      return suggestion
    }
  }

  @Test(arguments: [
    OptimizerSettings.Strategy.acquisition(LogExpectedImprovement()), .hedge(GPHedge()),
  ])
  func recordedAsksAreRepeatedWithoutAModel(strategy: OptimizerSettings.Strategy) throws {
    let journal = try Journal.inMemory(of: ToyTrainerFactory(transfers: [0.3, 0.9, 0.2]).tasks)
    let (fits, fitsOfResumed) = (Fits(), Fits())
    var first = optimizer(fits, strategy: strategy)
    let suggestions = try course(9, of: &first, on: journal)
    #expect(fits.count.withLock { $0 } > 0)

    var resumed = optimizer(fitsOfResumed, strategy: strategy)
    #expect(try course(9, of: &resumed, on: journal) == suggestions)
    #expect(fitsOfResumed.count.withLock { $0 } == 0)
    #expect(try resumed.ask(atMost: 2) == first.ask(atMost: 2))
  }

  /// Were the size of the round not told, its first asks would have a model each.
  @Test func aRoundIsAskedForAsAWhole() throws {
    let journal = try Journal.inMemory(of: ToyTrainerFactory(transfers: [0.3, 0.9, 0.2]).tasks)
    var optimizer = optimizer(Fits(), strategy: .acquisition(LogExpectedImprovement()))
    _ = try course(5, of: &optimizer, on: journal)
    let (whole, single) = (optimizer, optimizer)
    let round = try RecordedAsks(in: journal, cost: 40).next(atMost: 48, of: &optimizer, after: 5)
    func asked(_ optimizer: any TrialOptimizer, atMost count: Int) throws -> [Suggestion] {
      var optimizer = optimizer
      return try (0..<48 / count).flatMap { _ in try optimizer.ask(atMost: count) }
    }
    #expect(try round == asked(whole, atMost: 48))
    #expect(try round != asked(single, atMost: 1))
  }

  @Test func anAskOfAnotherSearchIsRefused() throws {
    for (tells, point) in [(1, [0.2, 0.3, 0.5]), (0, [0.9, 0.3, 0.5]), (0, [1.0])] {
      let journal = try Journal.inMemory(of: ToyTrainerFactory(transfers: [0.3, 0.9, 0.2]).tasks)
      try journal.record(asks: [
        AskRecord(ask: 0, tells: tells, point: point, origin: "design", memory: "")
      ])
      var optimizer = optimizer(Fits(), strategy: .hedge(GPHedge()))
      #expect(throws: SearchError.self) { _ = try course(1, of: &optimizer, on: journal) }
    }
  }

  @Test func theJitterOfARepeatedAskIsKept() throws {
    var optimizer = BayesianOptimizer(space: SimplexSpace(count: 3), seed: 3)
    let suggestion = Suggestion(trial: 0, point: [0.2, 0.3, 0.5], origin: .model)
    optimizer.restore(suggestion, memory: SearchMemory(parameters: [], jitter: 0.25))
    try optimizer.tell(suggestion, objective: 1)
    #expect(try optimizer.recommendation().jitter == 0.25)
  }
}
