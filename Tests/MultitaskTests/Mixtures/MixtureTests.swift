import GSLNumerics
import Multitask
import Testing

@Suite struct MixtureTests {
  @Test func weightsOfAnyScaleAreNormalised() throws {
    let mixture = try Mixture(weights: [2, 0, 6])
    #expect(mixture.weights == [0.25, 0, 0.75])
    #expect(mixture.ratio == nil)
  }

  @Test func aRatioKeepsItsNumbers() throws {
    let mixture = try Mixture(ratio: [2, 0, 6])
    #expect(mixture.weights == [0.25, 0, 0.75])
    #expect(mixture.ratio == [2, 0, 6])
  }

  @Test(
    arguments: [
      [], [0, 0], [1, -0.5], [.nan, 1], [.infinity, 1], [1e308, 1e308],
    ] as [[Double]])
  func weightsThatMakeNoMixtureAreRefused(_ weights: [Double]) {
    #expect(throws: MixtureError.self) { try Mixture(weights: weights) }
  }

  @Test(arguments: [[], [0, 0], [1, -1], [3, -1]])
  func ratiosThatMakeNoMixtureAreRefused(_ ratio: [Int]) {
    #expect(throws: MixtureError.self) { try Mixture(ratio: ratio) }
  }

  @Test func largeNumbersMakeARatio() throws {
    let mixture = try Mixture(ratio: [.max, .max])
    #expect(mixture.weights == [0.5, 0.5])
    let tasks = MixingSchedule.blocks.tasks(
      for: mixture, batches: 3, using: RandomStream(seed: 1))
    #expect(tasks == [TaskIndex(0), TaskIndex(0), TaskIndex(0)])
  }

  @Test func theErrorSaysWhatWasExpected() {
    let error = #expect(throws: MixtureError.self) { try Mixture(weights: [1, -0.5]) }
    #expect(
      error?.description
        == "the weights [1.0, -0.5] make no mixture: numbers of at least 0, one of them positive, "
        + "were expected")
  }

  @Test func thePlainMixturesAreWhatTheirNamesSay() {
    #expect(Mixture.only(TaskIndex(1), of: 3).weights == [0, 1, 0])
    #expect(
      Mixture.uniform(over: [TaskIndex(2), TaskIndex(0)], of: 3).weights == [0.5, 0, 0.5])
    #expect(Mixture.proportional(to: [10, 0, 30]).weights == [0.25, 0, 0.75])
  }
}
