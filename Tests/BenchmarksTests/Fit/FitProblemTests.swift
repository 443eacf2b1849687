import Foundation
import TestSupport
import Testing

@testable import Benchmarks

@Suite struct FitProblemTests {
  @Test func theProcessPredictsAndRecommendsBetterThanALine() throws {
    let problem = MixtureProblem(.exponential, .mean, .uniform, weights: 5, seed: 1)
    let results = try FitProblem(SimulatedRuns(of: problem, runs: 48, noise: 0.1)).results(runs: 48)
    #expect(results.map(\.model) == ["gaussian_process", "log_linear", "linear", "best run"])
    let heldOut = results.map { $0.heldOut ?? 0 }
    #expect(heldOut[0] > 0.9 && heldOut[0] > heldOut[2], "\(heldOut)")
    let losses = try results.map { try #require($0.loss) }
    #expect(losses.allSatisfy { $0 > -0.01 })
    #expect(losses[0] < losses[2] && losses[0] < losses[3], "\(losses)")
    #expect(results[3].crossValidated == nil)
  }

  @Test func aMeasuredTableRecommendsOneOfItsHeldOutMixtures() throws {
    let table = try MixtureTable(
      contentsOf: repositoryRoot.appending(path: "experiments/worth/mrpc-300.csv"))
    let problem = FitProblem(table, name: "mrpc-300")
    #expect(problem.runs > 96)
    let results = try problem.results(runs: 32)
    let losses = try results.map { try #require($0.loss) }
    // The best of the held-out mixtures loses nothing; the best run may be of a better one.
    #expect(losses.dropLast().allSatisfy { $0 >= 0 }, "\(losses)")
    #expect(results[0].heldOut != nil)
  }
}
