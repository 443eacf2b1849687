import AutoSeM
import CommandTrainer
import ExperimentFiles
import Foundation
import Testing

/// Experiments whose models the user's own command trains.
@Suite struct CommandTests {
  private func resolved(_ text: String, _ settings: [(String, String)] = []) throws
    -> ResolvedExperiment
  {
    try ExperimentFile(text: text, name: "/some/folder/a.yml").resolved(
      overriding: written(settings.map { (key: $0.0, value: $0.1) }),
      availableTasks: { _ in
        Issue.record("no folder of tasks was expected")
        return []
      })
  }

  @Test func aCommandIsStartedInTheFolderOfItsFile() throws {
    let experiment = try resolved(
      "primary: RTE\ntrainer: {kind: command, command: [python3, train.py, --lr, 1e-3, '']}")
    #expect(experiment.trainerKind == .command)
    #expect(experiment.command.command == ["python3", "train.py", "--lr", "1e-3", ""])
    #expect(experiment.command.folder == "/some/folder")
    // A command's names are its own.
    #expect(experiment.primary == "RTE")
    #expect(experiment.command.timeout == 600)
    #expect(experiment.search.selection.rounds == 50)
    #expect(try ResolvedExperiment(json: experiment.json()) == experiment)
  }

  @Test func aCommandOfASettingIsStartedInTheCurrentFolder() throws {
    let experiment = try resolved(
      "primary: a\ntrainer: {kind: command}",
      [("trainer.command", "[./train, x]"), ("trainer.timeout", "2.5")])
    #expect(experiment.command.command == ["./train", "x"])
    #expect(experiment.command.folder == FileManager.default.currentDirectoryPath)
    #expect(experiment.command.timeout == 2.5)
  }

