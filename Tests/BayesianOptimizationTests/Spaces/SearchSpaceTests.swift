import BayesianOptimization
import GSLNumerics
import Testing

/// A space and the name that a failure shows it by.
struct NamedSpace: CustomTestStringConvertible, Sendable {
  let name: String
  let space: any SearchSpace

  var testDescription: String { name }

  /// One of each kind.
  static let all: [NamedSpace] = [
    NamedSpace(name: "box", space: BoxSpace([-5...10, 0...15, 100...101])),
    NamedSpace(
      name: "box of all kinds",
      space: BoxSpace([.real(-5...10), .logarithmic(1e-6...1), .integer(2...9), .integer(0...1)])),
    NamedSpace(name: "whole numbers", space: BoxSpace([.integer(-4...4), .integer(1...1000)])),
    NamedSpace(name: "simplex", space: SimplexSpace(count: 4)),
    NamedSpace(name: "simplex, log ratios", space: SimplexSpace(count: 3, features: .logRatio)),
    NamedSpace(name: "simplex with caps", space: limited(caps: [0.5, 0.3, 0.4, 0.25])),
    NamedSpace(name: "simplex with caps that sum to one", space: limited(caps: [0.5, 0.5, 1])),
    NamedSpace(
      name: "simplex with a floor and caps",
      space: limited(floor: 0.05, caps: [0.7, 0.3, 1, 0.05], features: .logRatio)),
    NamedSpace(name: "simplex with a floor", space: limited(floor: 0.1, caps: [1, 1, 1])),
    NamedSpace(name: "whole-number ratios", space: IntegerRatioSpace.paper(tasks: 3)),
    NamedSpace(
      name: "a mixture beside settings",
      space: ProductSpace(parts: [
        SimplexSpace(count: 3), BoxSpace([.logarithmic(1e-5...1e-1), .integer(1...4)]),
        IntegerRatioSpace(upperBounds: [3, 2]),
      ])),
  ]

  /// Those that are too large for a search in a test, or of a single point.
  static let extreme: [NamedSpace] = [
    NamedSpace(name: "fifty weights", space: SimplexSpace(count: 50)),
    NamedSpace(
      name: "fifty weights with equal caps",
      space: limited(caps: Array(repeating: 0.03, count: 50))),
    NamedSpace(
      name: "fifty weights with caps that nearly bind",
      space: limited(caps: Array(repeating: 1.0001 / 50, count: 50))),
    NamedSpace(
      name: "fifty weights with different caps",
      space: limited(floor: 0.0005, caps: (1...50).map { $0 > 40 ? 1 : 0.001 * Double($0) })),
    NamedSpace(
      name: "caps of exactly one", space: limited(caps: (1...50).map { Double($0) / 1275 })),
    NamedSpace(name: "floors of exactly one", space: limited(floor: 0.2, caps: [1, 1, 1, 1, 1])),
    NamedSpace(
      name: "ratios of many tasks",
      space: IntegerRatioSpace(upperBounds: Array(repeating: 1000, count: 30))),
  ]

  /// A mixture space that is known to exist.
  private static func limited(
    floor: Double = 0, caps: [Double], features: SimplexSpace.Features? = nil
  ) -> SimplexSpace {
    do {
      return try SimplexSpace(count: caps.count, floor: floor, caps: caps, features: features)
    } catch {
      preconditionFailure(error.description)
    }
  }
}

/// The laws of every space.
@Suite struct SearchSpaceTests {
  @Test(arguments: NamedSpace.all + NamedSpace.extreme)
  func everySpaceKeepsTheLaws(named: NamedSpace) {
    checkSpaceConformance(named.space)
  }

  @Test(arguments: NamedSpace.all)
  func drawsAreFunctionsOfTheStream(named: NamedSpace) {
    func draws(_ seed: UInt64) -> [[Double]] {
      let stream = RandomStream(seed: seed)
      let point = named.space.sample(using: stream)
      return named.space.design(count: 5, using: stream) + [
        point, named.space.exploratoryPoint(using: stream),
        named.space.neighbour(of: point, within: 0.1, using: stream),
      ]
    }
    #expect(draws(1) == draws(1))
    #expect(draws(1) != draws(2))
  }

  /// In a search the points nearby are looked at from four distances, the least of three thousandths.
  @Test(arguments: NamedSpace.all)
  func thereAreNeighboursHoweverNear(named: NamedSpace) {
    let stream = RandomStream(seed: 39)
    for point in (0..<5).map({ _ in named.space.sample(using: stream) }) {
      let near = (0..<24).map { _ in named.space.neighbour(of: point, within: 0.003, using: stream)
      }
      let others = near.filter { !named.space.areSame($0, point) }
      #expect(others.count >= (named.name == "whole-number ratios" ? 0 : 4))
    }
  }
}
