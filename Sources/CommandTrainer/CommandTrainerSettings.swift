/// How a command is started, and its time limits.
public struct CommandTrainerSettings: Equatable, Sendable, Codable {
  /// The program and its arguments; no shell reads them.
  public var command: [String]

  /// The absolute path of the working folder.
  public var folder: String

  /// Variables that replace or join those of this process in the command's environment; nil for none.
  public var environment: [String: String]?

  /// The seconds without a reply or a heartbeat after which a call fails.
  public var timeout: Double

  /// The seconds after which a call fails, with or without heartbeats.
  public var callLimit: Double

  /// Creates settings.
  public init(
    command: [String], folder: String, environment: [String: String]? = nil, timeout: Double = 600,
    callLimit: Double = 86_400
  ) {
    self.command = command
    self.folder = folder
    self.environment = environment
    self.timeout = timeout
    self.callLimit = callLimit
  }

  /// The command for messages: its words on one line, shortened.
  var name: String {
    let words = command.joined(separator: " ").split(whereSeparator: \.isNewline)
    let line = words.joined(separator: " ")
    return line.count > 200 ? line.prefix(200) + "…" : line
  }
}
