import AutoSeM
import PolicyComparison
import TaskData
import TorchTrainer

// MARK: - Checks of several keys

extension ExperimentReader {
  /// Checks that the initial design is not larger than the number of trials.
  mutating func checkTrials(of experiment: ResolvedExperiment) {
    let (design, trials) = (experiment.search.mixing.initialTrials, experiment.search.mixing.trials)
    guard let position = positions["mixing.initial_trials"]?.first, design > trials else { return }
    report(
      position,
      "'mixing.initial_trials': at most 'mixing.trials', \(trials), was expected, got \(design)")
  }

  /// Checks that trials may be proposed while others are open.
  mutating func checkProposals(of experiment: ResolvedExperiment) {
    let mixing = experiment.search.mixing
    guard mixing.proposals == .whenFree, mixing.fidelity != .full else { return }
    report(
      positions["mixing.proposals"]?.first ?? .experiment,
      "'mixing.proposals': 'when_free' needs whole trials, 'mixing.fidelity: full'")
  }

  /// Checks that past runs can be learned from.
  mutating func checkRuns(of experiment: ResolvedExperiment) {
    let mixing = experiment.search.mixing
    guard let position = positions["mixing.runs"]?.first, experiment.runs != nil else { return }
    if mixing.space != .simplex || mixing.fidelity != .full {
      report(
        position,
        "'mixing.runs': 'mixing.space: simplex' and 'mixing.fidelity: full' were expected, for other trials do not "
          + "learn from past runs")
    }
  }

  /// Checks that a pretrained encoder has a folder.
  mutating func checkPretrainedEncoder(of experiment: ResolvedExperiment) {
    let encoder = experiment.trainer.encoder
    guard experiment.trainerKind == .torch, encoder == .frozen || encoder == .tuned,
      !isGiven("trainer.model")
    else { return }
    report(
      positions["trainer.encoder"]?.first ?? .experiment,
      "\(PretrainedInputError.noModel(encoder: encoder))")
  }

  /// Checks that tasks of alignment have a pretrained encoder, and pairs.
  mutating func checkDeriving(of experiment: ResolvedExperiment) {
    guard experiment.trainerKind == .torch, let kinds = experiment.derive else { return }
    let isPair = experiment.isPrimaryOfPairs
    for (kind, position) in zip(kinds, positions["derive"] ?? []) where kind.isOfAlignment {
      if !isGiven("trainer.model") {
        report(
          position,
          "'derive': '\(kind.rawValue)' compares the vectors of a pretrained encoder, so 'trainer.model' was "
            + "expected to name its folder, with any 'trainer.encoder'")
      }
      if isPair == false {
        report(
          position,
          "'derive': '\(kind.rawValue)' is of pairs of texts, and '\(experiment.primary)' has none: another "
            + "kind was expected, or 'text: [a, b]' in the task")
      }
    }
  }

  /// Checks that the encoder supports the sharing.
  mutating func checkSharing(of experiment: ResolvedExperiment) {
    guard experiment.trainerKind == .torch, let problem = experiment.trainer.sharingProblem else {
      return
    }
    report(positions["trainer.sharing"]?.first ?? .experiment, "\(problem)")
  }

  /// Checks that the device exists.
  mutating func checkDevice(of experiment: ResolvedExperiment) {
    guard experiment.trainerKind == .torch, let problem = experiment.trainer.device.problem else {
      return
    }
    report(positions["trainer.device"]?.first ?? .experiment, "\(problem)")
  }

  /// Checks that the trainer's model can be kept.
  mutating func checkModel(of experiment: ResolvedExperiment) {
    guard experiment.saveModel == true, experiment.trainerKind != .torch else { return }
    report(
      positions["confirmation.save_model"]?.first ?? .experiment,
      "'confirmation.save_model': \(NoModelToKeep.ofCommand)")
  }

  /// Checks that each task exists and is named once.
  ///
  /// - Parameters:
  ///   - available: The names of all tasks; nil if they are unknown.
  ///   - start: The position of a missing primary.
  mutating func checkTasks(
    of experiment: ResolvedExperiment, available: [String]?, start: ExperimentProblem.Position
  ) {
    for (name, key, position) in positionedTargets(of: experiment) {
      checkExistence(of: name, as: key, available, position)
    }
    if !isGiven("primary"), !isGiven("targets") {
      report(start, "'primary' is missing: the name of the task that matters was expected")
    }
    guard let names = experiment.auxiliary, let positions = positions["auxiliary"] else { return }
    // The targets of a scorer that are not among the tasks it mixes are only measured.
    let targets =
      experiment.trainerKind == .score && experiment.targets != nil ? [] : experiment.targetNames
    var seen: Set<String> = []
    for (name, position) in zip(names, positions) {
      if targets.contains(name) {
        let role = targets.count == 1 ? "the primary" : "one of the targets"
        report(position, "'auxiliary': '\(name)' is \(role), another task was expected")
      } else if !seen.insert(name).inserted {
        report(position, "'auxiliary': '\(name)' is in the list already")
      } else {
        checkExistence(of: name, as: "auxiliary", available, position)
      }
    }
  }

  private mutating func checkExistence(
    of name: String, as key: String, _ available: [String]?, _ position: ExperimentProblem.Position
  ) {
    guard let available, !available.contains(name) else { return }
    let hint = didYouMean(name, among: available)
    let most = 40
    let more = available.count > most ? " and \(available.count - most) more" : ""
    let expected = ": the tasks are \(available.prefix(most).joined(separator: ", "))\(more)"
    report(position, "'\(key)': there is no task '\(name)'" + (hint.isEmpty ? expected : hint))
  }
}

extension ResolvedExperiment {
  /// Whether the primary's examples are pairs of texts; nil where it is not known before the data is read.
  fileprivate var isPrimaryOfPairs: Bool? {
    guard let own = tasks?.first(where: { $0.name == primary }) else {
      return GLUETask(rawValue: primary)?.isPair
    }
    return own.text.isEmpty && own.join.isEmpty && own.features.isEmpty ? nil : own.text.count == 2
  }
}
