import BayesianOptimization
import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

/// An acquisition and the name that a failure shows it by.
struct NamedAcquisition: CustomTestStringConvertible, Sendable {
  let name: String
  let acquisition: any Acquisition

  var testDescription: String { name }

  static let pointwise = [
    NamedAcquisition(name: "log expected improvement", acquisition: LogExpectedImprovement()),
    NamedAcquisition(name: "expected improvement", acquisition: ExpectedImprovement()),
    NamedAcquisition(name: "EI with a margin", acquisition: ExpectedImprovement(margin: 0.3)),
    NamedAcquisition(
      name: "probability of improvement", acquisition: ProbabilityOfImprovement(margin: 0.01)),
    NamedAcquisition(name: "lower confidence bound", acquisition: LowerConfidenceBound()),
  ]

  static let all =
    pointwise + [
      NamedAcquisition(
        name: "noisy log expected improvement", acquisition: NoisyLogExpectedImprovement()),
      NamedAcquisition(name: "knowledge gradient", acquisition: KnowledgeGradient()),
      NamedAcquisition(name: "max-value entropy", acquisition: MaxValueEntropy()),
      NamedAcquisition(name: "Thompson sampling", acquisition: PosteriorSampling()),
    ]
}

/// A search of the unit square with ten noisy trials, three pending and some candidates.
struct SampleSearch {
  static let kernel = MaternFiveHalves(lengthScales: [0.4, 0.7], variance: 1.3)

  static func points(_ count: Int, seed: UInt64) -> Matrix {
    let stream = RandomStream(seed: seed)
    return Matrix((0..<count).map { _ in [stream.uniform(), stream.uniform()] })
  }

  /// - Parameters:
  ///   - noise: The noise variance in units of the targets.
  ///   - unit: The factor of the targets.
  ///   - shift: The number added after that.
  static func state(
    noise: Double = 0.05, unit: Double = 1, shift: Double = 0, hasPending: Bool = true
  ) throws -> SearchState {
    let inputs = points(10, seed: 1)
    let stream = RandomStream(seed: 2)
    let targets = (0..<10).map { row in
      let (x, y) = (inputs[row, 0] - 0.4, inputs[row, 1] - 0.6)
      return unit * (4 * (x * x + y * y) + stream.normal(standardDeviation: noise.squareRoot()))
        + shift
    }
    let process = try GaussianProcess(
      kernel: kernel, noiseVariance: noise, inputs: inputs, targets: targets,
      standardizer: Standardizer(shift: 0.3 * unit + shift, scale: unit))
    return SearchState(
      process: process, best: process.predictions(at: inputs).map(\.mean).min() ?? 0,
      pending: hasPending ? points(3, seed: 3) : Matrix(rows: 0, columns: 0),
      candidates: points(60, seed: 4))
  }
}

extension SampleSearch {
  /// The state whose objective is the sum of that of `state` and of another process of its inputs, which is rougher,
  /// in another unit and as noisy.
  static func sum(noise: Double = 0.05, hasPending: Bool = true) throws -> SearchState {
    let state = try state(noise: noise, hasPending: hasPending)
    let stream = RandomStream(seed: 13)
    let inputs = state.process.inputs
    let other = try GaussianProcess(
      kernel: MaternFiveHalves(lengthScales: [0.9, 0.3], variance: 0.8), noiseVariance: noise,
      inputs: inputs,
      targets: (0..<10).map { 20 + 5 * (inputs[$0, 1] + stream.normal(standardDeviation: 0.2)) },
      standardizer: Standardizer(shift: 22, scale: 2))
    let sum = ProcessSum([
      .init(weight: 0.7, process: state.process.terms[0].process),
      .init(weight: 0.3, process: other),
    ])
    return SearchState(
      process: sum, best: sum.means(at: inputs).min() ?? 0, pending: state.pending,
      candidates: state.candidates)
  }
}

/// A process over any inputs.
enum GaussianProcessSample {
  static func process(_ inputs: Matrix) throws -> GaussianProcess {
    let stream = RandomStream(seed: 12)
    return try GaussianProcess(
      kernel: MaternFiveHalves(lengthScales: Array(repeating: 0.6, count: inputs.columns)),
      noiseVariance: 0.01, inputs: inputs,
      targets: (0..<inputs.rows).map { _ in stream.normal() })
  }
}

/// The laws of every acquisition function.
@Suite struct AcquisitionConformance {
  private func function(
    _ named: NamedAcquisition, _ state: SearchState
  ) throws -> any AcquisitionFunction {
    try named.acquisition.function(for: state, using: RandomStream(seed: 7))
  }

