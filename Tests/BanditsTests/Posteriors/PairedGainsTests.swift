import Bandits
import GSLNumerics
import NumericalChecks
import Testing

@Suite struct PairedGainsTests {
  private static let gains = [
    [0.9, 1.4, 0.7, 1.1, 1.3], [0.2, -0.4, 0.1, 0.3], [-0.8, -0.1, -0.9, -0.3],
    [0.6, -0.2, 0.9, 0.4, 0.1, 0.8], [0.5], [],
  ]

  private func probabilities(
    _ gains: [[Double]], varianceOfExamples: Double = 0
  ) -> [Double] {
    gains.map { PairedGains($0, varianceOfExamples: varianceOfExamples) }.probabilitiesOfHelping
  }

  /// Written again in NumPy 2.4 and SciPy 1.17, with densities in place of their logarithms.
  @Test(arguments: [
    (
      0.0,
      [
        0.989829993518, 0.254191197025, 0.035213824158, 0.702173590408, 0.430615943438,
        0.318492055049,
      ]
    ),
    (
      0.09,
      [
        0.604640293772, 0.186365619733, 0.089183608462, 0.30680365975, 0.271812577935,
        0.229214380203,
      ]
    ),
  ])
  func knownGainsHaveKnownProbabilities(varianceOfExamples: Double, expected: [Double]) {
    let values = probabilities(Self.gains, varianceOfExamples: varianceOfExamples)
    for (value, expected) in zip(values, expected) {
      #expect(isClose(value, expected, absolute: 1e-9))
    }
  }

  @Test(arguments: [1e-9, 1, 1e9])
  func theUnitOfTheLossDoesNotMatter(unit: Double) {
    let values = probabilities(Self.gains.map { $0.map { unit * $0 } })
    for (value, expected) in zip(values, probabilities(Self.gains)) {
      #expect(isClose(value, expected, absolute: 1e-9))
    }
  }

  @Test func helpingHurtingAndNoEffectShareOneProbability() {
    let hurting = probabilities(Self.gains.map { $0.map { -$0 } })
    for (helps, hurts) in zip(probabilities(Self.gains), hurting) {
      #expect(helps > 0 && hurts > 0 && helps + hurts < 1)
    }
  }

  @Test func extremesHaveProbabilities() {
    let steady = probabilities([[1, 1], [0, 0], [-1, -1], []])
    #expect(steady == [1, 0, 0, 0])
    let large = probabilities([[1e6, 1e6 + 1], [-1e6, 1 - 1e6], [0.5, -0.5]])
    #expect(large[0] > 0.9999 && large[1] < 1e-4 && large[2] < 0.5)
    let doubtful = probabilities([[1, 1], [0, 0], [-1, -1]], varianceOfExamples: 1)
    #expect(doubtful.allSatisfy { $0 > 0.05 && $0 < 0.5 })
    let mixed = [PairedGains([1, 1]), PairedGains([1, 1], varianceOfExamples: 4)]
    #expect(mixed.probabilitiesOfHelping[0] > 0.99 && mixed.probabilitiesOfHelping[1] < 0.9)
    #expect(probabilities([[], [], []]).allSatisfy { $0 == 0 })
    #expect(probabilities([]) == [])
  }

  /// Eight tasks without effect, whose pulls share the errors of their twins and of the validation examples.
  @Test(arguments: [0, 0.5])
  func uselessTasksSeldomSeemToHelp(errorOfExamples: Double) {
    let streams = RandomStreams(seed: 5)
    let found = (0..<200).filter { run in
      let gains = race(
        effects: Array(repeating: 0, count: 8), errorOfExamples, using: streams.stream("run", run))
      return gains.probabilitiesOfHelping.contains { $0 >= 0.8 }
    }
    // A Beta posterior of graded rewards finds one in a quarter to three quarters of such runs.
    #expect(found.count <= 10)
  }

  @Test func aProbabilityIsAFrequency() {
    let streams = RandomStreams(seed: 6)
    let effects = [0, 0, 0, 0, 0.5, 1, 2, -1]
    var (said, helped, missed) = (0.0, 0, 0)
    for run in 0..<200 {
      let gains = race(effects: effects, 0, using: streams.stream("run", run))
      for (probability, effect) in zip(gains.probabilitiesOfHelping, effects) {
        if probability >= 0.5, probability < 0.9 {
          said += probability
          helped += effect > 0 ? 1 : 0
        }
        missed += probability < 0.5 && effect == 2 ? 1 : 0
      }
    }
    #expect(said > 60 && abs(Double(helped) / said - 1) < 0.25)
    #expect(missed < 30)
  }

  /// The gains of five pulls of each arm, whose twins vary by one and whose models' losses do as well.
  private func race(
    effects: [Double], _ errorOfExamples: Double, using stream: RandomStream
  ) -> [PairedGains] {
    let twins = (0..<5).map { _ in stream.normal() }
    return effects.map { effect in
      let shared = errorOfExamples * stream.normal()
      let gains = twins.map { twin in
        effect + shared + twin - (0.5 * twin + 0.75.squareRoot() * stream.normal())
      }
      return PairedGains(gains, varianceOfExamples: errorOfExamples * errorOfExamples)
    }
  }
}
