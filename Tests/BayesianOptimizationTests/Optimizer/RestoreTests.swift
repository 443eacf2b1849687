import BayesianOptimization
import GSLNumerics
import Testing

/// An optimiser that is given what another did goes on as the other does.
@Suite struct RestoreTests {
  private let streams = RandomStreams(seed: 4)

  /// What was done to an optimiser.
  private enum Step {
    case ask(Suggestion, memory: SearchMemory?)
    case tell(Suggestion, Double?)
    case foreign([Double], Double?)
  }

  /// An optimiser that is given the steps of another.
  private func restored(
    _ steps: [Step], space: any SearchSpace, settings: OptimizerSettings
  ) throws -> BayesianOptimizer {
    var search = BayesianOptimizer(space: space, settings: settings, seed: 4)
    for step in steps {
      switch step {
      case .ask(let candidate, let memory):
        search.restore(candidate, memory: memory)
      case .tell(let candidate, let objective): try search.tell(candidate, objective: objective)
      case .foreign(let point, let objective): try search.tell(point: point, objective: objective)
      }
    }
    return search
  }

  @Test(arguments: NamedSpace.all)
  func afterAnyStepTheSearchGoesOnAsItWould(named: NamedSpace) throws {
    try checkRestoring(
      named.space,
      OptimizerSettings(
        warmStarts: [WarmStart(named.space.sample(using: streams.stream("warm start")))],
        initialPoints: 5))
  }

  /// A portfolio is asked where its members gained what they did, however often it begins anew.
  @Test func aPortfolioKeepsItsGains() throws {
    let square = BoxSpace([0...1, 0...1])
    var settings = OptimizerSettings.paper(for: square)
    (settings.initialPoints, settings.randomCandidates) = (3, 100)
    let search = try checkRestoring(square, settings)
    #expect(Set(search.hedge?.gains ?? []).count == 3)
  }

  @Test func drawnHyperparametersAreDrawnAgain() throws {
    var settings = OptimizerSettings(initialPoints: 3, randomCandidates: 100)
    settings.hyperparameterSamples = 3
    try checkRestoring(BoxSpace([0...1, 0...1]), settings)
  }

  /// Begins anew before every step of a search, and checks that it goes on as one that never does.
  ///
  /// - Returns: The search.
  @discardableResult private func checkRestoring(
    _ space: any SearchSpace, _ settings: OptimizerSettings
  ) throws -> BayesianOptimizer {
    var whole = BayesianOptimizer(space: space, settings: settings, seed: 4)
    var steps: [Step] = []
    for round in 0..<12 {
      let again = try restored(steps, space: space, settings: settings)
      #expect(again.pending == whole.pending && again.observations == whole.observations)
      #expect(again.hedge?.record == whole.hedge?.record)
      var copy = again
      let candidate = try whole.ask()
      #expect(try copy.ask() == candidate)
      steps.append(.ask(candidate, memory: whole.memory))
      // Every third stays open for a while, every fifth fails.
      if round % 3 == 2 { continue }
      if round == 4 {
        let point = space.sample(using: streams.stream("foreign"))
        try whole.tell(point: point, objective: 1)
        steps.append(.foreign(point, 1))
      }
      let told = round > 6 ? whole.pending[0] : candidate
      let objective = round % 5 == 3 ? nil : told.point[0] - Double(round)
      try whole.tell(told, objective: objective)
      steps.append(.tell(told, objective))
    }
    #expect(
      try restored(steps, space: space, settings: settings).recommend() == whole.recommend())
    return whole
  }

  @Test func theStandardSettingsKeepHalfOfTheBudgetForTheModel() {
    func initialPoints(_ dimension: Int, _ budget: Int?) -> Int {
      OptimizerSettings.standard(
        for: BoxSpace(Array(repeating: 0...1, count: dimension)), budget: budget
      ).initialPoints
    }
    #expect([1, 2, 3, 6, 20].map { initialPoints($0, nil) } == [5, 5, 6, 12, 40])
    #expect([1, 2, 7, 12, 100].map { initialPoints(6, $0) } == [1, 1, 3, 6, 12])
  }
}
