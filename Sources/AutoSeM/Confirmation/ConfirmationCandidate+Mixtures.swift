import Multitask
import RunJournal

/// A candidate and its mixture.
typealias CandidateMixture = (candidate: ConfirmationCandidate, mixture: Mixture)

extension ConfirmationCandidate {
  /// Returns the candidates with their mixtures, the best first; several may have the same mixture.
  ///
  /// If no task is kept, the best mixture is the primary alone, and only the baselines are candidates.
  static func mixtures(
    best: Mixture, kept: [TaskIndex], tasks: TaskList
  ) -> [CandidateMixture] {
    allCases.compactMap { candidate in
      candidate.mixture(best: best, kept: kept, tasks: tasks).map { (candidate, $0) }
    }
  }

  private func mixture(best: Mixture, kept: [TaskIndex], tasks: TaskList) -> Mixture? {
    switch self {
    case .best: return kept.isEmpty ? nil : best
    case .primaryOnly: return .only(tasks.primary, of: tasks.count)
    case .uniformKept:
      return kept.isEmpty ? nil : .uniform(over: [tasks.primary] + kept, of: tasks.count)
    case .uniformAll:
      return .uniform(over: tasks.taskIndices, of: tasks.count)
    case .proportional:
      let sizes = tasks.map(\.trainingExamples)
      return sizes.contains { $0 > 0 } ? .proportional(to: sizes) : nil
    }
  }
}

extension [CandidateMixture] {
  /// The first candidate of each mixture.
  var distinct: [CandidateMixture] {
    reduce(into: []) { distinct, candidate in
      if !distinct.contains(where: { $0.mixture == candidate.mixture }) {
        distinct.append(candidate)
      }
    }
  }
}
