import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

/// Searches that draw the hyper-parameters of their model, and acquisitions over several models.
@Suite struct DrawnHyperparameterTests {
  private let square = BoxSpace([0...1, 0...1])

  private func bowl(_ point: [Double]) -> Double {
    (point[0] - 0.3) * (point[0] - 0.3) + 2 * (point[1] - 0.8) * (point[1] - 0.8)
  }

  private func settings(samples: Int) -> OptimizerSettings {
    var settings = OptimizerSettings.standard(for: square)
    settings.hyperparameterSamples = samples
    settings.randomCandidates = 100
    return settings
  }

  // MARK: - Searches

  @Test func theSameCallsGiveTheSamePoints() throws {
    func points() throws -> [[Double]] {
      var exact = OptimizerSettings.standard(for: square, isNoisy: false)
      (exact.hyperparameterSamples, exact.randomCandidates) = (4, 100)
      var search = BayesianOptimizer(space: square, settings: exact)
      let streams = RandomStreams(seed: 3)
      let points = try (0..<12).map { trial in
        let candidate = try search.ask(using: streams.stream("ask", trial))
        try search.tell(candidate, objective: bowl(candidate.point))
        return candidate.point
      }
      return points + [try search.recommend()]
    }
    let one = try points()
    #expect(try points() == one)
    #expect(one.last.map(bowl) ?? 1 < 0.05)
  }

  /// Predictions of six points' values, away from the points, with the MAP hyper-parameters and with
  /// drawn ones, over ten data sets.
  @Test func drawnHyperparametersWidenPredictions() throws {
    var ratios: [Double] = []
    for seed in 0..<UInt64(10) {
      let stream = RandomStream(seed: seed)
      let points = (0..<6).map { _ in square.sample(using: stream) }
      let others = (0..<50).map { _ in square.sample(using: stream) }
      let widths = try [0, 10].map { samples in
        var search = BayesianOptimizer(space: square, settings: settings(samples: samples))
        for point in points { try search.tell(point: point, objective: bowl(point)) }
        return try search.predictions(at: others).reduce(0) { $0 + $1.variance }
      }
      ratios.append(log(widths[1] / widths[0]))
    }
    let statistics = SampleStatistics(ratios)
    #expect(statistics.mean - (statistics.halfWidth() ?? .infinity) > 0)
  }

  @Test func theModelHoldsAsManyProcessesOfTheSameTargets() throws {
    var search = BayesianOptimizer(
      space: square,
      settings: .standard(for: square, isNoisy: false))
    #expect(search.settings.hyperparameterSamples == 0)
    for point in [[0.1, 0.2], [0.8, 0.3], [0.4, 0.9], [0.6, 0.6], [0.2, 0.7]] {
      try search.tell(point: point, objective: exp(3 * bowl(point)))
    }
    let plain = try search.model().likeliest
    #expect(plain.processes.count == 1)
    var drawn = BayesianOptimizer(space: square, settings: settings(samples: 7))
    for observation in search.observations {
      try drawn.tell(point: observation.point, objective: observation.objective)
    }
    let model = try drawn.model().likeliest
    #expect(model.processes.count == 7)
    let processes = model.processes.map { $0.terms[0].process }
    #expect(Set(processes.map(\.kernel.logParameters)).count == 7)
    #expect(processes.allSatisfy { $0.targets == model.fitted[0].process.targets })
  }

  // MARK: - Acquisitions

  /// Three states with the same trials and different kernels.
  private func states() throws -> [SearchState] {
    let state = try SampleSearch.state()
    let process = state.process.terms[0].process
    return try [0.2, 0.4, 1].map { length in
      SearchState(
        process: try GaussianProcess(
          kernel: MaternFiveHalves(lengthScales: [length, 0.7], variance: 1.3),
          noiseVariance: process.noiseVariance, inputs: process.inputs,
          targets: process.targets, standardizer: process.standardizer),
        best: state.best, pending: state.pending, candidates: state.candidates)
    }
  }

  @Test(arguments: NamedAcquisition.all)
  func theGradientOverSeveralModelsIsThatOfDifferences(named: NamedAcquisition) throws {
    let function = try named.acquisition.function(
      forAll: states(), using: RandomStream(seed: 7))
    for row in 0..<8 {
      let point = SampleSearch.points(8, seed: 5).row(row)
      let value = function.valueWithGradient(at: point)
      #expect(
        isGradient(value.gradient, at: point, relative: 1e-5, absolute: 1e-6) {
          function.valueWithGradient(at: $0).value
        })
      #expect(
        isClose(function.values(at: Matrix([point]))[0], value.value, relative: 1e-9))
    }
  }

  /// The mean gain; its logarithm where values are logarithms.
  @Test(arguments: NamedAcquisition.pointwise)
  func theFunctionsOfSeveralModelsAreAveraged(named: NamedAcquisition) throws {
    let states = try states()
    let points = SampleSearch.points(8, seed: 6)
    let stream = RandomStream(seed: 7)
    let mean = try named.acquisition.function(forAll: states, using: stream)
    let single = try states.map {
      try named.acquisition.function(for: $0, using: stream).values(at: points)
    }
    let isLogarithm = mean.scale == .logarithm
    let expected = (0..<8).map { row in
      let gains = single.map { isLogarithm ? exp($0[row]) : $0[row] }
      let mean = gains.reduce(0, +) / 3
      return isLogarithm ? log(mean) : mean
    }
    #expect(isClose(mean.values(at: points), expected, relative: 1e-9, absolute: 1e-12))
  }

  @Test func thompsonSamplingDrawsOneOfTheModels() throws {
    let states = try states()
    let points = SampleSearch.points(8, seed: 6)
    var taken: Set<Int> = []
    for seed in 0..<UInt64(30) {
      let draw = try PosteriorSampling().function(
        forAll: states, using: RandomStream(seed: seed)
      ).values(at: points)
      // The same stream, once it has said which model.
      let stream = RandomStream(seed: seed)
      let index = stream.integer(below: 3)
      taken.insert(index)
      #expect(
        try PosteriorSampling().function(for: states[index], using: stream).values(at: points)
          == draw)
    }
    #expect(taken == [0, 1, 2])
  }
}
