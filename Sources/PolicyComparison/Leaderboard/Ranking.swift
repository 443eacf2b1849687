import GSLNumerics
import Multitask
import RunJournal

/// The scores of a policy by seed.
struct SeedScores {
  let bySeed: [Int: Double]

  init(_ runs: [PolicyRunRecord]) {
    bySeed = runs.reduce(into: [:]) { scores, run in
      if case .evaluated(let evaluation) = run.result {
        scores[run.replicate] = evaluation.metric
      }
    }
  }

  /// The scores in the order of the seeds; nil for none.
  var statistics: SampleStatistics? {
    let values = bySeed.sorted { $0.key < $1.key }.map(\.value)
    return values.isEmpty ? nil : SampleStatistics(values)
  }

  /// The differences to another policy over the seeds that both have, in the order of the seeds.
  func differences(to other: SeedScores) -> [Double] {
    bySeed.sorted { $0.key < $1.key }.compactMap { seed, score in
      other.bySeed[seed].map { score - $0 }
    }
  }
}

/// The order of policies by their paired differences to a reference.
struct Ranking {
  let scores: [String: SeedScores]

  /// The policy with the highest mean among those with the most seeds.
  let reference: String?

  /// The differences to the reference, of those that share a seed with it.
  let differences: [String: PairedDifferences.Difference]

  /// All policies, by rank.
  let order: [String]

  init(scores: [String: SeedScores]) {
    self.scores = scores
    let names = scores.keys.sorted()
    let reference = Self.reference(
      names.compactMap { name in
        scores[name]?.statistics.map { (name, $0) }
      })
    self.reference = reference
    guard let reference, let base = scores[reference] else {
      (differences, order) = ([:], names)
      return
    }
    let pairs = names.filter { $0 != reference }.compactMap { name in
      scores[name].map { (name: name, differences: $0.differences(to: base)) }
    }.filter { !$0.differences.isEmpty }
    let compared = PairedDifferences(of: pairs.map(\.differences)).differences
    let differences = Dictionary(uniqueKeysWithValues: zip(pairs.map(\.name), compared))
    self.differences = differences
    // Policies without a common seed come last, after them those without a score.
    func key(_ name: String) -> (Double, Double, String) {
      if name == reference { return (0, 0, "") }
      if let difference = differences[name] { return (0, -difference.mean, name) }
      guard let statistics = scores[name]?.statistics else { return (2, 0, name) }
      return (1, -statistics.mean, name)
    }
    order = names.sorted { key($0) < key($1) }
  }

  private static func reference(_ scored: [(name: String, scores: SampleStatistics)]) -> String? {
    scored.min {
      (-$0.scores.count, -$0.scores.mean, $0.name) < (-$1.scores.count, -$1.scores.mean, $1.name)
    }?.name
  }
}
