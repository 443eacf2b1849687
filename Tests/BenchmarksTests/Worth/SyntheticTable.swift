import Foundation
import GSLNumerics
import Multitask

@testable import Benchmarks

/// A table of a known surface: the metric is best where the second task has three tenths, and the loss follows it.
struct SyntheticTable {
  let table: MixtureTable

  /// The standard deviation of the noise.
  static let noise = 0.004

  static let lengths = [150, 300, 600]

  /// The metric without noise.
  static func metric(of mixture: Mixture, batches: Int = 600) -> Double {
    let weights = mixture.weights
    let miss = (weights[1] - 0.3) * (weights[1] - 0.3) + weights[2] * weights[2]
    return 0.8 - 0.3 * miss - 3 / Double(batches)
  }

  init(mixtures: Int, seed: UInt64 = 1) throws {
    let streams = RandomStreams(seed: seed)
    let design = MixtureDesign(sizes: [300, 10_000, 4_000], streams: streams)
    var table = MixtureTable(tasks: ["a", "b", "c"])
    let common = (0..<MixtureDesign.seeds).map { seed in
      streams.stream("common", seed).normal(standardDeviation: Self.noise)
    }
    for index in 0..<mixtures {
      let mixture = try design.mixture(index, after: table.scored)
      for seed in MixtureDesign.seeds(of: index) {
        let noise = streams.stream("noise", index, seed).normal(standardDeviation: Self.noise)
        table.add(
          Self.lengths.map { batches in
            let metric = Self.metric(of: mixture, batches: batches) + noise + common[seed]
            let score = MixtureTable.Score(loss: 1.4 - metric, metric: metric)
            return MixtureTable.Row(
              index: index, mixture: mixture, seed: seed, batches: batches, validation: score,
              test: score)
          })
      }
    }
    self.table = table
  }
}