  @Test func variablesAreTextsAndKeepTheirNames() throws {
    let text = "primary: a\ntrainer:\n  kind: command\n  command: [a]\n  env: "
    let experiment = try resolved(text + "{CUDA_VISIBLE_DEVICES: 0, someName: yes, empty: ''}")
    #expect(
      experiment.command.environment == [
        "CUDA_VISIBLE_DEVICES": "0", "someName": "yes", "empty": "",
      ])
    #expect(try ResolvedExperiment(json: experiment.json()) == experiment)
    #expect(try resolved(text + "null").command.environment == nil)
    let set = try resolved(text + "{A: 1}", [("trainer.env", "{B: 2}")])
    #expect(set.command.environment == ["B": "2"])
  }

  @Test func anExperimentOfAnOlderJournalHasNoVariables() throws {
    let json = try resolved("primary: a\ntrainer: {kind: command, command: [a]}").json()
    #expect(!json.contains("environment"))
    #expect(try ResolvedExperiment(json: json).command.environment == nil)
  }

  @Test func theHomeFolderIsExpandedInCommandsAndVariables() throws {
    let experiment = try resolved(
      "primary: a\ntrainer: {kind: command, command: [~/bin/train, --data, ~/data, a~b, '~'], "
        + "env: {HF_HOME: ~/hub}}")
    let home = NSHomeDirectory()
    #expect(
      experiment.command.command == [
        "\(home)/bin/train", "--data", "\(home)/data", "a~b", home,
      ])
    #expect(experiment.command.environment == ["HF_HOME": "\(home)/hub"])
  }

  @Test func theScoreIsTheObjectiveUnlessTheFileSaysOtherwise() throws {
    let text = "primary: a\nauxiliary: [b]\ntrainer: {kind: score, command: [./s]}\n"
    #expect(try resolved(text).search.mixing.objective == .metric)
    let given = try resolved(text + "mixing: {objective: log_loss}")
    #expect(given.search.mixing.objective == .logLoss)
    #expect(
      try resolved(text.replacing("score", with: "command")).search.mixing.objective == .logLoss)
  }

  @Test func scoresHaveDefaultsOfTheirOwn() throws {
    let text = "primary: a\nauxiliary: [B, c]\ntrainer: {kind: score, command: [./s]}\n"
    let experiment = try resolved(text)
    #expect(experiment.search.selection.rounds == 0)
    #expect(experiment.search.mixing.steps == 1000)
    #expect(experiment.command.timeout == 21_600)
    #expect(experiment.auxiliary == ["B", "c"])
    let given = try resolved(
      text + "selection: {rounds: 7}\nmixing: {steps: 30}", [("trainer.timeout", "5")])
    #expect(given.search.selection.rounds == 7)
    #expect(given.search.mixing.steps == 30)
    #expect(given.command.timeout == 5)
  }

  @Test(arguments: [
    (
      "primary: a\ntrainer: {kind: ▸command}",
      "'trainer.command' is missing: a list such as [python3, train.py] was expected"
    ),
    (
      "primary: a\ntrainer: {kind: command, command: ▸./train.sh}",
      "'trainer.command': a list of words: a program and its arguments was expected, got ./train.sh: "
        + "write [./train.sh]"
    ),
    (
      "primary: a\ntrainer:\n  kind: command\n  command: ▸python s.py {file}",
      "'trainer.command': a list of words: a program and its arguments was expected, got python s.py "
        + "{file}: write [python, s.py, \"{file}\"]"
    ),
    (
      "primary: a\ntrainer: {kind: command, command: ▸\"python 's 1.py' -x\"}",
      "'trainer.command': a list of words: a program and its arguments was expected, got the text 'python "
        + "'s 1.py' -x': write [python, \"s 1.py\", -x]"
    ),
    (
      "primary: a\ntrainer: {kind: command, command: [python, ▸{file}]}",
      "'trainer.command': a word was expected, got keys of its own: write \"{file}\", in quotes"
    ),
    (
      "primary: a\ntrainer: {kind: command, command: [a], env: ▸[A=1]}",
      "'trainer.env': a map of names to texts was expected, got a list"
    ),
    (
      "primary: a\ntrainer: {kind: command, command: [a], env: {A: ▸[1]}}",
      "'trainer.env': 'A': a text was expected, got a list"
    ),
    (
      "primary: a\ntrainer: {kind: command, command: [a], env: {▸A=B: 1}}",
      "'trainer.env': the name of a variable was expected, got A=B"
    ),
    (
      "primary: a\ntrainer: {kind: command, command: [a], env: {▸A: 1, A: 2}}",
      "'trainer.env': the key 'A' occurs twice"
    ),
    (
      "primary: rte\ntrainer: {env: ▸{A: 1}}",
      "'trainer.env' needs 'trainer.kind: command' or 'trainer.kind: score'"
    ),
    (
      "primary: a\ntrainer: {kind: command, command: ▸[]}",
      "'trainer.command': a list of words: a program and its arguments was expected, got a list"
    ),
    (
      "primary: a\ntrainer: {kind: command, command: [a, ▸[b]]}",
      "'trainer.command': a word was expected, got a list"
    ),
    (
      "primary: rte\ntrainer: {command: [▸a]}",
      "'trainer.command' needs 'trainer.kind: command' or 'trainer.kind: score'"
    ),
    (
      "primary: rte\ntrainer: {timeout: ▸5}",
      "'trainer.timeout' needs 'trainer.kind: command' or 'trainer.kind: score'"
    ),
    (
      "primary: a\ntrainer: {kind: command, command: [a], batch_size: ▸5}",
      "'trainer.batch_size' is for the built-in trainer, and 'trainer.kind' is 'command': leave it out; "
        + "your command decides such things itself"
    ),
    (
      "primary: a\nauxiliary: [b]\ntrainer: {kind: score, command: [a], model: ▸x}",
      "'trainer.model' is for the built-in trainer, and 'trainer.kind' is 'score': leave it out; your "
        + "command decides such things itself"
    ),
    (
      "primary: a\ndata: ▸x\ntrainer: {kind: command, command: [a]}",
      "'data': the tasks are those of the command, no folder was expected"
    ),
    (
      "primary: a\ntrainer: {kind: ▸score, command: [a]}",
      "'auxiliary' is missing: a command that scores mixtures cannot say which tasks there are"
    ),
    (
      "primary: a\ntrainer: {kind: ▸comand, command: [a]}",
      "'trainer.kind': 'torch', 'command' or 'score' was expected, got comand: did you mean "
        + "'command'?"
    ),
  ])
  func whatIsWrongIsSaidWithItsPosition(text: String, message: String) {
    expect(text, gives: [message])
  }
}