  @Test(arguments: NamedAcquisition.all, [false, true])
  func theGradientIsThatOfDifferences(named: NamedAcquisition, isSum: Bool) throws {
    for noise in [1e-6, 0.05] {
      let function = try function(
        named, isSum ? SampleSearch.sum(noise: noise) : SampleSearch.state(noise: noise))
      for row in 0..<12 {
        let point = SampleSearch.points(12, seed: 5).row(row)
        let value = function.valueWithGradient(at: point)
        #expect(
          isGradient(value.gradient, at: point, relative: 1e-5, absolute: 1e-6) {
            function.valueWithGradient(at: $0).value
          }, "noise \(noise), point \(point)")
      }
    }
  }

  @Test(arguments: NamedAcquisition.all, [false, true])
  func manyPointsAreWorthWhatEachIs(named: NamedAcquisition, isSum: Bool) throws {
    let function = try function(named, isSum ? SampleSearch.sum() : SampleSearch.state())
    let points = SampleSearch.points(20, seed: 6)
    let single = (0..<20).map { function.valueWithGradient(at: points.row($0)).value }
    #expect(isClose(function.values(at: points), single, relative: 1e-9, absolute: 1e-11))
    #expect(function.values(at: Matrix(rows: 0, columns: 2)).isEmpty)
  }

  /// Logarithms of gains move by the logarithm of the unit, gains in proportion to it.
  @Test(arguments: NamedAcquisition.all)
  func theUnitsOfTheObjectiveDoNotMatter(named: NamedAcquisition) throws {
    let points = SampleSearch.points(20, seed: 6)
    let plain = try function(named, SampleSearch.state()).values(at: points)
    let other = try function(named, SampleSearch.state(unit: 64, shift: 1000))
    let values = other.values(at: points)
    // A margin has a unit, probabilities and entropies have none.
    guard named.name != "EI with a margin", named.name != "probability of improvement" else {
      return
    }
    let isEntropy = named.acquisition is MaxValueEntropy
    let expected = plain.map { value in
      switch other.scale {
      case .logarithm: isEntropy ? value : value + log(64)
      case .gain: 64 * value
      case .objective: 64 * value - 1000
      }
    }
    #expect(isClose(values, expected, relative: 1e-6, absolute: 1e-6))
  }

  @Test(arguments: NamedAcquisition.all)
  func theOrderOfTheTrialsDoesNotMatter(named: NamedAcquisition) throws {
    let state = try SampleSearch.state(hasPending: false)
    let process = state.process.terms[0].process
    let order = RandomStream(seed: 9).permutation(10)
    let shuffled = SearchState(
      process: try GaussianProcess(
        kernel: process.kernel, noiseVariance: process.noiseVariance,
        inputs: Matrix(order.map(process.inputs.row)), targets: order.map { process.targets[$0] },
        standardizer: process.standardizer), best: state.best, candidates: state.candidates)
    let points = SampleSearch.points(20, seed: 6)
    #expect(
      isClose(
        try function(named, shuffled).values(at: points),
        try function(named, state).values(at: points), relative: 1e-6, absolute: 1e-8))
  }

  /// A pending point has a lower acquisition value than before it was asked for.
  @Test(arguments: NamedAcquisition.all, [false, true])
  func aPendingPointIsWorthLess(named: NamedAcquisition, isSum: Bool) throws {
    // The mean does not depend on pending points, and a fixed draw keeps its minimum.
    guard !(named.acquisition is PosteriorSampling) else { return }
    func function(hasPending: Bool) throws -> any AcquisitionFunction {
      try self.function(
        named,
        isSum
          ? SampleSearch.sum(noise: 1e-4, hasPending: hasPending)
          : SampleSearch.state(noise: 1e-4, hasPending: hasPending))
    }
    let (free, taken) = try (function(hasPending: false), function(hasPending: true))
    for row in 0..<3 {
      let point = Matrix([SampleSearch.points(3, seed: 3).row(row)])
      #expect(taken.values(at: point)[0] < free.values(at: point)[0])
    }
  }

  @Test(arguments: NamedAcquisition.all)
  func observedPointsAndDuplicatesAreNoTrouble(named: NamedAcquisition) throws {
    let inputs = Matrix([[0.2, 0.3], [0.2, 0.3], [0.2 + 1e-9, 0.3], [0.8, 0.1]])
    for noise in [0.0, 1e-8, 0.1] {
      let process = try GaussianProcess(
        kernel: SampleSearch.kernel, noiseVariance: noise, inputs: inputs,
        targets: [1, 1, 1, -0.5])
      let state = SearchState(
        process: process, best: -0.5, pending: Matrix([[0.8, 0.1]]),
        candidates: SampleSearch.points(20, seed: 4).appended(inputs))
      let function = try function(named, state)
      let points = inputs.appended(SampleSearch.points(5, seed: 5))
      #expect(function.values(at: points).allSatisfy { $0.isFinite })
      for row in 0..<points.rows {
        let value = function.valueWithGradient(at: points.row(row))
        #expect(value.value.isFinite && value.gradient.allSatisfy { $0.isFinite })
      }
    }
  }

  @Test(arguments: NamedAcquisition.all)
  func oneTrialIsEnough(named: NamedAcquisition) throws {
    let process = try GaussianProcess(
      kernel: SampleSearch.kernel, noiseVariance: 0.01, inputs: Matrix([[0.5, 0.5]]),
      targets: [0.2])
    let function = try function(named, SearchState(process: process, best: 0.2))
    let value = function.valueWithGradient(at: [0.1, 0.9])
    #expect(value.value.isFinite && value.gradient.allSatisfy { $0.isFinite })
  }
}

extension Matrix {
  /// Returns the rows of this matrix and then those of another.
  func appended(_ other: Matrix) -> Matrix {
    Matrix(rows: rows + other.rows, columns: columns, elements: elements + other.elements)
  }
}
