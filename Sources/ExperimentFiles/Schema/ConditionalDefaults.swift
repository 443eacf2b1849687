import AutoSeM
import CommandTrainer
import PolicyComparison
import TorchTrainer

// The defaults that depend on other keys. All others are the initial values of the settings types
// (`SearchSettings`, `ComparisonSettings`, `CommandTrainerSettings`, `TorchTrainerSettings`).

extension ResolvedExperiment {
  /// Sets the defaults that depend on other keys.
  ///
  /// - Parameter isGiven: Whether a key was given.
  mutating func setConditionalDefaults(unless isGiven: (String) -> Bool) {
    lengthenTraining(unless: isGiven)
    adaptToScores(unless: isGiven)
    adaptToEncoder(unless: isGiven)
    if budget == nil { scaleBudgets(unless: isGiven) }
    spendBudget(unless: isGiven)
    if !isGiven("mixing.initial_trials") {
      search.mixing.initialTrials = min(search.mixing.initialTrials, search.mixing.trials)
    }
  }

  /// Real text is learned more slowly than the synthetic suite's small language.
  private mutating func lengthenTraining(unless isGiven: (String) -> Bool) {
    guard data != nil || tasks != nil else { return }
    if !isGiven("mixing.steps") { search.mixing.steps *= 4 }
    if !isGiven("comparison.batches") { comparison.batches *= 4 }
    if !isGiven("comparison.steps") { comparison.steps *= 4 }
    if !isGiven("comparison.measure_every") { comparison.measureEvery *= 4 }
    if !isGiven("selection.batches_per_pull"), search.selection.reward == .twin {
      search.selection.batchesPerPull *= 4
    }
  }

  /// Pulls, trials and seeds follow from the budget; a time has to be measured first.
  private mutating func spendBudget(unless isGiven: (String) -> Bool) {
    guard let trainings = budget?.trainings(of: search.mixing.steps) else { return }
    var planned = search
    planned.spend(trainings, targets: targetNames.count)
    if !isGiven("selection.rounds") { search.selection.rounds = planned.selection.rounds }
    if !isGiven("mixing.trials") { search.mixing.trials = planned.mixing.trials }
    if !isGiven("mixing.initial_trials") {
      search.mixing.initialTrials = planned.mixing.initialTrials
    }
    if !isGiven("confirmation.seeds") { search.confirmation.seeds = planned.confirmation.seeds }
  }

  /// Where each score is a run of the user's script, stage one costs too many of them, and the score is the objective.
  private mutating func adaptToScores(unless isGiven: (String) -> Bool) {
    guard trainerKind == .score else { return }
    if !isGiven("selection.rounds") { search.selection.rounds = 0 }
    if !isGiven("mixing.steps") { search.mixing.steps = 1000 }
    if !isGiven("trainer.timeout") { command.timeout = 21_600 }
    if !isGiven("mixing.objective") { search.mixing.objective = .metric }
  }

  /// A pretrained encoder reads more of a sentence, and is trained in small steps.
  private mutating func adaptToEncoder(unless isGiven: (String) -> Bool) {
    guard trainerKind == .torch, trainer.encoder == .frozen || trainer.encoder == .tuned else {
      return
    }
    if !isGiven("trainer.maximum_tokens") { trainer.maximumTokens = 128 }
    if trainer.encoder == .tuned, !isGiven("trainer.learning_rate") {
      trainer.learningRate = 0.00005
    }
  }
}
