import Multitask

/// Keys of the targets.
extension ExperimentKey {
  /// The key of the primary, or of several targets of equal weight.
  static func primary(_ meaning: String) -> ExperimentKey {
    ExperimentKey(
      path: "primary", meaning: meaning, kind: .primary, absence: "must be given",
      assign: { value, experiment in
        switch value {
        case .text(let name): experiment.setTargets([NamedTarget(name)])
        case .texts(let names): experiment.setTargets(names.map { NamedTarget($0) })
        default: break
        }
      },
      value: { experiment in
        guard let targets = experiment.targets else { return .text(experiment.primary) }
        let names = targets.map(\.name)
        // Otherwise the key `targets` has them.
        return targets == names.map { NamedTarget($0) } ? .texts(names) : .text("")
      })
  }

  /// The key of targets with weights.
  static func targets(_ meaning: String) -> ExperimentKey {
    ExperimentKey(
      path: "targets", meaning: meaning, kind: .targets, absence: "the primary alone",
      assign: { value, experiment in
        guard case .targets(let targets) = value else { return }
        experiment.targets = targets
        experiment.primary = targets[0].name
      },
      value: { experiment in
        guard let targets = experiment.targets, targets.contains(where: \.isWeighted) else {
          return .none
        }
        return .targets(targets)
      })
  }
}

extension ResolvedExperiment {
  /// Sets the targets; a single one is the primary.
  fileprivate mutating func setTargets(_ targets: [NamedTarget]) {
    primary = targets[0].name
    self.targets = targets.count > 1 ? targets : nil
  }
}

extension NamedTarget {
  /// Whether more than the name is said of it.
  fileprivate var isWeighted: Bool { weight != 1 || loseAtMost != nil }

  /// The target as written in a file.
  var written: String {
    guard let loseAtMost else { return "\(written(weight))" }
    return "{weight: \(written(weight)), lose_at_most: \(written(loseAtMost))}"
  }

  private func written(_ number: Double) -> String {
    ExperimentValue.number(number).description ?? ""
  }
}
