import BayesianOptimization
import GSLNumerics
import NumericalChecks
import Testing

@testable import Benchmarks

@Suite struct ObjectiveTests {
  private func objective(_ name: String, seed: UInt64 = 0) throws -> Objective {
    try #require(Objective.catalogue.first { $0.name == name }).make(seed)
  }

  /// Values at the first of 0.3, 0.7, 0.2, 0.9, 0.45 and 0.6, from the formulas in NumPy, such as
  /// `-np.sum(np.sin(y) * np.sin(np.arange(1, 6) * y**2 / np.pi)**20)`.
  @Test(arguments: [
    ("branin", 42.542_368_661_685_75), ("hartmann3", -0.074_497_650_611_543_05),
    ("hartmann6", -0.025_568_149_532_344_688), ("ackley5", 3.964_386_936_109_598_5),
    ("levy4", 0.487_592_860_716_761_6), ("rosenbrock4", 120.799_999_999_999_98),
    ("griewank4", 0.248_412_688_065_295_82), ("styblinski_tang5", -6.211_546_875),
    ("six_hump_camel", -0.446_366_967), ("michalewicz5", -0.036_600_334_582_127_24),
  ])
  func functionsHaveTheirKnownValues(name: String, value: Double) throws {
    let objective = try objective(name)
    let x = Array([0.3, 0.7, 0.2, 0.9, 0.45, 0.6].prefix(objective.space.dimension))
    #expect(isClose(objective.value(x), value, relative: 1e-7))
  }

  @Test(arguments: [
    ("branin", [Double.pi, 2.275]), ("hartmann3", [0.114_614, 0.555_649, 0.852_547]),
    ("hartmann6", [0.201_69, 0.150_011, 0.476_874, 0.275_332, 0.311_652, 0.6573]),
    ("ackley5", [0, 0, 0, 0, 0]), ("levy4", [1, 1, 1, 1]), ("rosenbrock4", [1, 1, 1, 1]),
    ("griewank4", [0, 0, 0, 0]),
    ("styblinski_tang5", Array(repeating: -2.903_534_027_77, count: 5)),
    ("six_hump_camel", [0.089_842_01, -0.712_656_41]),
    ("michalewicz5", [2.202_906, 1.570_796, 1.284_992, 1.923_058, 1.720_470]),
  ])
  func functionsHaveTheirLeastValuesWhereTheyAreKnown(name: String, x: [Double]) throws {
    let objective = try objective(name)
    #expect(objective.space.contains(x))
    #expect(objective.logRegret(at: x) < -7)
  }

  @Test func namesAreDistinctAndEveryObjectiveHasItsMinimumBelowAllElse() throws {
    #expect(Set(Objective.catalogue.map(\.name)).count == Objective.catalogue.count)
    for (name, make) in Objective.catalogue {
      for seed in 0..<3 as Range<UInt64> {
        let objective = try make(seed)
        let stream = RandomStreams(seed: seed).stream("points")
        for _ in 0..<200 {
          let point = objective.space.exploratoryPoint(using: stream)
          #expect(objective.value(point) > objective.minimum - 1e-10, "\(name)")
        }
      }
    }
  }

  @Test func aMixtureIsTheSameAsASimplexAndAsABoxOfRatios() throws {
    for (simplex, box) in [("mixture3", "mixture3_box"), ("mixture8", "mixture8_box")] {
      let (simplex, box) = (try objective(simplex, seed: 5), try objective(box, seed: 5))
      let stream = RandomStream(seed: 1)
      for _ in 0..<20 {
        let weights = simplex.space.sample(using: stream)
        #expect(
          isClose(simplex.value(weights), box.value(weights.map { 0.7 * $0 }), absolute: 1e-12))
      }
    }
  }

  /// Each draw is looked at before it is taken, and there is an error if none will do.
  @Test func everySeedHasAMixtureOfEachKind() throws {
    for seed in 0..<10 as Range<UInt64> {
      for (name, make) in Objective.catalogue where name.hasPrefix("mixture") {
        #expect(throws: Never.self, "\(name)") { try make(seed) }
      }
    }
  }
}
