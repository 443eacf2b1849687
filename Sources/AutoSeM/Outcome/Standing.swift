public import Multitask
public import RunJournal

/// How a candidate of confirmation did on the test split.
public struct Standing: Equatable, Sendable {
  /// Which candidate.
  public let candidate: ConfirmationCandidate

  /// The mixture.
  public let mixture: Mixture

  /// The metric of the primary, or the weighted mean of several targets' metrics; nil where every run failed.
  public let scores: ScoreEstimate?

  /// The difference to the reference, paired by seed and example; positive is better, nil for the reference.
  ///
  /// That is the primary alone, or equal shares of several targets (`TaskList.reference`).
  public let gain: ScoreEstimate?

  /// The means of the scores that are no target's, by name; empty where the trainer gives none.
  public let others: [String: Double]
}

/// How one of several targets did on the test split.
public struct TargetStanding: Equatable, Sendable {
  /// The target.
  public let target: Target

  /// Its name.
  public let name: String

  /// The name of its metric.
  public let metric: String

  /// The candidate that the gains are differences to: the target alone, or, where it is only measured, the reference
  /// of the mean.
  public let reference: ConfirmationCandidate

  /// How each candidate did by this target's metric, its reference last.
  public let standings: [Standing]

  /// The values that its metric can have.
  public var scoreRange: ScoreRange {
    ScoreRange(metric: metric, scores: standings.compactMap { $0.scores?.mean })
  }

  /// Returns how a candidate did; nil for one without a run.
  public func standing(of candidate: ConfirmationCandidate) -> Standing? {
    standings.first { $0.candidate == candidate }
  }
}

/// The candidates of confirmation and their runs; candidates with the same mixture share them.
struct ConfirmedRuns {
  private let tasks: TaskList
  private let candidates: [CandidateMixture]
  private let records: [ConfirmationRecord]

  init(best: Mixture?, kept: [TaskIndex], tasks: TaskList, records: [ConfirmationRecord]) {
    self.tasks = tasks
    candidates =
      best.map { ConfirmationCandidate.mixtures(best: $0, kept: kept, tasks: tasks) } ?? []
    self.records = records
  }

  /// The candidates by the objective; a target alone is none, since it does not serve the others.
  var standings: [Standing] {
    standings(of: candidates.filter { !$0.candidate.isTargetOnly }, to: tasks.referenceCandidate) {
      $0
    }
  }

  /// The candidates by each of several targets.
  var targetStandings: [TargetStanding] {
    guard tasks.hasSeveralTargets else { return [] }
    return tasks.targets.enumerated().compactMap { number, target in
      let reference = tasks.referenceCandidate(ofTarget: number)
      let own = candidates.filter { !$0.candidate.isTargetOnly && $0.candidate != reference }
      let standings = standings(
        of: own + candidates.filter { $0.candidate == reference }, to: reference
      ) { evaluation in evaluation.parts.map { $0[number].evaluation } }
      guard !standings.isEmpty else { return nil }
      return TargetStanding(
        target: target, name: tasks[target.task].name, metric: tasks[target.task].metric,
        reference: reference, standings: standings)
    }
  }

  private func standings(
    of candidates: [CandidateMixture], to reference: ConfirmationCandidate,
    by part: (Evaluation) -> Evaluation?
  ) -> [Standing] {
    let base = self.candidates.first { $0.candidate == reference }.flatMap(evaluations) ?? [:]
    return candidates.compactMap { candidate in
      guard let own = evaluations(candidate) else { return nil }
      let replicates = own.keys.sorted()
      let pairs = replicates.compactMap { replicate in
        base[replicate].flatMap(part).flatMap { other in
          own[replicate].flatMap(part).map { (own: $0, other: other) }
        }
      }
      return Standing(
        candidate: candidate.candidate, mixture: candidate.mixture,
        scores: ScoreEstimate(replicates.compactMap { own[$0].flatMap(part) }),
        gain: candidate.candidate == reference ? nil : ScoreEstimate(differences: pairs),
        others: means(of: replicates.compactMap { own[$0].flatMap(part)?.others }))
    }
  }

  /// The evaluations of a candidate by seed; nil without a run.
  private func evaluations(_ candidate: CandidateMixture) -> [Int: Evaluation]? {
    let own = records.filter { $0.candidate == candidate.candidate }
    let runs = own.isEmpty ? records.filter { $0.mixture == candidate.mixture } : own
    guard !runs.isEmpty else { return nil }
    return runs.reduce(into: [:]) { $0[$1.replicate] = $1.result.evaluation }
  }
}

/// Returns the means of values by name, of the names that all runs have.
private func means(of runs: [[String: Double]]) -> [String: Double] {
  guard let first = runs.first else { return [:] }
  return first.filter { name, _ in runs.allSatisfy { $0[name] != nil } }.reduce(into: [:]) {
    means, value in
    means[value.key] = runs.reduce(0) { $0 + ($1[value.key] ?? 0) } / Double(runs.count)
  }
}

extension ConfirmationCandidate {
  fileprivate var isTargetOnly: Bool { if case .targetOnly = self { true } else { false } }
}
