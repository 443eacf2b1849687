public import AutoSeM
import Foundation
import Multitask
import PolicyComparison
public import RunJournal

/// A run among those of a folder, as a list shows it.
public struct ListedRun: Sendable {
  /// The name, which is that of its folder.
  public let name: String

  /// Whether the run goes on; nil for one that cannot be read.
  public let state: RunState?

  let task: String
  let kind: String

  /// The verdict, or how far the run is, or why it cannot be read.
  let answer: String

  /// Reads a run.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - journal: The journal.
  ///   - state: Whether the run goes on.
  /// - Throws: What the journal throws.
  public init(name: String, journal: Journal, state: RunState) throws {
    try journal.checkRecords()
    let header = try journal.header()
    self.name = name
    self.state = state
    task = header.tasks.objectiveName
    kind = header.kind.rawValue
    switch header.kind {
    case .search:
      answer =
        state == .finished
        ? try Outcome(of: journal).verdict.description : try RunProgress(of: journal).line
    case .comparison:
      let leaderboard = try Leaderboard(of: journal)
      let runs = try journal.policyRuns().count
      answer = (leaderboard.best.map { "best so far \($0), " } ?? "") + "\(runs) runs"
    }
  }

  /// Lists a run that cannot be read.
  public init(name: String, unreadable reason: String) {
    self.name = name
    state = nil
    task = ""
    kind = ""
    answer = reason
  }
}
