import GSLNumerics
public import Multitask

/// Makes trainers of a command in any language, which follows the protocol of `docs/your-own-script.md`.
///
/// Each trainer is a process, so several can train at once.
public struct CommandTrainerFactory: TrainerFactory {
  /// The tasks, in the order in which the command named them.
  public let tasks: TaskList

  /// The command.
  public let settings: CommandTrainerSettings

  /// The log of the command's standard error.
  public let log: CommandLog

  /// Starts the command once and asks for its tasks.
  ///
  /// - Parameters:
  ///   - settings: The command.
  ///   - primary: The name of the task that matters.
  ///   - auxiliary: The names of the tasks that may help it; nil for all others that the command reports.
  ///   - targets: Several targets, of which the first is the primary; one that the command does not report as a task
  ///     is only measured. Empty for the primary alone.
  ///   - log: The log of the command's standard error.
  /// - Throws: `CommandTrainerError`; also for a task that the command does not report.
  public init(
    settings: CommandTrainerSettings, primary: String, auxiliary: [String]?,
    targets: [NamedTarget] = [], log: CommandLog = CommandLog()
  ) throws {
    self.settings = settings
    self.log = log
    let dialogue = try CommandDialogue(settings, log: log)
    let names = targets.isEmpty ? [primary] : targets.map(\.name)
    let wanted = auxiliary.map { names + $0 }
    let hello = CommandRequest.hello(
      tasks: wanted ?? [], primary: primary, targets: names, seed: 0, trial: dialogue.number)
    let reply: HelloReply = try dialogue.ask(hello)
    let needed = targets.isEmpty ? wanted ?? [primary] : auxiliary ?? []
    if let reason = HelloReply.problem(of: reply.tasks, wanted: needed) {
      throw dialogue.error(.wrongTasks(reason), in: hello)
    }
    let summaries = reply.tasks.filter { wanted?.contains($0.name) ?? true }
      .map { $0.summary(isPrimary: $0.name == primary) }
    tasks = try targets.isEmpty ? TaskList(summaries) : TaskList(summaries, targets: targets)
  }

  /// Starts the command for a fresh model.
  public func makeTrainer(seed: UInt64) throws -> any Trainer {
    try CommandTrainer(settings: settings, tasks: tasks, seed: seed, log: log)
  }

  /// A hash of the command and its tasks: sixteen hexadecimal digits.
  public var fingerprint: String { commandHash(settings.command, tasks) }
}

/// A hash of a command and its tasks, sixteen hexadecimal digits.
func commandHash(_ command: [String], _ tasks: TaskList) -> String {
  var hash = ByteHash()
  for text in command { hash.absorb(text) }
  for task in tasks {
    hash.absorb(task.name)
    hash.absorb(task.metric)
    for count in [task.trainingExamples, task.validationExamples, task.testExamples] {
      hash.absorb(UInt64(bitPattern: Int64(count)))
    }
  }
  let digits = String(hash.value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
