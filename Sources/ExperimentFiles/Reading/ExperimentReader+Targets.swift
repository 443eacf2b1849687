import AutoSeM
import Multitask

// MARK: - Checks of the targets

extension ExperimentReader {
  /// Checks that several targets are different, and that they are given once.
  ///
  /// A single target is the primary, unless it is only measured.
  mutating func checkTargets(of experiment: inout ResolvedExperiment) {
    if let position = positions["targets"]?.first, isInFile("targets"), isInFile("primary") {
      report(position, "'targets' says what 'primary' says: one of the two was expected")
    }
    if experiment.auxiliary == [], experiment.targetNames.count < 2 {
      report(
        positions["auxiliary"]?.first ?? .experiment,
        "'auxiliary': at least one name of a task was expected, got an empty list")
    }
    guard let targets = experiment.targets else { return }
    var seen: Set<String> = []
    for (name, key, position) in positionedTargets(of: experiment)
    where !seen.insert(name).inserted {
      report(position, "'\(key)': '\(name)' is in the list already")
    }
    let position =
      (isGiven("targets") ? positions["targets"] : positions["primary"])?.first ?? .experiment
    if targets.count == 1, let loss = targets[0].loseAtMost {
      report(
        position,
        "'targets': '\(targets[0].name)' is the only target, and mixtures are chosen for its score: several targets "
          + "were expected, of which one may lose \(loss)")
    }
    let mixing = experiment.search.mixing
    if mixing.fidelity == .partial || mixing.space != .simplex,
      targets.contains(where: { $0.loseAtMost != nil })
    {
      report(
        position,
        "'targets': 'lose_at_most' needs 'mixing.fidelity: full', for partial trials do not show what a target "
          + "loses in the end, and 'mixing.space: simplex'")
    }
    if targets.count == 1, experiment.trainerKind == .torch { experiment.targets = nil }
  }

  /// The names of the targets with the key that gave each and its position; none for a wrong key.
  func positionedTargets(
    of experiment: ResolvedExperiment
  ) -> [(name: String, key: String, position: ExperimentProblem.Position)] {
    let key = isFromTargets(experiment) ? "targets" : "primary"
    guard let places = positions[key], let first = places.first else { return [] }
    return experiment.targetNames.enumerated().map { index, name in
      (name, key, places.indices.contains(index) ? places[index] : first)
    }
  }

  /// Whether the last of the keys `primary` and `targets` was the latter.
  private func isFromTargets(_ experiment: ResolvedExperiment) -> Bool {
    guard positions["targets"] != nil else { return false }
    return positions["primary"] == nil || experiment.targets != nil && !isAnyOption("primary")
  }

  private func isInFile(_ key: String) -> Bool {
    if case .file? = positions[key]?.first { true } else { false }
  }

  private func isAnyOption(_ key: String) -> Bool { positions[key] != nil && !isInFile(key) }
}
