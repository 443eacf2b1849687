/// How a process came to its end.
public enum ProcessEnding: Equatable, Sendable, CustomStringConvertible {
  /// It ended itself, with this code.
  case exited(Int)

  /// A signal ended it.
  case signalled(Int)

  /// It never began: the number of the system's error.
  case notStarted(Int)

  /// The end, to go on after "it".
  public var description: String {
    switch self {
    case .exited(let code): "ended with exit code \(code)"
    case .signalled(let number):
      "was ended by signal \(number)" + (Self.names[number].map { " (\($0))" } ?? "")
    case .notStarted(let error): "could not be started: \(Self.reasons[error] ?? "error \(error)")"
    }
  }

  /// The signals whose numbers are the same everywhere.
  private static let names = [
    1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 6: "SIGABRT, an assertion or an abort",
    8: "SIGFPE", 9: "SIGKILL, perhaps for want of memory", 11: "SIGSEGV, a crash", 13: "SIGPIPE",
    15: "SIGTERM",
  ]

  /// The errors that a wrong command meets.
  private static let reasons = [
    2: "there is no such program or working folder", 7: "its arguments are too long",
    8: "it is no program; does its first line lack #!", 13: "it is not allowed to be run",
    20: "a part of its path is no folder",
  ]
}
