import AutoSeM
import Multitask
import RunJournal

extension TargetStanding {
  /// The rows of a short table: the recommended mixture, the reference of the mean, and that of the target.
  func shown(_ tasks: TaskList) -> [Standing] {
    standings.filter { [.best, .targets, reference].contains($0.candidate) }
  }

  /// The name of a candidate as a reader sees it.
  func title(of candidate: ConfirmationCandidate) -> String {
    if case .targetOnly = candidate { return "\(name) only" }
    return candidate.title
  }
}

extension TaskList {
  /// What a task is, beside an auxiliary: the primary, or one of several targets; nil for an auxiliary.
  func role(of task: TaskIndex) -> String? {
    guard target(task) != nil else { return nil }
    return hasSeveralTargets ? "target" : "primary"
  }
}
