/// Why a search cannot go on; what it found so far is in its journal.
public enum SearchError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The journal holds something that this search, with its settings and tasks, would not have done.
  case journalContradicts(_ recorded: String, expected: String)

  /// Several pulls, trials or runs of confirmation in a row gave no score.
  case trialsKeepFailing(count: Int, reason: String)

  /// The journal is of a run on other tasks.
  case tasksDiffer(expected: String, found: String)

  /// There is no task but the primary.
  case noAuxiliaries(primary: String)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .journalContradicts(let recorded, let expected):
      "the journal has \(recorded), but \(expected) was expected: it is of a run with other settings; "
        + "begin a new run in another folder"
    case .trialsKeepFailing(let count, let reason):
      "\(count) in a row gave no score (failures_in_a_row), the last because \(reason)"
    case .tasksDiffer(let expected, let found):
      "the journal is of a run on the tasks \(expected), but the data now holds \(found)"
    case .noAuxiliaries(let primary):
      "the primary '\(primary)' is the only task, at least one auxiliary task was expected: there is no mixture "
        + "of a single task to search for"
    }
  }
}
