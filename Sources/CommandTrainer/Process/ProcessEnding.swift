/// How a process ended.
public enum ProcessEnding: Equatable, Sendable, CustomStringConvertible {
  /// It exited with this code.
  case exited(Int)

  /// This signal ended it.
  case signalled(Int)

  /// It never started: the number of the system's error.
  case notStarted(Int)

  /// A predicate whose subject is the process.
  public var description: String {
    switch self {
    case .exited(let code): "ended with exit code \(code)"
    case .signalled(let number):
      "was ended by signal \(number)" + (Self.names[number].map { " (\($0))" } ?? "")
    case .notStarted(let error): "could not be started: error \(error)"
    }
  }

  /// The signals whose numbers are the same on every system.
  private static let names = [
    1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 6: "SIGABRT, an assertion or an abort",
    8: "SIGFPE", 9: "SIGKILL, perhaps out of memory", 11: "SIGSEGV, a crash", 13: "SIGPIPE",
    15: "SIGTERM",
  ]
}
