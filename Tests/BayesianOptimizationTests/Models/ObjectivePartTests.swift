import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

/// An objective that is the weighted sum of parts, each with a process of its own.
@Suite struct ObjectivePartTests {
  private let square = BoxSpace([0...1, 0...1])
  private let points = [
    [0.1, 0.2], [0.8, 0.3], [0.4, 0.9], [0.6, 0.6], [0.2, 0.7], [0.9, 0.9], [0.5, 0.1],
  ]
  private let others = [[0.3, 0.3], [0.7, 0.8], [0, 1]]

  private func settings(_ weights: [Double], noise: GaussianProcessFit.Noise) -> OptimizerSettings {
    OptimizerSettings(
      initialPoints: 3, partWeights: weights,
      fits: { [.standard(lengthScales: $0.lengthScalePriors, noise: noise)] })
  }

  private func parts(of point: [Double]) -> [Double] {
    [exp(2 * point[0]) - point[1], 30 * (point[1] - 0.4) * (point[1] - 0.4)]
  }

  /// Returns an optimiser of the weighted sum of functions, told its parts where a trial has them.
  private func search(
    _ weights: [Double], noise: GaussianProcessFit.Noise = .unknown, hasParts: Bool = true,
    blocks: [Int?] = [], functions: ([Double]) -> [Double]
  ) throws -> BayesianOptimizer {
    var search = BayesianOptimizer(space: square, settings: settings(weights, noise: noise))
    for (index, point) in points.enumerated() {
      let parts = functions(point)
      try search.tell(
        point: point, objective: dot(weights, parts), parts: hasParts ? parts : nil,
        block: blocks.isEmpty ? nil : blocks[index])
    }
    return search
  }

  @Test func identicalHalvesWithoutNoiseHaveTheMeanOfTheWhole() throws {
    let halves = try search([0.5, 0.5], noise: .none) { [parts(of: $0)[0], parts(of: $0)[0]] }
    let whole = try search([1], noise: .none, hasParts: false) { [parts(of: $0)[0]] }
    let (sum, one) = (try halves.predictions(at: others), try whole.predictions(at: others))
    #expect(isClose(sum.map(\.mean), one.map(\.mean), relative: 1e-12))
    // As independent processes of half the weight have it.
    #expect(isClose(sum.map(\.variance), one.map { $0.variance / 2 }, relative: 1e-12))
  }

