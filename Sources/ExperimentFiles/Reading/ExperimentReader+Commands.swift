import AutoSeM
import CommandTrainer

// MARK: - Checks of the user's own commands

extension ExperimentReader {
  /// Checks that a trainer of the user's has its command and tasks, and that no key is another trainer's.
  mutating func checkCommand(of experiment: ResolvedExperiment) {
    let kind = experiment.trainerKind
    checkOwners(of: experiment)
    guard kind != .torch else { return }
    let position = positions["trainer.kind"]?.first ?? .experiment
    if experiment.command.command.isEmpty, !isGiven("trainer.command") {
      report(
        position, "'trainer.command' is missing: a list such as [python3, train.py] was expected")
    }
    if kind == .score, !isGiven("auxiliary") {
      report(
        position,
        "'auxiliary' is missing: a command that scores mixtures cannot say which tasks there are")
    }
    if experiment.data != nil, let position = positions["data"]?.first {
      report(position, "'data': the tasks are those of the command, no folder was expected")
    }
    if experiment.tasks?.isEmpty == false {
      report(position, "'tasks': the tasks are those of the command, no others were expected")
    }
  }

  /// Reports the keys of other trainers, which would have no effect.
  private mutating func checkOwners(of experiment: ResolvedExperiment) {
    let kind = experiment.trainerKind
    // A wrong kind was reported already.
    guard !isGiven("trainer.kind") || positions["trainer.kind"] != nil else { return }
    let ofCommands = [
      "trainer.command", "trainer.env", "trainer.timeout", "trainer.call_limit",
    ]
    for key in ExperimentSchema.keys
    where key.path.hasPrefix("trainer.") && key.path != "trainer.kind" {
      let path = key.path
      let isOfCommands = ofCommands.contains(path)
      guard isOfCommands == (kind == .torch), key.value(experiment) != .none,
        let position = positions[path]?.first
      else { continue }
      report(
        position,
        isOfCommands
          ? "'\(path)' needs 'trainer.kind: command' or 'trainer.kind: score'"
          : "'\(path)' is for the built-in trainer, and 'trainer.kind' is '\(kind.rawValue)': leave it "
            + "out; your command decides such things itself")
    }
  }
}
