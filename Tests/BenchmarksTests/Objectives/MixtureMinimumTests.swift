import GSLNumerics
import NumericalChecks
import Testing

@testable import Benchmarks

@Suite struct MixtureMinimumTests {
  /// Each task helps one domain, all alike.
  private let symmetric = DomainLosses(
    scales: [1, 1, 1], rates: [[2, 0, 0], [0, 2, 0], [0, 0, 2]])

  @Test func alikeTasksAreBestInEqualParts() throws {
    let minimum = try MixtureMinimum(of: symmetric, floor: 0, caps: [1, 1, 1])
    #expect(isClose(minimum.weights, Array(repeating: 1.0 / 3, count: 3), absolute: 1e-5))
    #expect(isClose(minimum.value, 3 * exp(-2.0 / 3), relative: 1e-12))
  }

  @Test func aCapThatBindsIsReachedAndTheOthersShareTheRest() throws {
    let minimum = try MixtureMinimum(of: symmetric, floor: 0, caps: [0.2, 1, 1])
    #expect(isClose(minimum.weights, [0.2, 0.4, 0.4], absolute: 1e-5))
  }

  @Test func aTaskThatHurtsIsLeftOutOrAtTheFloor() throws {
    let losses = DomainLosses(scales: [1, 1, 1], rates: [[2, 0, -1], [0, 2, -1], [0, 0, 0]])
    for floor in [0, 0.1] {
      let minimum = try MixtureMinimum(of: losses, floor: floor, caps: [1, 1, 1])
      let others = (1 - floor) / 2
      #expect(isClose(minimum.weights, [others, others, floor], absolute: 1e-5))
    }
  }

  @Test func theGradientIsThatOfTheLosses() {
    let stream = RandomStream(seed: 1)
    let losses = DomainLosses(tasks: 5, using: stream)
    let weights = stream.dirichlet([1, 1, 1, 1, 1])
    #expect(isGradient(losses.gradient(at: weights), at: weights) { losses.value(at: $0) })
  }
}
