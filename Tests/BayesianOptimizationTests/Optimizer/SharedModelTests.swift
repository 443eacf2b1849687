import BayesianOptimization
import GSLNumerics
import Testing

/// One model serves several asks where many trials are open.
@Suite struct SharedModelTests {
  private static let best = [0.2, 0.3, 0.5]
  private let space = SimplexSpace(count: 3)
  private let settings = OptimizerSettings(
    initialPoints: 4, strategy: .acquisition(KnowledgeGradient()), randomCandidates: 200)

  private func objective(_ point: [Double]) -> Double {
    zip(point, Self.best).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  /// Returns a search with results of some trials, and others that are open.
  private func search(
    open: Int, told: Int, settings: OptimizerSettings? = nil
  ) throws -> BayesianOptimizer {
    var search = BayesianOptimizer(space: space, settings: settings ?? self.settings, seed: 2)
    for suggestion in try search.ask(atMost: open + told).prefix(told) {
      try search.tell(suggestion, objective: objective(suggestion.point))
    }
    return search
  }

  @Test func eachAskHasAModelOfItsOwnWhereFewTrialsAreOpen() throws {
    var search = try search(open: 15, told: 12)
    for _ in 0..<2 {
      let suggestion = try search.ask()
      #expect(search.memory != nil && search.memory?.proposals == nil)
      try search.tell(suggestion, objective: objective(suggestion.point))
    }
  }

  /// Of 96 workers: (96 / 32)^1.5 = 5.2 asks.
  @Test func oneModelServesSeveralAsksWhereManyTrialsAreOpen() throws {
    var search = try search(open: 95, told: 12)
    #expect(try search.ask().origin == .model)
    let proposals = try #require(search.memory?.proposals)
    #expect(proposals.count == 4)
    for proposal in proposals {
      let told = search.pending[0]
      try search.tell(told, objective: objective(told.point))
      #expect(try search.ask().point == proposal)
      #expect(search.memory == nil)
    }
    try search.tell(search.pending[0], objective: 1)
    _ = try search.ask()
    #expect(search.memory?.proposals?.count == 4)
  }

  @Test(arguments: [(16, nil), (17, 1), (64, 1), (67, 2), (256, 21)] as [(Int, Int?)])
  func theAsksOfAModelGrowFasterThanTheWorkers(workers: Int, others: Int?) throws {
    var search = try search(open: workers - 1, told: 48)
    _ = try search.ask()
    #expect(search.memory?.proposals?.count == others)
  }

  /// Nothing is open yet, and seventeen trials will be.
  @Test func theSizeOfARoundIsKnownBeforehand() throws {
    var search = try search(open: 0, told: 12)
    let first = try search.ask(firstOf: 17)
    let others = try #require(search.memory?.proposals)
    #expect(others.count == 1)
    #expect(try search.ask(firstOf: 16).point == others[0])
    var again = try self.search(open: 0, told: 12)
    #expect(try again.ask(atMost: 17).prefix(2).map(\.point) == [first.point, others[0]])
  }

  /// A round ends with points left over, which know nothing of its results.
  @Test func pointsThatAreOutOfDateAreLeft() throws {
    var search = try search(open: 95, told: 12)
    _ = try search.ask()
    let left = try #require(search.memory?.proposals)
    for told in search.pending.prefix(10) {
      try search.tell(told, objective: objective(told.point))
    }
    let copy = search
    let suggestion = try search.ask()
    #expect(search.memory != nil && suggestion.point != left[0])
    var replayed = copy
    replayed.restore(suggestion, memory: search.memory)
    #expect(try replayed.ask() == search.ask())
  }

  /// After two results a third one is worth a model of its own.
  @Test func fewResultsServeFewAsks() throws {
    var search = try search(open: 80, told: 5)
    _ = try search.ask()
    #expect(search.memory?.proposals?.count == 1)
  }

  @Test func aPortfolioLearnsFromEachAsk() throws {
    var settings = OptimizerSettings.paper(for: space)
    (settings.initialPoints, settings.randomCandidates) = (4, 50)
    var search = try search(open: 20, told: 12, settings: settings)
    _ = try search.ask()
    #expect(search.memory?.portfolio != nil && search.memory?.proposals == nil)
  }

  @Test func thePointsAreNewAndNearTheBest() throws {
    var search = try search(open: 80, told: 60)
    let known = (search.observations.map(\.point) + search.pending.map(\.point))
    let points = try (0..<10).map { _ in try search.ask().point }
    for (index, point) in points.enumerated() {
      #expect(space.contains(point))
      #expect((known + points[..<index]).allSatisfy { !space.areSame($0, point) })
    }
    // A model serves four asks, of which the first is no draw: it may be anywhere.
    let draws = points.indices.filter { $0 % 4 > 0 }.map { objective(points[$0]) }
    #expect(draws.reduce(0, +) / Double(draws.count) < 0.02)
    #expect(known.map(objective).reduce(0, +) / Double(known.count) > 0.1)
  }

  /// A search that is resumed goes on with the points that the last model served.
  @Test func aReplayedSearchGoesOnAsItWould() throws {
    var search = try search(open: 40, told: 0)
    var copy = search
    for step in 0..<24 {
      let told = search.pending[step % 3]
      try search.tell(told, objective: objective(told.point))
      try copy.tell(told, objective: objective(told.point))
      var again = copy
      let suggestion = try search.ask()
      #expect(try again.ask() == suggestion)
      copy.restore(suggestion, memory: search.memory)
    }
    #expect(search.memory == nil || search.memory?.proposals != nil)
  }
}
