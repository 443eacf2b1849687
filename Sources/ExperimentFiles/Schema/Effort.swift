import AutoSeM
import PolicyComparison

/// The budget of the run, which sets the defaults of keys that are not given.
public enum Effort: String, CaseIterable, Sendable, Codable {
  /// About half of the standard budget, for a first look.
  case quick
  /// The budget of the defaults.
  case standard
  /// About two and a half times the standard budget.
  case thorough
}

extension ResolvedExperiment {
  /// Scales the budgets that were not given by the effort.
  mutating func scaleBudgets(unless isGiven: (String) -> Bool) {
    func set(_ key: String, _ field: WritableKeyPath<Self, Int>, _ change: (Int) -> Int) {
      if !isGiven(key) { self[keyPath: field] = max(change(self[keyPath: field]), 1) }
    }
    switch effort {
    case .standard: return
    case .quick:
      if search.selection.rounds > 0 {
        set("selection.rounds", \.search.selection.rounds) { $0 * 2 / 5 }
        set("selection.minimum_pulls", \.search.selection.minimumPulls) { $0 / 2 }
      }
      set("mixing.trials", \.search.mixing.trials) { $0 / 2 }
      set("mixing.initial_trials", \.search.mixing.initialTrials) { $0 * 3 / 4 }
      set("confirmation.seeds", \.search.confirmation.seeds) { _ in 3 }
      set("comparison.seeds", \.comparison.seeds) { _ in 2 }
      set("comparison.batches", \.comparison.batches) { $0 / 2 }
    case .thorough:
      if search.selection.rounds > 0 {
        set("selection.rounds", \.search.selection.rounds) { $0 * 2 }
        set("selection.minimum_pulls", \.search.selection.minimumPulls) { $0 * 2 }
      }
      set("mixing.trials", \.search.mixing.trials) { $0 * 2 }
      set("mixing.initial_trials", \.search.mixing.initialTrials) { $0 * 3 / 2 }
      set("confirmation.seeds", \.search.confirmation.seeds) { $0 * 4 }
      set("comparison.seeds", \.comparison.seeds) { $0 * 2 }
      set("comparison.batches", \.comparison.batches) { $0 * 2 }
    }
  }
}
