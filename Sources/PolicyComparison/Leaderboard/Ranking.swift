import Multitask
import RunJournal

/// The evaluations of a policy by seed.
struct SeedScores {
  let bySeed: [Int: Evaluation]

  init(_ runs: [PolicyRunRecord]) {
    bySeed = runs.reduce(into: [:]) { $0[$1.replicate] = $1.result.evaluation }
  }

  /// The evaluations in the order of the seeds.
  var evaluations: [Evaluation] { bySeed.sorted { $0.key < $1.key }.map(\.value) }

  /// Nil without scores.
  var estimate: ScoreEstimate? { ScoreEstimate(evaluations) }

  /// The difference to another policy over the seeds that both have; nil without such seeds.
  func difference(to other: SeedScores) -> ScoreEstimate? {
    ScoreEstimate(
      differences: bySeed.sorted { $0.key < $1.key }.compactMap { seed, own in
        other.bySeed[seed].map { (own: own, other: $0) }
      })
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

  /// The number of examples that these are over; nil for differences over seeds.
  let examplesToBest: Int?

  /// All policies, by rank.
  let order: [String]

  init(scores: [String: SeedScores], reference: String?) {
    self.scores = scores
    let names = scores.keys.sorted()
    toReference = Self.differences(of: names, to: reference, scores)
    let best = Self.best(of: names, scores)
    self.best = best
    guard let best, let base = scores[best] else {
      (toBest, examplesToBest, order) = ([:], nil, names)
      return
    }
    let complete = names.filter { scores[$0]?.bySeed.keys == base.bySeed.keys }
    let compared = DifferencesToBest(complete.map { scores[$0]?.evaluations ?? [] })
    examplesToBest = compared.examples
    toBest = Dictionary(uniqueKeysWithValues: zip(complete, compared.differences))
      .filter { $0.key != best }
    // Policies without a common seed come last, after them those without a score.
    func key(_ name: String) -> (Double, Double, String) {
      guard name != best else { return (0, 0, "") }
      guard let own = scores[name], let estimate = own.estimate else { return (2, 0, name) }
      return own.difference(to: base).map { (0, -$0.mean, name) } ?? (1, -estimate.mean, name)
    }
    order = names.map { (key: key($0), name: $0) }.sorted { $0.key < $1.key }.map(\.name)
  }

  private static func differences(
    of names: [String], to reference: String?, _ scores: [String: SeedScores]
  ) -> [String: PairedDifferences.Difference] {
    guard let reference, let base = scores[reference] else { return [:] }
    let paired = names.filter { $0 != reference }.compactMap { name in
      scores[name]?.difference(to: base).map { (name: name, difference: $0) }
    }
    let compared = PairedDifferences(of: paired.map(\.difference)).differences
    return Dictionary(uniqueKeysWithValues: zip(paired.map(\.name), compared))
  }

  private static func best(of names: [String], _ scores: [String: SeedScores]) -> String? {
    names.compactMap { name in scores[name]?.estimate.map { (name: name, scores: $0) } }.min {
      (-$0.scores.seeds, -$0.scores.mean, $0.name) < (-$1.scores.seeds, -$1.scores.mean, $1.name)
    }?.name
  }
}