  @Test func theModelIsTheWeightedSumOfTheModelsOfTheParts() throws {
    let sum = try search([0.9, 0.1], functions: parts)
    let models = try [0, 1].map { part in
      try search([1], hasParts: false) { [parts(of: $0)[part]] }.predictions(at: others)
    }
    for (index, prediction) in try sum.predictions(at: others).enumerated() {
      let (first, second) = (models[0][index], models[1][index])
      #expect(isClose(prediction.mean, 0.9 * first.mean + 0.1 * second.mean, relative: 1e-9))
      #expect(
        isClose(
          prediction.variance, 0.81 * first.variance + 0.01 * second.variance, relative: 1e-9))
    }
    let plain = try search([0.9, 0.1], hasParts: false, functions: parts)
    #expect(try plain.predictions(at: others) != sum.predictions(at: others))
  }

  @Test(arguments: [false, true])
  func whereATrialsPartsAreNotKnownTheObjectiveIsModelled(isNoiseTold: Bool) throws {
    var some = try search([0.9, 0.1], functions: parts)
    var none = try search([0.9, 0.1], hasParts: false, functions: parts)
    let (parts, noise) = isNoiseTold ? ([1.0, 3], 0.1) : (nil, nil)
    try some.tell(point: [0.5, 0.5], objective: 1.2, noise: noise, parts: parts)
    try none.tell(point: [0.5, 0.5], objective: 1.2, noise: noise)
    #expect(try some.predictions(at: others) == none.predictions(at: others))
  }

  @Test func aShiftOfABlockInAPartMovesAllPredictionsAlike() throws {
    let blocks = [0, 1, 0, 1, 0, 1, nil]
    let plain = try search([0.5, 0.5], blocks: blocks, functions: parts)
    let shifted = try search([0.5, 0.5], blocks: blocks) { point in
      let index = points.firstIndex(of: point) ?? 0
      let shift = [0, 8, 0, 8, 0, 8, 4][index]
      return [parts(of: point)[0] + Double(shift), parts(of: point)[1]]
    }
    let moves = zip(try shifted.predictions(at: others), try plain.predictions(at: others)).map {
      $0.mean - $1.mean
    }
    // Half of the mean shift of the blocks.
    #expect(isClose(moves, [2, 2, 2], relative: 1e-6))
  }

  @Test func aTrialWithoutAPartHasFailedOnlyIfItsObjectiveHas() throws {
    var search = try search([0.9, 0.1], functions: parts)
    try search.tell(point: [0.5, 0.5], objective: nil, parts: [1, 2])
    try search.tell(point: [0.5, 0.6], objective: 1, parts: [.nan, 2])
    #expect(search.observations.suffix(2).map(\.parts) == [nil, nil])
    #expect(search.observations.suffix(2).map(\.objective) == [nil, 1])
    #expect(square.contains(try search.ask().point))
  }

  @Test func eachPartHasItsHyperparameters() throws {
    var settings = OptimizerSettings(partWeights: [0.5, 0.5], hyperparameterSamples: 5)
    settings.fits = { GaussianProcessFit.candidates(lengthScales: $0.lengthScalePriors) }
    var search = BayesianOptimizer(space: square, settings: settings)
    for point in points {
      let parts = parts(of: point)
      try search.tell(point: point, objective: dot([0.5, 0.5], parts), parts: parts)
    }
    let view = try search.model().likeliest
    #expect(view.fitted.count == 2 && view.processes.count == 5)
    for part in 0..<2 {
      let processes = view.processes.map { $0.terms[part].process }
      #expect(processes.allSatisfy { $0.targets == points.map { parts(of: $0)[part] } })
      #expect(Set(processes.map(\.kernel.logParameters)).count == 5)
    }
  }

  @Test(arguments: NamedAcquisition.all, [0, 3])
  func everyAcquisitionProposesDistinctPoints(named: NamedAcquisition, samples: Int) throws {
    var settings = OptimizerSettings(
      initialPoints: 3, strategy: .acquisition(named.acquisition),
      limits: [OutputLimit(reference: [0.5, 0.5], increase: 1)], partWeights: [0.9, 0.1],
      hyperparameterSamples: samples, randomCandidates: 60, starts: 2, iterations: 5)
    settings.fencesOutliers = true
    var search = BayesianOptimizer(space: square, settings: settings)
    for (index, point) in points.enumerated() {
      let parts = parts(of: point)
      try search.tell(
        point: point, objective: index == 2 ? nil : dot([0.9, 0.1], parts), outputs: [parts[0]],
        parts: parts, block: index % 2)
    }
    let again = search
    let suggestions = try search.ask(atMost: 3)
    #expect(Set(suggestions.map(\.point)).count == 3)
    #expect(suggestions.allSatisfy { $0.origin == .model && square.contains($0.point) })
    var other = again
    #expect(try other.ask(atMost: 3) == suggestions)
    #expect(try search.regretEstimate().regret >= 0 && square.contains(search.recommend()))
  }

  @Test func aPortfolioProposesToo() throws {
    var settings = OptimizerSettings.paper(for: square)
    (settings.partWeights, settings.initialPoints, settings.randomCandidates) = (
      [0.9, 0.1], 3, 100
    )
    var search = BayesianOptimizer(space: square, settings: settings)
    for point in points {
      let parts = parts(of: point)
      try search.tell(point: point, objective: dot([0.9, 0.1], parts), parts: parts)
    }
    #expect(try search.ask().origin == .model)
    #expect(search.hedge?.record.proposals.count == 3)
  }

  /// A search that replays another proposes what it would.
  @Test func aReplayGoesOnAsTheSearchWould() throws {
    var settings = OptimizerSettings(initialPoints: 3, randomCandidates: 100)
    (settings.partWeights, settings.hyperparameterSamples) = ([0.9, 0.1], 2)
    var search = BayesianOptimizer(space: square, settings: settings, seed: 4)
    var replayed = search
    for _ in 0..<7 {
      let suggestion = try search.ask()
      let parts = parts(of: suggestion.point)
      replayed.restore(suggestion, memory: search.memory)
      try search.tell(suggestion, objective: dot([0.9, 0.1], parts), parts: parts)
      try replayed.tell(suggestion, objective: dot([0.9, 0.1], parts), parts: parts)
    }
    #expect(search.memory == nil)
    let (next, same) = (try search.ask(), try replayed.ask())
    #expect(next == same && next.origin == .model)
    #expect(search.memory?.parameters.count == 4 && search.memory == replayed.memory)
  }
}
