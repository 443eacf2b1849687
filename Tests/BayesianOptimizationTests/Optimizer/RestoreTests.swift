import BayesianOptimization
import GSLNumerics
import Testing

/// An optimiser that replays another continues like it.
@Suite struct RestoreTests {
  private let streams = RandomStreams(seed: 4)

  /// A step of an optimiser.
  private enum Step {
    case ask(Suggestion, memory: SearchMemory?)
    case tell(Suggestion, Double?)
    case foreign([Double], Double?)
  }

  /// Returns an optimiser that replays steps.
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

  /// The gains of a portfolio do not depend on the number of replays.
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

  /// Replays a search before every step, and checks that it continues like one without replays.
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
    #expect([1, 2, 3, 6, 20].map { initialPoints($0, nil) } == [5, 5, 6, 12, 12])
    #expect([1, 2, 7, 12, 100].map { initialPoints(6, $0) } == [1, 1, 3, 6, 12])
    #expect([30, 60, 80, 400].map { initialPoints(20, $0) } == [12, 12, 16, 40])
  }
}
