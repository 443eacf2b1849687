public import Multitask

/// Makes trainers of a scorer: a command that takes a mixture, trains, and prints its score or several by name.
///
/// Such a trainer only counts the batches of each task. To measure the primary, it starts the command with their
/// shares as the mixture.
public struct ScoreTrainerFactory: TrainerFactory {
  /// The tasks, the primary first; their sizes are unknown.
  public let tasks: TaskList

  /// The command.
  public let settings: CommandTrainerSettings

  /// Whether the loss is the one that the command prints beside its score; otherwise, it is the negative score.
  public let usesLoss: Bool

  /// The log of the command's standard error.
  public let log: CommandLog

  /// Creates a factory.
  ///
  /// - Parameters:
  ///   - settings: The command.
  ///   - primary: The name of the task that matters.
  ///   - auxiliary: The names of the tasks that may help it.
  ///   - targets: Several targets, of which the first is the primary; one that is not in `auxiliary` is only measured.
  ///     Empty for the primary alone, which is a task as well.
  ///   - usesLoss: Whether the command's loss is used beside its score.
  ///   - log: The log of the command's standard error.
  /// - Throws: `CommandTrainerError` if the command cannot be started, or if a name cannot stand in its arguments.
  public init(
    settings: CommandTrainerSettings, primary: String, auxiliary: [String],
    targets: [NamedTarget] = [], usesLoss: Bool = false, log: CommandLog = CommandLog()
  ) throws {
    if let failure = StartFailure(settings) {
      throw CommandTrainerError(
        problem: .notStarted(failure.reason), command: settings.name, call: "score a mixture",
        lastErrors: [])
    }
    if let problem = ([primary] + auxiliary).lazy.compactMap(ReportedName.problem).first {
      throw CommandTrainerError(
        problem: .wrongTasks(problem), command: settings.name, call: "score a mixture",
        lastErrors: [])
    }
    self.settings = settings
    self.usesLoss = usesLoss
    self.log = log
    let summaries = auxiliary.map { TaskSummary($0) }
    tasks =
      targets.isEmpty
      ? TaskList(primary: TaskSummary(primary), auxiliaries: summaries)
      : try TaskList(summaries, targets: targets)
  }

  /// Makes a trainer without batches.
  public func makeTrainer(seed: UInt64) throws -> any Trainer {
    ScoreTrainer(factory: self, seed: seed)
  }

  /// A hash of the command and its tasks: sixteen hexadecimal digits.
  public var fingerprint: String { commandHash(settings.command, tasks) }
}
