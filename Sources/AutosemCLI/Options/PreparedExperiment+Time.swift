import AutoSeM
import ExperimentFiles
import Multitask

extension PreparedExperiment {
  /// Returns the experiment with a budget in time as the number of trainings that fit into it.
  ///
  /// - Parameter resolve: Gives the experiment again, with the number in place of the time.
  /// - Throws: `TimeOfScores` for a command that scores mixtures, and what the trainer throws.
  func measuringTime(
    _ resolve: ([ExperimentSetting]) throws -> ResolvedExperiment
  ) throws -> PreparedExperiment {
    guard let budget = experiment.budget, case .seconds = budget else { return self }
    guard experiment.trainerKind != .score else { throw TimeOfScores(budget: budget) }
    try encodeSentences { _ in }
    let search = experiment.search
    let perBatch = try factory.timePerBatch(workers: search.workers) / .seconds(1)
    guard let trainings = budget.trainings(of: search.mixing.steps, secondsPerBatch: perBatch)
    else { return self }
    let budgetInTrainings = ExperimentSetting(
      key: "budget", value: .text("\(trainings)"), written: "--budget")
    return try spending(as: resolve([budgetInTrainings]))
  }
}

/// A budget in time for a command whose scores take an unknown time.
struct TimeOfScores: Error, CustomStringConvertible {
  let budget: Budget

  var description: String {
    "'budget': '\(budget.rawValue)' is a time, and how long a score takes is not known before it was computed: a number of "
      + "trainings was expected, such as 20"
  }
}
