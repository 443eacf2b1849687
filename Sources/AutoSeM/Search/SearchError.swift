/// An error that ends a search; the journal keeps the finished steps.
public enum SearchError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The journal contradicts the search's settings or tasks.
  case journalContradicts(_ recorded: String, expected: String)

  /// Several consecutive pulls, trials or runs of confirmation failed.
  case trialsKeepFailing(count: Int, reason: String)

  /// The machine failed under a job at its every retry.
  case machineKeepsFailing(job: String, reason: String, times: Int)

  /// The journal's tasks differ from the search's.
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
    case .machineKeepsFailing(let job, let reason, let times):
      "\(job) could not be run, since \(reason), \(times) times in a row: mend the machine, then resume"
    case .tasksDiffer(let expected, let found):
      "the journal is of a run on the tasks \(expected), but the data now holds \(found)"
    case .noAuxiliaries(let primary):
      "the primary '\(primary)' is the only task, at least one auxiliary task was expected: there is no mixture "
        + "of a single task to search for"
    }
  }
}
