import AutoSeM
import PolicyComparison
import TorchTrainer

// MARK: - Checks of several keys

extension ExperimentReader {
  /// Real text is learned more slowly than the synthetic suite's small language.
  mutating func lengthenTraining(of experiment: inout ResolvedExperiment) {
    guard experiment.data != nil || experiment.tasks != nil else { return }
    if isMissing("mixing.steps") { experiment.search.mixing.steps *= 4 }
    if isMissing("comparison.batches") { experiment.comparison.batches *= 4 }
    if isMissing("comparison.steps") { experiment.comparison.steps *= 4 }
    if isMissing("comparison.measure_every") { experiment.comparison.measureEvery *= 4 }
    if isMissing("selection.batches_per_pull"), experiment.search.selection.reward == .twin {
      experiment.search.selection.batchesPerPull *= 4
    }
  }

  /// The design cannot have more trials than there are; by default it has no more.
  mutating func checkTrials(of experiment: inout ResolvedExperiment) {
    let trials = experiment.search.mixing.trials
    guard let place = places["mixing.initial_trials"]?.first else {
      experiment.search.mixing.initialTrials = min(experiment.search.mixing.initialTrials, trials)
      return
    }
    if experiment.search.mixing.initialTrials > trials {
      report(
        place,
        "'mixing.initial_trials': at most 'mixing.trials', \(trials), was expected, "
          + "got \(experiment.search.mixing.initialTrials)")
    }
  }

  /// A pretrained encoder is somewhere, reads more of a sentence, and is trained in small steps.
  mutating func checkPretrainedEncoder(of experiment: inout ResolvedExperiment) {
    let encoder = experiment.trainer.encoder
    guard experiment.trainerKind == .torch, encoder == .frozen || encoder == .tuned else { return }
    if isMissing("trainer.maximum_tokens") { experiment.trainer.maximumTokens = 128 }
    if encoder == .tuned, isMissing("trainer.learning_rate") {
      experiment.trainer.learningRate = 0.00005
    }
    if isMissing("trainer.model") {
      report(
        places["trainer.encoder"]?.first ?? .nowhere,
        "\(PretrainedInputError.noModel(encoder: encoder))")
    }
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

  /// Each task is named once, and exists; names become lower case, unless they are a command's.
  ///
  /// - Parameters:
  ///   - available: The names of the tasks that there are, if known.
  ///   - start: Where a missing primary is reported.
  mutating func checkTasks(
    of experiment: inout ResolvedExperiment, available: [String]?, start: ExperimentProblem.Place
  ) {
    if experiment.trainerKind == .torch {
      experiment.primary = experiment.primary.lowercased()
      experiment.auxiliary = experiment.auxiliary?.map { $0.lowercased() }
    }
    if let place = places["primary"]?.first {
      checkExistence(of: experiment.primary, as: "primary", available, place)
    } else if isMissing("primary") {
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
