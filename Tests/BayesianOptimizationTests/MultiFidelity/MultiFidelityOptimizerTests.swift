import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct MultiFidelityOptimizerTests {
  private let space = SimplexSpace(count: 3)

  /// A curve that falls to a bowl over mixtures; its beginning says little of its end.
  private func curve(_ weights: [Double], at cost: Int) -> Double {
    let share = Double(cost) / 100
    let end = zip(weights, [0.7, 0.3, 0]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return 1 + share * (end - 1) + 0.05 * (1 - share) * weights[2]
  }

  private func settings(
    rungs: [Int] = [50, 75, 100], budget: Int = 1_000
  ) -> MultiFidelitySettings {
    MultiFidelitySettings(
      rungs: rungs, budget: budget,
      warmStarts: [WarmStart([1, 0, 0], name: "a"), WarmStart([0, 0, 1], name: "b")],
      initialPoints: 4,
      wholeTrials: 2)
  }

  /// Asks and tells in turn until nothing is asked.
  private func run(
    _ search: inout MultiFidelityOptimizer, seed: UInt64 = 1,
    _ objective: (Suggestion) -> Double?
  ) throws -> [Suggestion] {
    let streams = RandomStreams(seed: seed)
    var steps: [Suggestion] = []
    while let step = try search.ask(using: streams.stream("ask", steps.count)) {
      steps.append(step)
      try search.tell(step, objective: objective(step))
    }
    return steps
  }

  // MARK: - The budget

  @Test func theBudgetIsSpentAndNotExceeded() throws {
    for budget in [0, 49, 50, 330, 1_000] {
      var search = MultiFidelityOptimizer(space: space, settings: settings(budget: budget))
      let steps = try run(&search) { curve($0.point, at: $0.to) }
      let spent = steps.reduce(0) { $0 + $1.cost }
      #expect(spent + search.remaining == budget)
      #expect(search.remaining >= 0 && search.remaining < 50)
    }
  }

  @Test func aContinuationCostsTheDifference() throws {
    var search = MultiFidelityOptimizer(space: space, settings: settings())
    let steps = try run(&search) { curve($0.point, at: $0.to) }
    for number in search.trials.indices {
      let own = steps.filter { $0.trial == number }
      #expect(own.map(\.from) == Array(([0] + own.map(\.to)).dropLast()))
      #expect(own.map(\.to) == Array([50, 75, 100].prefix(own.count)))
      #expect(Set(own.map(\.point)).count == 1)
    }
  }

  @Test func warmStartPointsComeFirstAndTheFirstTrialsGoToTheEnd() throws {
    var search = MultiFidelityOptimizer(space: space, settings: settings())
    let steps = try run(&search) { curve($0.point, at: $0.to) }
    #expect(steps.prefix(6).map(\.trial) == [0, 0, 0, 1, 1, 1])
    #expect(search.trials.prefix(2).map(\.point) == [[1, 0, 0], [0, 0, 1]])
    #expect(
      search.trials.prefix(5).map { "\($0.origin)" } == ["a", "b", "design", "design", "model"])
  }

  // MARK: - Steps

  @Test func poorTrialsAreLeftAndGoodOnesContinued() throws {
    var search = MultiFidelityOptimizer(space: space, settings: settings(budget: 1_500))
    let steps = try run(&search) { curve($0.point, at: $0.to) }
    let later = search.trials.dropFirst(2)
    #expect(later.contains { $0.objectives.count < 3 })
    #expect(later.contains { $0.objectives.count == 3 })
    #expect(search.trials.count > 15, "as many as whole trials")
    #expect(steps.count > search.trials.count)
    let ends = later.map { (curve($0.point, at: 100), $0.objectives.count == 3) }
    let whole = SampleStatistics(ends.filter(\.1).map(\.0)).mean
    let left = SampleStatistics(ends.filter { !$0.1 }.map(\.0)).mean
    #expect(whole < left)
  }

  @Test func theBestMixtureIsFound() throws {
    var search = MultiFidelityOptimizer(space: space, settings: settings(budget: 1_500))
    _ = try run(&search) { curve($0.point, at: $0.to) }
    let best = try search.recommend()
    #expect(curve(best, at: 100) < 0.01, "\(best)")
    let prediction = try search.prediction(at: best)
    #expect(isClose(prediction.mean, 0, absolute: 0.05))
  }

  /// With one rung there is nothing to save, and the search is one over whole trials.
  @Test func oneRungIsASearchOverWholeTrials() throws {
    var search = MultiFidelityOptimizer(
      space: space, settings: settings(rungs: [100], budget: 1_200))
    let steps = try run(&search) { curve($0.point, at: $0.to) }
    #expect(steps.count == 12 && search.trials.count == 12)
    #expect(curve(try search.recommend(), at: 100) < 0.02)
  }

  // MARK: - Several at once, failures, replay

  @Test func pendingStepsAreOfDifferentTrials() throws {
    var search = MultiFidelityOptimizer(space: space, settings: settings())
    let streams = RandomStreams(seed: 5)
    for round in 0..<8 {
      var open: [Suggestion] = []
      while open.count < 3,
        let step = try search.ask(using: streams.stream("ask", 3 * round + open.count))
      {
        open.append(step)
      }
      #expect(Set(open.map(\.trial)).count == open.count)
      #expect(search.pending == open)
      for step in open.reversed() {
        try search.tell(step, objective: curve(step.point, at: step.to))
      }
    }
    #expect(search.pending.isEmpty)
  }

  @Test func aTrialThatFailedIsNotContinuedAndAvoided() throws {
    var search = MultiFidelityOptimizer(space: space, settings: settings(budget: 2_000))
    let steps = try run(&search) { $0.point[0] > 0.6 ? nil : curve($0.point, at: $0.to) }
    for (number, trial) in search.trials.enumerated() where trial.hasFailed {
      #expect(steps.last { $0.trial == number }?.to == 50)
    }
    #expect(search.trials.suffix(8).count(where: \.hasFailed) <= 4)
    #expect(try search.recommend()[0] < 0.65)
  }

  @Test func failuresAloneLeadToRandomPointsUntilTheBudgetIsSpent() throws {
    var search = MultiFidelityOptimizer(space: space, settings: settings(budget: 400))
    let steps = try run(&search) { _ in .nan }
    #expect(steps.count == 8)
    #expect(throws: BayesianOptimizationError.nothingLearned(failures: 8)) {
      try search.recommend()
    }
  }

  @Test func theSameCallsGiveTheSameSteps() throws {
    func play() throws -> [Suggestion] {
      var search = MultiFidelityOptimizer(space: space, settings: settings())
      return try run(&search, seed: 9) { curve($0.point, at: $0.to) }
    }
    #expect(try play() == play())
  }

  @Test(arguments: [0, -1e300, 1e-300])
  func aConstantObjectiveIsNoTrouble(value: Double) throws {
    var search = MultiFidelityOptimizer(space: space, settings: settings(budget: 600))
    _ = try run(&search) { _ in value }
    #expect(space.contains(try search.recommend()))
  }
}
