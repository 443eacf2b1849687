import Foundation
public import Multitask

/// Makes trainers of a command that takes a mixture and gives a score: one process for each score.
///
/// Such a trainer trains nothing itself. It counts the batches that each task is given, and when it is to
/// measure the primary, it starts the command with the shares of the batches as the mixture.
public struct ScoreTrainerFactory: TrainerFactory {
  /// The tasks, the primary first; their sizes are not known.
  public let tasks: TaskList

  /// How the command is started.
  public let settings: CommandTrainerSettings

  /// What takes the command's standard error.
  public let log: CommandLog

  /// Creates a factory.
  ///
  /// - Parameters:
  ///   - settings: How the command is started.
  ///   - primary: The name of the task that matters.
  ///   - auxiliary: The names of the tasks that may help it.
  ///   - log: What takes the command's standard error.
  /// - Throws: `CommandTrainerError` when there is no such program.
  public init(
    settings: CommandTrainerSettings, primary: String, auxiliary: [String],
    log: CommandLog = CommandLog()
  ) throws {
    guard settings.isProgramThere else {
      throw CommandTrainerError(
        problem: .ended(.notStarted(2)), command: settings.name, call: "score a mixture",
        lastErrors: [])
    }
    self.settings = settings
    self.log = log
    tasks = TaskList(
      primary: TaskSummary(primary), auxiliaries: auxiliary.map { TaskSummary($0) })
  }

  /// Makes a trainer that has counted nothing yet.
  public func makeTrainer(seed: UInt64) throws -> any Trainer {
    ScoreTrainer(settings: settings, tasks: tasks, seed: seed, log: log)
  }

  /// A short text that differs when the command or its tasks do: sixteen hexadecimal digits.
  public var fingerprint: String { commandHash(settings.command, tasks) }
}

extension CommandTrainerSettings {
  /// Whether the system would find the program: in the working folder, or on the search path.
  fileprivate var isProgramThere: Bool {
    guard let program = command.first else { return false }
    let here = URL(filePath: folder, directoryHint: .isDirectory)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let folders = program.contains("/") ? [""] : path.split(separator: ":").map { $0 + "/" }
    return folders.contains { folder in
      let file = URL(filePath: folder + program, relativeTo: here)
      return FileManager.default.isExecutableFile(atPath: file.path(percentEncoded: false))
    }
  }
}
