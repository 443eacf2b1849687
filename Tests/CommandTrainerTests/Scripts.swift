import CommandTrainer
import Foundation
import Multitask
import TestSupport

/// Commands for tests, in plain shell.
enum Scripts {
  /// The folder of the commands that come with the package.
  static let folder =
    repositoryRoot
    .appending(path: "experiments/command").path(percentEncoded: false)

  /// The interpreter that the tests of PyTorch use: the one that AUTOSEM_PYTHON names, or else `python3`.
  static let python = ProcessInfo.processInfo.environment["AUTOSEM_PYTHON"] ?? "python3"

  /// Whether that interpreter has PyTorch.
  static let hasPyTorch: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python, "-c", "import torch"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// A trainer of two tasks that answers as it should, except that it does something else for `train`.
  static func settings(
    atTraining behaviour: String = "exit 1",
    evaluation: String = #""metric":0.5,"loss":0.25,"examples":7"#, timeout: Double = 100,
    callLimit: Double = 100,
    folder: String = "/"
  ) -> CommandTrainerSettings {
    let script = """
      while IFS= read -r line; do
        case $line in
          *hello*)
            printf '{"tasks":[{"name":"a","examples":64,"metric":"accuracy"},'
            echo '{"name":"b","examples":32,"metric":"bleu","validation_examples":7}]}' ;;
          *train*) \(behaviour) ;;
          *evaluate*) echo '{\(evaluation)}' ;;
          *bye*) echo '{"ok":true}'; exit ;;
        esac
      done
      """
    return CommandTrainerSettings(
      command: ["sh", "-c", script], folder: folder, timeout: timeout, callLimit: callLimit)
  }

  /// A trainer of that kind.
  static func trainer(_ settings: CommandTrainerSettings) throws -> any Trainer {
    try CommandTrainerFactory(settings: settings, primary: "a", auxiliary: nil).makeTrainer(seed: 1)
  }
}
