import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct BayesianOptimizerTests {
  private let simplex = SimplexSpace(count: 3)

  /// A bowl over mixtures with its bottom on a face.
  private func bowl(_ weights: [Double]) -> Double {
    zip(weights, [0.7, 0.3, 0]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } + weights[2]
  }

  /// Asks and tells in turn; `ask` is the stream of each ask.
  private func run(
    _ search: inout BayesianOptimizer, trials: Int, seed: UInt64 = 1,
    _ objective: ([Double]) -> Double?
  ) throws -> [Suggestion] {
    let streams = RandomStreams(seed: seed)
    return try (0..<trials).map { trial in
      let candidate = try search.ask(using: streams.stream("ask", trial))
      try search.tell(candidate, objective: objective(candidate.point))
      return candidate
    }
  }

  private func distinct(_ points: [[Double]]) -> Int {
    var seen: [[Double]] = []
    for point in points
    where !seen.contains(where: { isClose($0, point, relative: 0, absolute: 1e-6) }) {
      seen.append(point)
    }
    return seen.count
  }

  // MARK: - The beginning

  @Test func warmStartPointsComeFirstThenTheDesignThenTheModel() throws {
    let starts = [
      WarmStart([1, 0, 0], name: "corner"),
      WarmStart([1 / 3.0, 1 / 3.0, 1 / 3.0], name: "centre"),
    ]
    var search = BayesianOptimizer(
      space: simplex, settings: OptimizerSettings(warmStarts: starts, initialPoints: 5))
    let candidates = try run(&search, trials: 7) { bowl($0) }
    #expect(
      candidates.map { "\($0.origin)" } == [
        "corner", "centre", "design", "design", "design", "model", "model",
      ])
    #expect(candidates.prefix(2).map(\.point) == starts.map(\.point))
    #expect(candidates.map(\.trial) == Array(0..<7))
  }

  /// A point that coincides with another is asked once, and later ones keep their own names.
  @Test func coincidingWarmStartPointsKeepTheirNames() throws {
    let starts = [
      WarmStart([1, 0, 0], name: "corner"), WarmStart([1, 0, 0], name: "same"),
      WarmStart([0, 1, 0], name: "other"),
    ]
    var whole = BayesianOptimizer(
      space: simplex, settings: OptimizerSettings(warmStarts: starts, initialPoints: 3))
    var partial = MultiFidelityOptimizer(
      space: simplex,
      settings: MultiFidelitySettings(rungs: [1], budget: 9, warmStarts: starts, initialPoints: 3))
    for suggestions in [try whole.ask(atMost: 3), try partial.ask(atMost: 3)] {
      #expect(suggestions.map(\.trial) == [0, 1, 2])
      #expect(
        suggestions.map(\.origin) == [.warmStart("corner"), .warmStart("other"), .design])
    }
  }

  @Test func aWarmStartPointAlreadyToldIsNotAsked() throws {
    var search = BayesianOptimizer(
      space: simplex,
      settings: OptimizerSettings(
        warmStarts: [WarmStart([1, 0, 0]), WarmStart([0, 1, 0])], initialPoints: 2))
    try search.tell(point: [1, 0, 0], objective: 3)
    let candidate = try search.ask(using: RandomStream(seed: 1))
    #expect(candidate.point == [0, 1, 0])
  }

  @Test func pointsFromElsewhereCountAsTheBeginning() throws {
    var search = BayesianOptimizer(space: simplex, settings: OptimizerSettings(initialPoints: 3))
    for point in [[1.0, 0, 0], [0, 1, 0], [0, 0, 1]] {
      try search.tell(point: point, objective: bowl(point))
    }
    #expect(try search.ask(using: RandomStream(seed: 1)).origin == .model)
  }

  @Test func asksDrawFromNumberedStreamsOfTheSeed() throws {
    var seeded = BayesianOptimizer(
      space: simplex, settings: OptimizerSettings(initialPoints: 3), seed: 7)
    var numbered = BayesianOptimizer(space: simplex, settings: OptimizerSettings(initialPoints: 3))
    let streams = RandomStreams(seed: 7)
    for trial in 0..<5 {
      let suggestion = try seeded.ask()
      #expect(try numbered.ask(using: streams.stream("ask", trial)) == suggestion)
      try seeded.tell(suggestion, objective: bowl(suggestion.point))
      try numbered.tell(suggestion, objective: bowl(suggestion.point))
    }
    #expect(
      try seeded.regretEstimate() == numbered.regretEstimate(using: streams.stream("regret", 5)))
  }

  // MARK: - Errors

  @Test func aSuggestionIsToldOnce() throws {
    var whole = BayesianOptimizer(space: simplex)
    var partial = MultiFidelityOptimizer(
      space: simplex, settings: MultiFidelitySettings(rungs: [1, 2], budget: 9))
    func check(_ optimizer: inout some TrialOptimizer) throws {
      let suggestion = try optimizer.ask(atMost: 1)[0]
      try optimizer.tell(suggestion, objective: 1)
      #expect(throws: BayesianOptimizationError.notPending(trial: 0)) {
        try optimizer.tell(suggestion, objective: 1)
      }
      let next = try optimizer.ask(atMost: 1)[0]
      #expect(throws: BayesianOptimizationError.invalidNoise(-1)) {
        try optimizer.tell(next, objective: 1, noise: -1)
      }
      try optimizer.tell(next, objective: 2, noise: 0.1)
    }
    try check(&whole)
    try check(&partial)
    #expect(whole.observations.map(\.objective) == [1, 2])
    #expect(throws: BayesianOptimizationError.outsideSpace([1, 1, 0])) {
      try whole.tell(point: [1, 1, 0], objective: 1)
    }
  }

  /// The squared spread of the objectives underflows, and noise divided by it overflows.
  @Test func objectivesThatDifferTooLittleForTheirNoiseAreAnError() throws {
    var whole = BayesianOptimizer(space: simplex, settings: OptimizerSettings(initialPoints: 3))
    var partial = MultiFidelityOptimizer(
      space: simplex, settings: MultiFidelitySettings(rungs: [1], budget: 9, initialPoints: 3))
    func check(_ optimizer: inout some TrialOptimizer) throws {
      for (index, suggestion) in try optimizer.ask(atMost: 3).enumerated() {
        try optimizer.tell(suggestion, objective: Double(index) * 1e-200, noise: 0.1)
      }
      #expect(throws: BayesianOptimizationError.noFit(observations: 3)) {
        try optimizer.recommendation()
      }
    }
    try check(&whole)
    try check(&partial)
  }

  // MARK: - Distinct points

  @Test(arguments: NamedSpace.all)
  func noPointIsProposedTwice(named: NamedSpace) throws {
    var search = BayesianOptimizer(
      space: named.space, settings: OptimizerSettings(initialPoints: 4))
    let points = try run(&search, trials: 25) { $0[0] * $0[0] - $0[1] }.map(\.point)
    for (index, point) in points.enumerated() {
      #expect(!points[..<index].contains { named.space.areSame($0, point) })
    }
    #expect(points.allSatisfy(named.space.contains))
  }

  @Test func pendingPointsAreNotProposedAgain() throws {
    var search = BayesianOptimizer(space: simplex, settings: OptimizerSettings(initialPoints: 6))
    _ = try run(&search, trials: 10) { bowl($0) }
    let streams = RandomStreams(seed: 5)
    let open = try (0..<6).map { try search.ask(using: streams.stream("open", $0)) }
    #expect(search.pending == open)
    #expect(distinct(open.map(\.point) + search.observations.map(\.point)) == 16)
    // Told out of order, all are settled.
    for candidate in open.reversed() {
      try search.tell(candidate, objective: bowl(candidate.point))
    }
    #expect(search.pending.isEmpty && search.observations.count == 16)
  }

  /// Without fantasies, neighbours of one point would be asked for three times.
  @Test func pendingPointsSendTheNextElsewhere() throws {
    var search = BayesianOptimizer(
      space: BoxSpace([0...1, 0...1]), settings: OptimizerSettings(initialPoints: 6))
    _ = try run(&search, trials: 6) { ($0[0] - 0.3) * ($0[0] - 0.3) - $0[1] * (1 - $0[1]) * $0[0] }
    let streams = RandomStreams(seed: 5)
    let open = try (0..<3).map { try search.ask(using: streams.stream("open", $0)).point }
    for (one, other) in [(0, 1), (0, 2), (1, 2)] {
      let gap = zip(open[one], open[other]).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(gap > 0.05)
    }
  }

  @Test func manyWorkersMayAskBeforeAnythingIsTold() throws {
    var search = BayesianOptimizer(space: simplex, settings: OptimizerSettings(initialPoints: 3))
    let streams = RandomStreams(seed: 6)
    let open = try (0..<8).map { try search.ask(using: streams.stream("open", $0)) }
    #expect(
      open.map(\.origin) == Array(repeating: .design, count: 3)
        + Array(repeating: .random, count: 5))
    #expect(distinct(open.map(\.point)) == 8)
  }

  @Test func aSmallSpaceIsTriedWholeBeforeAnythingIsRepeated() throws {
    let space = IntegerRatioSpace(upperBounds: [2, 1, 1])
    for settings in [OptimizerSettings(initialPoints: 3), .paper(for: space)] {
      var search = BayesianOptimizer(space: space, settings: settings)
      let points = try run(&search, trials: 9) { $0[0] - $0[1] }.map(\.point)
      #expect(distinct(Array(points.prefix(7))) == 7)
      #expect(points.allSatisfy(space.contains))
    }
  }

  // MARK: - Failures

  @Test func anObjectiveThatIsNotFiniteIsAFailure() throws {
    var search = BayesianOptimizer(space: BoxSpace([0...1]))
    try search.tell(point: [0.5], objective: .nan)
    try search.tell(point: [0.6], objective: .infinity)
    #expect(search.observations.allSatisfy { $0.objective == nil })
    #expect(throws: BayesianOptimizationError.nothingLearned(failures: 2)) {
      try search.recommend()
    }
  }

  @Test func failuresAloneLeadToRandomPoints() throws {
    var search = BayesianOptimizer(space: simplex, settings: OptimizerSettings(initialPoints: 2))
    let candidates = try run(&search, trials: 5) { _ in nil }
    #expect(distinct(candidates.map(\.point)) == 5)
    #expect(candidates.suffix(3).allSatisfy { $0.origin == .random })
  }

  // MARK: - Replay

  @Test(arguments: [false, true])
  func theSameCallsGiveTheSamePoints(isPaper: Bool) throws {
    func play() throws -> ([[Double]], [Double]) {
      var settings = isPaper ? OptimizerSettings.paper(for: simplex) : OptimizerSettings()
      settings.randomCandidates = 200
      var search = BayesianOptimizer(space: simplex, settings: settings)
      let points = try run(&search, trials: 16) { bowl($0) }.map(\.point)
      return (points, try search.recommend())
    }
    let (one, other) = (try play(), try play())
    #expect(one == other)
  }

  @Test func lookingDoesNotChangeWhatComesNext() throws {
    func play(looking: Bool) throws -> [[Double]] {
      var search = BayesianOptimizer(space: simplex)
      let streams = RandomStreams(seed: 8)
      return try (0..<12).map { trial in
        let candidate = try search.ask(using: streams.stream("ask", trial))
        try search.tell(candidate, objective: bowl(candidate.point))
        if looking {
          _ = try search.recommend()
          _ = try search.predictions(at: [[1, 0, 0]])
        }
        return candidate.point
      }
    }
    #expect(try play(looking: false) == play(looking: true))
  }

  /// Two that were told the same in the same order, before either was asked, ask the same, though one
  /// of them would have begun with a design.
  @Test func onceTheDesignIsOverOnlyWhatWasToldCounts() throws {
    var source = BayesianOptimizer(space: simplex, settings: OptimizerSettings(initialPoints: 5))
    _ = try run(&source, trials: 9) { bowl($0) }
    var first = BayesianOptimizer(space: simplex, settings: OptimizerSettings(initialPoints: 5))
    var second = BayesianOptimizer(space: simplex, settings: OptimizerSettings(initialPoints: 0))
    for observation in source.observations {
      try first.tell(point: observation.point, objective: observation.objective)
      try second.tell(point: observation.point, objective: observation.objective)
    }
    let stream = RandomStreams(seed: 9)
    #expect(
      try first.ask(using: stream.stream("next")).point
        == second.ask(using: stream.stream("next")).point)
  }

  // MARK: - Posterior

  @Test func theRecommendationIsTheBestOfTheModelAndNotTheLuckiestTrial() throws {
    var search = BayesianOptimizer(space: BoxSpace([0...1]), settings: OptimizerSettings())
    let noise = RandomStream(seed: 41)
    for index in 0...40 {
      let x = Double(index) / 40
      try search.tell(
        point: [x], objective: (x - 0.6) * (x - 0.6) + noise.normal(standardDeviation: 0.02))
    }
    // One lucky outlier far from the bottom.
    try search.tell(point: [0.101], objective: -0.05)
    let best = try search.recommend()[0]
    #expect(abs(best - 0.6) < 0.12)
    func bound(_ point: [Double]) throws -> Double {
      let predicted = try search.prediction(at: point)
      return predicted.mean + predicted.standardDeviation
    }
    let least = try search.observations.map { try bound($0.point) }.min() ?? 0
    #expect(try bound([best]) <= least + 1e-9)
  }

  /// A cliff that smooth models undershoot, so that the model promises more than any trial found.
  @Test(arguments: [false, true])
  func theRecommendationIsTheBestTrialWhereObjectivesAreExact(isPaper: Bool) throws {
    let space = BoxSpace([0...1])
    let settings =
      isPaper
      ? OptimizerSettings.paper(for: space) : .standard(for: space, isNoisy: false)
    var search = BayesianOptimizer(space: space, settings: settings)
    for index in 0...12 {
      let x = Double(index) / 12
      try search.tell(point: [x], objective: x < 0.5 ? 10 : x)
    }
    #expect(try search.recommend() == [0.5])
    let predicted = try search.predictions(at: (0...200).map { [0.5 + Double($0) / 400] })
    #expect(predicted.contains { $0.mean < 0.5 })
  }

  @Test func theBestMixtureOnAFaceIsFoundWithAWeightOfExactlyZero() throws {
    var search = BayesianOptimizer(space: simplex)
    _ = try run(&search, trials: 25) { bowl($0) }
    let best = try search.recommend()
    #expect(best[2] == 0)
    #expect(isClose(best[0], 0.7, absolute: 0.02))
  }

  @Test func theModelReportsItsJitterAndItsNoise() throws {
    var search = BayesianOptimizer(space: simplex)
    _ = try run(&search, trials: 12) { bowl($0) }
    let model = try search.model().likeliest.fitted[0].process
    #expect(model.jitter == 0)
    #expect(model.noiseVariance >= 1e-6 && model.noiseVariance < 0.1)
  }

  @Test func thePortfolioLearnsOnceForEveryTell() throws {
    var settings = OptimizerSettings.paper(for: simplex)
    settings.initialPoints = 4
    settings.randomCandidates = 100
    var search = BayesianOptimizer(space: simplex, settings: settings)
    let candidates = try run(&search, trials: 5) { bowl($0) }
    #expect(candidates[4].origin == .model)
    #expect(search.hedge?.gains == [0, 0, 0])
    _ = try search.ask(using: RandomStream(seed: 51))
    let gains = try #require(search.hedge?.gains)
    // The bowl lies between 0 and 3, and a member gains minus what the model expects there.
    #expect(gains.allSatisfy { $0 < 0.5 && $0 > -4 } && gains != [0, 0, 0])
    _ = try search.ask(using: RandomStream(seed: 52))
    #expect(search.hedge?.gains == gains)
    #expect(BayesianOptimizer(space: simplex).hedge == nil)
  }

  // MARK: - Extremes

  @Test func theUnitsOfTheObjectiveDoNotMatter() throws {
    func play(_ unit: Double) throws -> [[Double]] {
      var search = BayesianOptimizer(space: simplex, settings: OptimizerSettings(initialPoints: 5))
      return try run(&search, trials: 9) { unit * bowl($0) }.map(\.point)
    }
    let plain = try play(1)
    // Powers of two, which change no digit.
    for unit in [0x1p-40, 0x1p60] {
      for (one, other) in zip(plain, try play(unit)) {
        #expect(isClose(one, other, relative: 0, absolute: 1e-4))
      }
    }
  }

  @Test(arguments: [0, -1e150, 1e-300])
  func aConstantObjectiveIsNoTrouble(value: Double) throws {
    var search = BayesianOptimizer(space: simplex, settings: OptimizerSettings(initialPoints: 3))
    let points = try run(&search, trials: 12) { _ in value }.map(\.point)
    #expect(distinct(points) == 12)
    #expect(
      isClose(try search.prediction(at: [1, 0, 0]).mean, value, relative: 1e-6, absolute: 1e-9))
  }

  @Test(arguments: [true, false], [1e100, .greatestFiniteMagnitude, -.greatestFiniteMagnitude])
  func objectivesOfAnySizeAreNoTrouble(isNoisy: Bool, value: Double) throws {
    for bad in [3..<4, 3..<12, 0..<14] {
      var search = BayesianOptimizer(
        space: simplex, settings: .standard(for: simplex, budget: 30, isNoisy: isNoisy))
      for trial in 0..<14 {
        let suggestion = try search.ask()
        #expect(simplex.contains(suggestion.point))
        try search.tell(
          suggestion, objective: bad.contains(trial) ? value : bowl(suggestion.point),
          noise: isNoisy && trial == 5 ? abs(value) : nil)
      }
      let prediction = try search.recommendation().prediction
      #expect(prediction.mean.isFinite && prediction.standardDeviation.isFinite)
      #expect(simplex.contains(try search.recommend()))
    }
  }

  @Test func thirtyWeightsAndOutliersAreNoTrouble() throws {
    let space = SimplexSpace(count: 30)
    var search = BayesianOptimizer(space: space, settings: OptimizerSettings(initialPoints: 10))
    let points = try run(&search, trials: 14) { $0[3] > 0.05 ? 1e9 : $0[0] }.map(\.point)
    #expect(points.allSatisfy(space.contains) && distinct(points) == 14)
    #expect(space.contains(try search.recommend()))
  }
}
