package import Multitask
package import RunJournal

/// A candidate and its mixture.
typealias CandidateMixture = (candidate: ConfirmationCandidate, mixture: Mixture)

extension ConfirmationCandidate {
  /// Returns the candidates with their mixtures, the best first; several may have the same mixture.
  ///
  /// If no task is kept, the best mixture is the primary alone, and only the baselines are candidates.
  static func mixtures(
    best: Mixture, kept: [TaskIndex], tasks: TaskList
  ) -> [CandidateMixture] {
    all(targets: tasks.targets.count).compactMap { candidate in
      candidate.mixture(best: best, kept: kept, tasks: tasks).map { (candidate, $0) }
    }
  }

  private func mixture(best: Mixture, kept: [TaskIndex], tasks: TaskList) -> Mixture? {
    switch self {
    case .best: return kept.isEmpty ? nil : best
    case .primaryOnly, .targets: return tasks.trainedTargets.isEmpty ? nil : tasks.reference
    case .targetOnly(let number):
      let target = tasks.targets[number]
      return target.isTrained ? .only(target.task, of: tasks.count) : nil
    case .uniformKept:
      return kept.isEmpty ? nil : .uniform(over: tasks.mixed(kept: kept), of: tasks.count)
    case .uniformAll:
      return .uniform(over: tasks.trainedTasks, of: tasks.count)
    case .proportional:
      let trained = Set(tasks.trainedTasks)
      let sizes = tasks.taskIndices.map { trained.contains($0) ? tasks[$0].trainingExamples : 0 }
      return sizes.contains { $0 > 0 } ? .proportional(to: sizes) : nil
    }
  }
}

extension TaskList {
  /// The candidate that the others' gains are differences to: the primary alone, or equal shares of several targets,
  /// or of all tasks where no target is trained on.
  package var referenceCandidate: ConfirmationCandidate {
    trainedTargets.isEmpty ? .uniformAll : hasSeveralTargets ? .targets : .primaryOnly
  }

  /// Returns the candidate that a target's gains are differences to: that target alone, unless it is only measured.
  func referenceCandidate(ofTarget number: Int) -> ConfirmationCandidate {
    targets[number].isTrained && hasSeveralTargets ? .targetOnly(number) : referenceCandidate
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
