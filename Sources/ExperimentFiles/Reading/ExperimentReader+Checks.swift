import AutoSeM
import PolicyComparison
import TorchTrainer

// MARK: - Checks of several keys

extension ExperimentReader {
  /// The design has no more trials than there are.
  mutating func checkTrials(of experiment: ResolvedExperiment) {
    let (design, trials) = (experiment.search.mixing.initialTrials, experiment.search.mixing.trials)
    guard let place = places["mixing.initial_trials"]?.first, design > trials else { return }
    report(
      place,
      "'mixing.initial_trials': at most 'mixing.trials', \(trials), was expected, got \(design)")
  }

  /// A pretrained encoder has a folder.
  mutating func checkPretrainedEncoder(of experiment: ResolvedExperiment) {
    let encoder = experiment.trainer.encoder
    guard experiment.trainerKind == .torch, encoder == .frozen || encoder == .tuned,
      !isGiven("trainer.model")
    else { return }
    report(
      places["trainer.encoder"]?.first ?? .nowhere,
      "\(PretrainedInputError.noModel(encoder: encoder))")
  }

  /// Not every way of sharing goes with every encoder.
  mutating func checkSharing(of experiment: ResolvedExperiment) {
    guard experiment.trainerKind == .torch, let problem = experiment.trainer.sharingProblem else {
      return
    }
    report(places["trainer.sharing"]?.first ?? .nowhere, "\(problem)")
  }

  /// The device is there.
  mutating func checkDevice(of experiment: ResolvedExperiment) {
    guard experiment.trainerKind == .torch, let problem = experiment.trainer.device.problem else {
      return
    }
    report(places["trainer.device"]?.first ?? .nowhere, "\(problem)")
  }

  /// Each task is named once, and exists.
  ///
  /// - Parameters:
  ///   - available: The names of the tasks that there are, if known.
  ///   - start: Where a missing primary is reported.
  mutating func checkTasks(
    of experiment: ResolvedExperiment, available: [String]?, start: ExperimentProblem.Place
  ) {
    if let place = places["primary"]?.first {
      checkExistence(of: experiment.primary, as: "primary", available, place)
    } else if !isGiven("primary") {
      report(start, "'primary' is missing: the name of the task that matters was expected")
    }
    guard let names = experiment.auxiliary, let places = places["auxiliary"] else { return }
    var seen: Set<String> = []
    for (name, place) in zip(names, places) {
      if name == experiment.primary {
        report(place, "'auxiliary': '\(name)' is the primary, another task was expected")
      } else if !seen.insert(name).inserted {
        report(place, "'auxiliary': '\(name)' is in the list already")
      } else {
        checkExistence(of: name, as: "auxiliary", available, place)
      }
    }
  }

  private mutating func checkExistence(
    of name: String, as key: String, _ available: [String]?, _ place: ExperimentProblem.Place
  ) {
    guard let available, !available.contains(name) else { return }
    let hint = didYouMean(name, among: available)
    let expected = ": the tasks are \(available.joined(separator: ", "))"
    report(place, "'\(key)': there is no task '\(name)'" + (hint.isEmpty ? expected : hint))
  }
}
