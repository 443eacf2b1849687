/// What goes wrong while an experiment is read.
public enum ExperimentFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file cannot be read at all.
  case unreadable(path: String, reason: String)

  /// What was read is wrong; all problems, in the order of their places.
  case problems([ExperimentProblem])

  /// A journal's experiment is not one.
  case unreadableJSON(reason: String)

  /// The failure as a sentence, or a paragraph for each problem.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "'\(path)' cannot be read: \(reason)"
    case .problems(let problems): problems.map(\.description).joined(separator: "\n")
    case .unreadableJSON(let reason): "the journal's experiment cannot be read: \(reason)"
    }
  }
}
