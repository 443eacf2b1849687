import BayesianOptimization
import Multitask
import TestSupport
import Testing

@testable import AutoSeM

@Suite struct SeveralTargetsSpaceTests {
  private func space(_ targets: [Target]) throws -> MixtureSpace {
    let factory = try SeveralTargetsFactory(
      transfers: targets.map { _ in [0, 0, 0, 0] }, targets: targets)
    return MixtureSpace(
      active: factory.tasks.mixed(kept: [TaskIndex(0), TaskIndex(1)]), factory: factory,
      batches: 100, primaryShare: 0.2)
  }

  private func weights(_ space: MixtureSpace, _ point: [Double]) throws -> [Double] {
    try space.mixture(at: point, in: .simplex).weights.map { ($0 * 1e9).rounded() / 1e9 }
  }

  @Test func theTargetsDivideTheFixedShare() throws {
    let space = try space([Target(TaskIndex(2)), Target(TaskIndex(1), loseAtMost: 0.1)])
    #expect(space.active == [TaskIndex(2), TaskIndex(0), TaskIndex(1)])
    #expect(try weights(space, [0, 1, 0]) == [0.8, 0.1, 0.1, 0])
    let mixtures = Dictionary(
      uniqueKeysWithValues: try space.warmStarts(arms: []).map {
        ($0.name, try weights(space, $0.point))
      })
    #expect(
      mixtures == [
        "uniform": [1, 1, 1, 0].map { (1e9 * $0 / 3).rounded() / 1e9 },
        "targets": [0, 0.5, 0.5, 0],
        "task1": [0, 0.9, 0.1, 0],
      ])
  }

  @Test func aTargetThatIsOnlyMeasuredHasNoShare() throws {
    let space = try space([Target(TaskIndex(3), isTrained: false)])
    #expect(space.active == [TaskIndex(0), TaskIndex(1)])
    #expect(try weights(space, [0, 1]) == [0, 1, 0, 0])
    #expect(space.reference == [0.5, 0.5])
  }
}
