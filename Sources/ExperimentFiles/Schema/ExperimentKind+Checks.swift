import TaskData

extension ResolvedExperiment {
  /// The first number that an experiment file could not have, as a sentence; nil for none.
  ///
  /// Those that a budget decides may be smaller than a file's.
  var numberProblem: String? {
    let own = (tasks ?? []).flatMap { ExperimentSchema.taskKeys(of: $0.name) }
    let decided = budget == nil ? [] : Self.decidedByBudget
    return (ExperimentSchema.keys + own).lazy.compactMap { key -> String? in
      let value = key.value(self)
      guard !key.kind.allows(value), !(decided.contains(key.path) && value.isSmall) else {
        return nil
      }
      return "'\(key.path)': \(key.kind) was expected, got \(value.description ?? "nothing")"
    }.first
  }

  private static let decidedByBudget: Set = [
    "selection.rounds", "mixing.trials", "mixing.initial_trials", "confirmation.seeds",
  ]
}

extension ExperimentKind {
  /// Whether a value is allowed, as far as it is a number.
  fileprivate func allows(_ value: ExperimentValue) -> Bool {
    switch (self, value) {
    case (.integer(let range), .integer(let number)): range.contains(number)
    case (.number(let bounds), .number(let number)): bounds.contains(number)
    default: true
    }
  }
}

extension ExperimentValue {
  /// Whether it is zero or one.
  fileprivate var isSmall: Bool { self == .integer(0) || self == .integer(1) }
}
