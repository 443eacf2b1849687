import BayesianOptimization
import Foundation
import GSLNumerics

/// A function with a known minimum, to be minimised.
struct Objective {
  /// The space.
  let space: any SearchSpace

  /// The standard deviation of the noise.
  var noise = 0.0

  /// The minimum without noise.
  let minimum: Double

  /// Returns the value without noise.
  let value: ([Double]) -> Double

  /// The number of trials of a search.
  var budget: Int {
    switch space.dimension {
    case ...4: 50
    case 5...6: 60
    default: 80
    }
  }

  /// Returns the decimal logarithm of the regret of a point, at least −10.
  func logRegret(at point: [Double]) -> Double {
    log10(max(value(point) - minimum, 1e-10))
  }

  /// A function over a box.
  static func box(
    _ bounds: ClosedRange<Double>, dimension: Int, noise: Double = 0, minimum: Double,
    _ value: @escaping ([Double]) -> Double
  ) -> Objective {
    Objective(
      space: BoxSpace(Array(repeating: bounds, count: dimension)), noise: noise,
      minimum: minimum, value: value)
  }

  /// Every objective by its name; those of a family depend on the seed.
  ///
  /// The first ten are those of the comparisons with other packages, or of the same kind.
  static let catalogue: [(name: String, make: @Sendable (_ seed: UInt64) throws -> Objective)] = [
    (
      "branin",
      { _ in
        Objective(
          space: BoxSpace([-5...10, 0...15]), minimum: 0.397_887_357_729_738_16, value: branin)
      }
    ),
    ("hartmann3", { _ in .box(0...1, dimension: 3, minimum: Hartmann.minimum3, Hartmann.value3) }),
    ("hartmann6", { _ in .box(0...1, dimension: 6, minimum: Hartmann.minimum6, Hartmann.value6) }),
    ("ackley5", { _ in .box(-5...10, dimension: 5, minimum: 0, ackley) }),
    ("levy4", { _ in .box(-10...10, dimension: 4, minimum: 0, levy) }),
    ("rosenbrock4", { _ in .box(-5...10, dimension: 4, minimum: 0, rosenbrock) }),
    (
      "hartmann6_noisy",
      { _ in
        .box(0...1, dimension: 6, noise: 0.1, minimum: Hartmann.minimum6, Hartmann.value6)
      }
    ),
    ("mixture3", { try .mixture(3, seed: $0) }),
    ("mixture5", { try .mixture(5, seed: $0) }),
    ("mixture8", { try .mixture(8, seed: $0) }),
    ("mixture3_box", { try .ratios(3, seed: $0) }),
    ("mixture5_box", { try .ratios(5, seed: $0) }),
    ("mixture8_box", { try .ratios(8, seed: $0) }),
    ("mixture5_capped", { try .cappedMixture(5, seed: $0) }),
    ("mixture6_face", { try .faceMixture(6, seed: $0) }),
    ("griewank4", { _ in .box(-300...600, dimension: 4, minimum: 0, griewank) }),
    (
      "styblinski_tang5",
      { _ in
        .box(-5...5, dimension: 5, minimum: 5 * -39.166_165_703_771_42, styblinskiTang)
      }
    ),
    (
      "six_hump_camel",
      { _ in
        Objective(
          space: BoxSpace([-3...3, -2...2]), minimum: -1.031_628_453_489_877_4,
          value: sixHumpCamel)
      }
    ),
    (
      "michalewicz5",
      { _ in .box(0...Double.pi, dimension: 5, minimum: -4.687_658_179_088_149_5, michalewicz) }
    ),
    ("levy3_noisy", { _ in .box(-10...10, dimension: 3, noise: 0.5, minimum: 0, levy) }),
  ]
}
