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

  /// The scores in the order of the seeds.
  var values: [Double] { bySeed.sorted { $0.key < $1.key }.map(\.value) }

  /// Nil without scores.
  var statistics: SampleStatistics? {
    bySeed.isEmpty ? nil : SampleStatistics(values)
  }

  /// The differences to another policy over the seeds that both have, in the order of the seeds.
  func differences(to other: SeedScores) -> [Double] {
    bySeed.sorted { $0.key < $1.key }.compactMap { seed, score in
      other.bySeed[seed].map { score - $0 }
    }
  }
}

/// The order of policies, and their differences to a reference and to the best.
struct Ranking {
  let scores: [String: SeedScores]

  /// The policy with the highest mean among those with the most seeds.
  let best: String?

  /// The differences to the reference, of those that share a seed with it.
  let toReference: [String: PairedDifferences.Difference]

  /// The differences to the best, of the policies with the same seeds.
  let toBest: [String: DifferencesToBest.Difference]

  /// All policies, by rank.
  let order: [String]

  init(scores: [String: SeedScores], reference: String?) {
    self.scores = scores
    let names = scores.keys.sorted()
    toReference = Self.differences(of: names, to: reference, scores)
    let best = Self.best(of: names, scores)
    self.best = best
    guard let best, let base = scores[best] else {
      (toBest, order) = ([:], names)
      return
    }
    let complete = names.filter { scores[$0]?.bySeed.keys == base.bySeed.keys }
    let compared = DifferencesToBest(complete.map { scores[$0]?.values ?? [] }).differences
    toBest = Dictionary(uniqueKeysWithValues: zip(complete, compared)).filter { $0.key != best }
    // Policies without a common seed come last, after them those without a score.
    func key(_ name: String) -> (Double, Double, String) {
      guard name != best else { return (0, 0, "") }
      guard let own = scores[name], let statistics = own.statistics else { return (2, 0, name) }
      let differences = own.differences(to: base)
      return differences.isEmpty
        ? (1, -statistics.mean, name) : (0, -SampleStatistics(differences).mean, name)
    }
    order = names.sorted { key($0) < key($1) }
  }

  private static func differences(
    of names: [String], to reference: String?, _ scores: [String: SeedScores]
  ) -> [String: PairedDifferences.Difference] {
    guard let reference, let base = scores[reference] else { return [:] }
    let pairs = names.filter { $0 != reference }.compactMap { name in
      scores[name].map { (name: name, differences: $0.differences(to: base)) }
    }.filter { !$0.differences.isEmpty }
    let compared = PairedDifferences(of: pairs.map(\.differences)).differences
    return Dictionary(uniqueKeysWithValues: zip(pairs.map(\.name), compared))
  }

  private static func best(of names: [String], _ scores: [String: SeedScores]) -> String? {
    names.compactMap { name in scores[name]?.statistics.map { (name: name, scores: $0) } }.min {
      (-$0.scores.count, -$0.scores.mean, $0.name) < (-$1.scores.count, -$1.scores.mean, $1.name)
    }?.name
  }
}
