import BayesianOptimization
import Multitask
import TestSupport
import Testing

@testable import AutoSeM

@Suite struct MixtureSpaceTests {
  private func space(primaryShare: Double) -> MixtureSpace {
    MixtureSpace(
      active: [TaskIndex(0), TaskIndex(2)], factory: ToyTrainerFactory(transfers: [0.3, 0.5, 0.9]),
      batches: 100, primaryShare: primaryShare)
  }

  private func weights(_ space: MixtureSpace, _ point: [Double]) throws -> [Double] {
    try space.mixture(at: point, in: .simplex).weights
  }

  @Test func thePrimaryHasItsShareAtEveryPointAndTheRestFollowsThePoint() throws {
    let space = space(primaryShare: 0.2)
    #expect(try weights(space, [0, 1]) == [0.2, 0, 0.8])
    #expect(try weights(space, [1, 0]) == [1, 0, 0])
    #expect(try weights(space, [0.5, 0.5]).map { ($0 * 1e9).rounded() / 1e9 } == [0.6, 0, 0.4])
    #expect(try weights(self.space(primaryShare: 0), [0, 1]) == [0, 0, 1])
  }

  @Test func aShareOfLessThanABatchIsNone() throws {
    #expect(try weights(space(primaryShare: 0.001), [0, 1]) == [0, 0, 1])
    #expect(try weights(space(primaryShare: 0.2), [0.99, 0.01]) == [1, 0, 0])
  }

  @Test func aWarmStartIsTheMixtureThatItIsNamedAfterWhereThePrimaryHasEnough() throws {
    let space = space(primaryShare: 0.2)
    let mixtures = Dictionary(
      uniqueKeysWithValues: try space.warmStarts(arms: []).map {
        ($0.name, try weights(space, $0.point).map { ($0 * 1e9).rounded() / 1e9 })
      })
    #expect(mixtures == ["uniform": [0.5, 0, 0.5], "primary_only": [1, 0, 0]])
  }

  @Test func aWarmStartWithTooLittleOfThePrimaryIsTheNearestMixture() throws {
    let space = space(primaryShare: 0.6)
    for start in space.warmStarts(arms: []) where start.name != "primary_only" {
      #expect(try weights(space, start.point) == [0.6, 0, 0.4])
    }
  }
}
