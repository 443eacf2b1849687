import AutoSeM
import CommandTrainer

// MARK: - Checks of the user's own commands

extension ExperimentReader {
  /// Where each score is a run of the user's script, there are only those of stage two by default, and
  /// its weights are thousandths.
  mutating func adaptToScores(of experiment: inout ResolvedExperiment) {
    guard experiment.trainerKind == .score else { return }
    if isMissing("selection.rounds") { experiment.search.selection.rounds = 0 }
    if isMissing("mixing.steps") { experiment.search.mixing.steps = 1000 }
    if isMissing("trainer.timeout") { experiment.command.timeout = 21_600 }
  }

  /// There is a command exactly where one is to train, and what it cannot say itself is given.
  mutating func checkCommand(of experiment: ResolvedExperiment) {
    let kind = experiment.trainerKind
    checkOwners(of: experiment)
    guard kind != .torch else { return }
    let place = places["trainer.kind"]?.first ?? .nowhere
    if experiment.command.command.isEmpty, isMissing("trainer.command") {
      report(
        place, "'trainer.command' is missing: a list such as [python3, train.py] was expected")
    }
    if kind == .score, isMissing("auxiliary") {
      report(
        place,
        "'auxiliary' is missing: a command that scores mixtures cannot say which tasks there are")
    }
    if experiment.data != nil, let place = places["data"]?.first {
      report(place, "'data': the tasks are those of the command, no folder was expected")
    }
    if experiment.tasks?.isEmpty == false {
      report(place, "'tasks': the tasks are those of the command, no others were expected")
    }
  }

  /// A key of another trainer than the one that is to train would have no effect.
  private mutating func checkOwners(of experiment: ResolvedExperiment) {
    let kind = experiment.trainerKind
    // A kind that is wrong was reported already.
    guard isMissing("trainer.kind") || places["trainer.kind"] != nil else { return }
    let ofCommands = ["trainer.command", "trainer.timeout", "trainer.call_limit"]
    for key in ExperimentSchema.keys
    where key.path.hasPrefix("trainer.") && key.path != "trainer.kind" {
      let path = key.path
      let isOfCommands = ofCommands.contains(path)
      guard isOfCommands == (kind == .torch), key.value(experiment) != .none,
        let place = places[path]?.first
      else { continue }
      report(
        place,
        isOfCommands
          ? "'\(path)' needs 'trainer.kind: command' or 'trainer.kind: score'"
          : "'\(path)' is for the built-in trainer, and 'trainer.kind' is '\(kind.rawValue)': leave it "
            + "out; your command decides such things itself")
    }
  }
}
