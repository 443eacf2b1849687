import GSLNumerics
import Multitask
import NumericalChecks
import Testing

@testable import Benchmarks

@Suite struct MixtureSurfaceTests {
  /// Fitted once for all tests.
  private static let fitted = Result {
    try MixtureSurface(of: SyntheticTable(mixtures: 60).table)
  }

  private let surface: MixtureSurface

  init() throws {
    surface = try Self.fitted.get()
  }

  @Test func theFitReproducesAKnownSurface() throws {
    let stream = RandomStreams(seed: 9).stream("test")
    let mixtures = try (0..<100).map { _ in try Mixture(weights: stream.dirichlet([1, 1, 1])) }
    let misses = zip(surface.scores(of: mixtures), mixtures).map {
      abs($0 - SyntheticTable.metric(of: $1))
    }
    #expect(SampleStatistics(misses).mean < 0.005)
    #expect(surface.fit(of: .testMetric).determination > 0.95)
  }

  @Test func theNoiseHasThePartsThatTheTableHas() {
    let value = SurfaceMeasure.testMetric.rawValue * 3 + 2
    let noise = surface.noise.statistics(of: value, with: 2)
    let slope = surface.fit(of: .testMetric).form.scale == .plain ? 1 : 1 / (1 - 0.75 * 0.75)
    #expect(isClose(noise.rest, slope * SyntheticTable.noise, relative: 0.4))
    #expect(noise.mixture < noise.rest)
    #expect(noise.correlation < -0.95)
  }

  @Test func trainingsOfOneSeedAndMixtureAreEqualAndOthersAreNot() throws {
    let factory = SurfaceTrainerFactory(surface: surface, streams: RandomStreams(seed: 1))
    let mixture = surface.plain[1]
    let loss = try factory.loss(of: mixture, seed: 1)
    #expect(try factory.loss(of: mixture, seed: 1) == loss)
    #expect(try factory.loss(of: mixture, seed: 2) != loss)
    #expect(factory.trainings == 3)
  }

  @Test func theMeanOfManyTrainingsIsTheSurface() throws {
    let mixture = try Mixture(weights: [0.6, 0.3, 0.1])
    let scores = try (0..<UInt64(200)).map { seed in
      let factory = SurfaceTrainerFactory(surface: surface, streams: RandomStreams(seed: seed))
      let trainer = try factory.makeTrainer(seed: seed)
      _ = try trainer.train(
        on: MixingSchedule.interleaved.tasks(
          for: mixture, batches: 600, using: RandomStream(seed: 1)))
      return try trainer.evaluate(task: TaskIndex(0), split: .test).metric
    }
    let statistics = SampleStatistics(scores)
    let truth = surface.scores(of: [mixture])[0]
    #expect(
      abs(statistics.mean - truth) < 4 * (statistics.standardDeviation ?? 0) / 200.0.squareRoot())
  }

  @Test func shorterTrainingsAreBetweenTheLengthsOfTheTable() {
    let none = [Double](repeating: 0, count: 12)
    let values = [150, 200, 300, 600, 1_200].map { batches in
      surface.measured(.testMetric, at: [1, 0, 0], batches: batches, noise: none)
    }
    #expect(values[0] < values[1] && values[1] < values[2] && values[2] < values[3])
    #expect(values[4] == values[3])
  }
}
