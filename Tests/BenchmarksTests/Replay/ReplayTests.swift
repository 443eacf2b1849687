import AutoSeM
import Foundation
import GSLNumerics
import Multitask
import NumericalChecks
import TestSupport
import Testing

@testable import Benchmarks

@Suite struct ReplayTests {
  /// Fitted once for all tests.
  private static let fitted = Result {
    try MixtureSurface(of: SyntheticTable(mixtures: 60).table)
  }

  private let surface: MixtureSurface

  init() throws {
    surface = try Self.fitted.get()
  }

  @Test func theBestPlainMixtureCapturesNothingAndTheBestKnownAll() throws {
    let headroom = try Headroom(of: surface)
    #expect(headroom.share(of: headroom.bestPlain) == 0)
    #expect(headroom.share(of: headroom.best) == 1)
    #expect(headroom.isClear)
    #expect(abs(headroom.bestMixture.weights[1] - 0.3) < 0.1)
    #expect(
      isClose(surface.scores(of: [headroom.bestMixture])[0], headroom.best, relative: 1e-12))
  }

  @Test func aSearchSpendsItsCostAndNoMore() async throws {
    for cost in [20, 40] {
      for policy in ReplayPolicy.all {
        let factory = SurfaceTrainerFactory(surface: surface, streams: RandomStreams(seed: 1))
        let answers = try await policy.answers(factory, cost, RandomStreams(seed: 2))
        #expect(answers.count == policy.names.count)
        #expect(factory.trainings <= Double(cost), "\(policy.names)")
      }
    }
  }

  @Test func theCostOfASearchIsCountedWhole() async throws {
    let factory = SurfaceTrainerFactory(surface: surface, streams: RandomStreams(seed: 1))
    var settings = SearchSettings()
    settings.spend(40)
    settings.mixing.steps = surface.batches
    let cost = try await Search(factory, settings: settings).run().cost
    #expect(cost.selectionBatches == 0 && cost.mixingBatches > 0 && cost.confirmationBatches > 0)
    #expect(
      factory.spent.batches
        == cost.selectionBatches + cost.mixingBatches + cost.confirmationBatches)
  }

  @Test func aTableWithFewMixturesIsLeftOut() throws {
    let folder = try TemporaryFolder()
    let least = ReplayedProblem.leastMixtures
    for (problem, mixtures) in zip(WorthProblem.all, [least - 1, least]) {
      let table = try SyntheticTable(mixtures: mixtures).table
      try Data(table.text.utf8).write(to: folder.url.appending(path: "\(problem.name).csv"))
    }
    let problems = try ReplayedProblem.all(in: folder.url)
    #expect(problems.map(\.problem.name) == [WorthProblem.all[1].name])
  }

  @Test func policiesFindAClearOptimumWithManyTrainings() async throws {
    let table = try SyntheticTable(mixtures: 40).table
    let problem = try ReplayedProblem(WorthProblem.all[0], table: table)
    var replay = Replay(problems: [problem], searches: 3, costs: [40])
    for policy in try ReplayPolicy.named(["equal shares", "stage two alone"]) {
      try await replay.run(policy)
    }
    let scores = replay.results.map { problem.headroom.share(of: $0.score) }
    #expect(scores[0] <= 0)
    #expect(scores[1] > 0.5)
  }
}
