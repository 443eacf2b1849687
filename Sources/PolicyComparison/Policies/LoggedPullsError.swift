/// An error of a run as a source of logged data.
public enum LoggedPullsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The tasks of the run differ.
  case otherTasks(run: String, expected: String, found: String)

  /// The run is a comparison of policies, whose steps are not journaled.
  case comparison(run: String)

  /// Stage one of the run is unfinished.
  case notOver(run: String)

  /// The run had no stage one.
  case noPulls(run: String)

  /// The run has several targets, whose arm trains on all of them.
  case severalTargets(run: String)

  /// The training or the reward of the run's pulls differs from another run's.
  case pulledOtherwise(run: String, than: String)

  /// The journal has no settings of the pulls.
  case noSettings(run: String)

  /// A pull contradicts the replay of the run's settings.
  case replayDiffers(run: String, pull: Int)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .otherTasks(let run, let expected, let found):
      "'\(run)' is a run on the tasks \(found), but a run on \(expected) was expected"
    case .comparison(let run):
      "'\(run)' is a comparison, whose steps are not journaled: a run with stage one was expected"
    case .notOver(let run):
      "stage one of '\(run)' is not over: go on with autosem resume \(run) first"
    case .noPulls(let run):
      "'\(run)' has no pulls, since its selection.rounds is 0: a run with stage one was expected"
    case .severalTargets(let run):
      "'\(run)' is a run on several targets, which are one arm together: a run with one target was expected, or "
        + "leave comparison.logs out"
    case .pulledOtherwise(let run, let other):
      "'\(run)' and '\(other)' differ in selection.reward or selection.primary_share, so that their "
        + "rewards cannot be compared: runs with the same were expected"
    case .noSettings(let run):
      "the journal of '\(run)' does not say how its arms were pulled, which every run of this version "
        + "of autosem does"
    case .replayDiffers(let run, let pull):
      "pull \(pull) of '\(run)' is not one that its settings lead to: another version of autosem must "
        + "have written its journal"
    }
  }
}
