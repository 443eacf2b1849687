/// Why a call of a command failed.
public struct CommandTrainerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What the command did.
  public enum Problem: Equatable, Sendable {
    /// It could not be started, for this reason.
    case notStarted(String)
    /// Its process ended.
    case ended(ProcessEnding)
    /// Its process ended, or closed its standard output, in the middle of this line.
    case endedInALine(String)
    /// It closed its standard output without ending.
    case closedOutput
    /// It sent neither a reply nor a heartbeat for this long.
    case timedOut(seconds: Double)
    /// It sent heartbeats, but no reply, for this long.
    case exceededCallLimit(seconds: Double)
    /// It wrote a line of more bytes than this.
    case lineTooLong(limit: Int)
    /// It wrote a line that is not the expected reply.
    case wrongReply(String, expected: String)
    /// It wrote a line without a request.
    case unrequestedLine(String)
    /// It does not read its standard input.
    case inputNotRead
    /// It replied with an error.
    case refused(String)
    /// A number of its reply is not finite.
    case notFinite(String)
    /// It replied with scores or losses of the examples that cannot be used.
    case wrongExamples(String)
    /// Its tasks cannot be used.
    case wrongTasks(String)
    /// The file of a snapshot cannot be written or read.
    case snapshotFile(String)
    /// It needs a temporary file, which cannot be made.
    case temporaryFile(reason: String)
  }

  /// What the command did.
  public let problem: Problem

  /// The command.
  public let command: String

  /// The request, such as `train on 32 batches`.
  public let call: String

  /// The last lines of the command's standard error.
  public let lastErrors: [String]

  /// The failure as a sentence with the last line of standard error; the lines before it follow.
  public var description: String {
    let sentence = "the command '\(command)', asked to \(call), \(problem)"
    guard let last = lastErrors.last else { return sentence }
    let first = sentence + "; on standard error: " + last
    guard lastErrors.count > 1 else { return first }
    return ([first] + lastErrors.map { "  | " + $0 }).joined(separator: "\n")
  }
}

extension CommandTrainerError.Problem: CustomStringConvertible {
  /// A predicate whose subject is the command.
  public var description: String {
    switch self {
    case .notStarted(let reason): "could not be started: \(reason)"
    case .ended(let ending): "\(ending)"
    case .endedInALine(let text): "ended in the middle of a line: \(excerpt(text))"
    case .closedOutput: "closed its standard output, where a reply was expected"
    case .timedOut(let seconds):
      "sent neither a reply nor a heartbeat for \(text(seconds)) s: send heartbeats, or raise "
        + "trainer.timeout"
    case .exceededCallLimit(let seconds):
      "sent no reply for \(text(seconds)) s: raise trainer.call_limit if it needs longer"
    case .lineTooLong(let limit):
      "wrote a line of more than \(limit) bytes, where one short line of JSON was expected"
    case .wrongReply(let line, let expected):
      "replied \(excerpt(line)), where \(expected) was expected: standard output is for replies, "
        + "write anything else to standard error"
    case .unrequestedLine(let line):
      "wrote \(excerpt(line)) without a request: standard output is for replies, write anything "
        + "else to standard error"
    case .inputNotRead: "does not read its standard input"
    case .refused(let reason): "replied with the error \(excerpt(reason))"
    case .notFinite(let name): "replied with a \(name) that is not finite"
    case .wrongExamples(let numbers):
      "replied with \(numbers): one for each example was expected, and as their mean the metric or the loss"
    case .wrongTasks(let reason): reason
    case .temporaryFile(let reason):
      "needs a temporary file, which could not be made: \(reason); TMPDIR names the folder for them"
    case .snapshotFile(let reason): "made a snapshot that cannot be used: \(reason)"
    }
  }

  private func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}

/// The beginning of a text, in quotes and on one line.
private func excerpt(_ text: String) -> String {
  let line = text.prefix(201).map { $0.isNewline ? " " : String($0) }
  return "'" + (line.count > 200 ? line.prefix(200).joined() + "…" : line.joined()) + "'"
}
