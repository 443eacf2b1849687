import GSLNumerics
import GaussianProcesses
import NumericalChecks
import Testing

@Suite struct GaussianProcessClassifierTests {
  private let kernel = MaternFiveHalves(lengthScales: [0.3, 0.8], variance: 1.7)
  private let inputs = Matrix([
    [0.1, 0.2], [0.4, 0.9], [0.7, 0.3], [0.9, 0.8], [0.2, 0.6], [0.55, 0.5],
  ])
  private let successes = [true, false, true, true, false, true]
  private let places: [[Double]] = [[0.5, 0.5], [0, 1], [0.33, 0.41]]

  private func classifier() throws -> GaussianProcessClassifier {
    try GaussianProcessClassifier(
      kernel: kernel, mean: 0.4, inputs: inputs, successes: successes)
  }

  private func line(_ places: [Double], _ successes: [Bool], mean: Double = 0) throws
    -> GaussianProcessClassifier
  {
    try GaussianProcessClassifier(
      kernel: MaternFiveHalves(lengthScales: [0.4], variance: 2), mean: mean,
      inputs: Matrix(places.map { [$0] }), successes: successes)
  }

  /// NumPy 2.4.6 and SciPy 1.17.1, with the inputs above, t = ±1 and K the kernel's matrix: a hundred
  /// times `z = t*f; N = exp(norm.logpdf(z) - norm.logcdf(z)); W = N*(N+z);
  /// f += solve(inv(K) + diag(W), t*N - inv(K) @ (f - m))`, then the equations 3.21 and 3.24 with
  /// `inv(K + diag(1/W))`.
  @Test func theModeAndTheProbabilitiesAreThoseOfThePlainFormulas() throws {
    let classifier = try classifier()
    #expect(
      isClose(
        classifier.mode,
        [
          0.39901683401702537, -0.28817185286951175, 1.1253027258636121, 1.0817978940074415,
          -0.24223957515942865, 0.66670446175769,
        ], relative: 1e-9))
    #expect(
      isClose(
        places.map(classifier.probability),
        [0.6422467595693343, 0.48957428913858236, 0.5101894101780325], relative: 1e-9))
  }

  /// The exact probability is a ratio of integrals over the latent function; Laplace's is a little
  /// nearer to one half.
  @Test(arguments: [(0.0, true), (0.0, false), (1.0, true), (1.0, false), (-2.0, true)])
  func oneTrialIsAlmostAsTheIntegralsHaveIt(mean: Double, success: Bool) throws {
    let (variance, sign) = (2.0, success ? 1.0 : -1)
    func density(_ f: Double) -> Double {
      NormalDistribution.cumulative(sign * f)
        * NormalDistribution.density((f - mean) / variance.squareRoot())
    }
    let evidence = try integral(from: -20, to: 20, of: density)
    let exact =
      try integral(from: -20, to: 20) { NormalDistribution.cumulative($0) * density($0) } / evidence
    let probability = try line([0.3], [success], mean: mean).probability(at: [0.3])
    #expect(isClose(probability, exact, absolute: 0.035))
  }

  @Test func twoTrialsAreAlmostAsTheIntegralsHaveThem() throws {
    let classifier = try line([0.2, 0.5], [true, false])
    // f₁ = √2 u and f₂ = √2 (ρ u + √(1 − ρ²) v) with u, v standard normal.
    let correlation = classifier.kernel.matrix(Matrix([[0.2], [0.5]]))[0, 1] / 2
    let rest = (1 - correlation * correlation).squareRoot()
    let root = 2.0.squareRoot()
    func moment(_ weight: (Double) -> Double) throws -> Double {
      try integral(from: -9, to: 9, tolerance: 1e-7) { u in
        let inner = try? integral(from: -9, to: 9, tolerance: 1e-8) { v in
          NormalDistribution.cumulative(-root * (correlation * u + rest * v))
            * NormalDistribution.density(v)
        }
        return weight(root * u) * NormalDistribution.cumulative(root * u)
          * NormalDistribution.density(u) * (inner ?? .nan)
      }
    }
    let exact = try moment(NormalDistribution.cumulative) / moment { _ in 1 }
    #expect(isClose(classifier.probability(at: [0.2]), exact, absolute: 0.02))
  }

  @Test(arguments: [[0.5, 0.5], [0, 1], [0.12, 0.22], [3, -2], [0.7, 0.3]] as [[Double]])
  func gradientsAreThoseOfDifferences(input: [Double]) throws {
    let classifier = try classifier()
    let plain = classifier.probabilityWithGradient(at: input)
    #expect(isClose(plain.value, classifier.probability(at: input)))
    #expect(isGradient(plain.gradient, at: input, of: classifier.probability))
    let logarithm = classifier.logProbabilityWithGradient(at: input)
    #expect(isClose(logarithm.value, log(plain.value)))
    #expect(
      isGradient(logarithm.gradient, at: input) {
        classifier.logProbabilityWithGradient(at: $0).value
      })
  }

  @Test func farFromAllTrialsThePriorReturns() throws {
    let expected = NormalDistribution.cumulative(0.4 / 2.7.squareRoot())
    #expect(isClose(try classifier().probability(at: [50, 50]), expected))
    let none = try GaussianProcessClassifier(
      kernel: kernel, mean: 0.4, inputs: Matrix(rows: 0, columns: 2), successes: [])
    #expect(isClose(none.probability(at: [0.1, 0.2]), expected))
    #expect(none.probabilityWithGradient(at: [0.1, 0.2]).gradient == [0, 0])
  }

  @Test func whatSucceedsAndWhatFailsAreEachOthersMirror() throws {
    let one = try line([0.1, 0.4, 0.8], [true, true, false], mean: 0.3)
    let other = try line([0.1, 0.4, 0.8], [false, false, true], mean: -0.3)
    for place in stride(from: -0.5, through: 1.5, by: 0.1) {
      #expect(isClose(one.probability(at: [place]), 1 - other.probability(at: [place])))
    }
  }

  @Test func theProbabilityFallsFromTheSuccessesToTheFailures() throws {
    let classifier = try line([0, 0.1, 0.2, 0.8, 0.9, 1], [true, true, true, false, false, false])
    let probabilities = stride(from: 0.2, through: 0.8, by: 0.05).map {
      classifier.probability(at: [$0])
    }
    #expect(zip(probabilities, probabilities.dropFirst()).allSatisfy { $0 > $1 })
    #expect(probabilities[0] > 0.7 && probabilities[probabilities.count - 1] < 0.3)
  }

  @Test func eachTrialMoreAtOnePlaceMakesSurer() throws {
    let probabilities = try [1, 2, 10, 100].map { count in
      try line(Array(repeating: 0.5, count: count), Array(repeating: true, count: count))
        .probability(at: [0.5])
    }
    #expect(zip(probabilities, probabilities.dropFirst()).allSatisfy { $0 < $1 })
    #expect(probabilities[3] < 1)
  }

  @Test func oneSuccessAndOneFailureAtOnePlaceCancel() throws {
    #expect(isClose(try line([0.5, 0.5], [true, false]).probability(at: [0.5]), 0.5))
  }

  @Test(arguments: [1e-6, 1.0, 1e6])
  func anyVarianceAndAnyMeanHaveAMode(variance: Double) throws {
    for mean in [-30.0, 0, 30] {
      for pattern in [[true, true, true], [false, false, false], [true, false, true]] {
        let classifier = try GaussianProcessClassifier(
          kernel: SquaredExponential(lengthScales: [0.4], variance: variance), mean: mean,
          inputs: Matrix([[0.5], [0.5], [0.6]]), successes: pattern)
        let belief = classifier.logProbabilityWithGradient(at: [0.55])
        #expect(belief.value <= 0 && belief.value.isFinite)
        #expect(belief.gradient[0].isFinite)
        // In the mode the pull of the likelihood is that of the prior: f = m + K ∇ log p.
        let slopes = zip(pattern, classifier.mode).map { success, latent in
          let score = success ? latent : -latent
          let ratio = exp(
            NormalDistribution.logDensity(score) - NormalDistribution.logCumulative(score))
          return success ? ratio : -ratio
        }
        let pull = classifier.kernel.matrix(classifier.inputs).times(slopes)
        #expect(
          isClose(
            classifier.mode, pull.map { mean + $0 }, relative: 1e-4,
            absolute: 1e-4 * max(variance.squareRoot(), 1)))
      }
    }
  }
}
