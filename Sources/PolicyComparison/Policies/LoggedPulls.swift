public import AutoSeM
public import Bandits
import GSLNumerics
public import Multitask
public import RunJournal

/// The logged data of some runs' stage one, for the counterfactual policy.
///
/// Ours. The probabilities of the arms come from a replay of the bandit; those of forced exploration are one
/// and zero, which `PolicyLog` pools with the bandit's. The reward is that of the pull, since a journal does not
/// have the losses of the arm's batches for Glover and Hokamp's reward. A failed pull has reward zero.
public struct LoggedPulls: Sendable {
  /// A run and the settings of its pulls.
  public struct Run: Sendable {
    /// The name of the run in messages, such as its folder.
    public let name: String

    /// Its journal.
    public let journal: Journal

    /// The settings of its stage one: decay, forced pulls, the primary's share and the reward.
    public let selection: SelectionSettings

    /// Creates a run.
    public init(name: String, journal: Journal, selection: SelectionSettings) {
      self.name = name
      self.journal = journal
      self.selection = selection
    }
  }

  /// The pulls of all runs.
  public let log: PolicyLog

  /// The common settings of all runs' pulls.
  private let selection: SelectionSettings

  private let primary: Int

  /// Reads the pulls of runs.
  ///
  /// - Parameters:
  ///   - runs: At least one run, with stage one finished, and one reward and one share of the primary for all.
  ///   - tasks: The tasks that the runs must have.
  /// - Throws: `LoggedPullsError` for a run that cannot be learned from; `JournalError`.
  public init(_ runs: [Run], tasks: TaskList) throws {
    precondition(!runs.isEmpty, "at least one run is expected")
    let first = runs[0]
    selection = first.selection
    primary = tasks.primary.rawValue
    var log = PolicyLog(arms: tasks.count)
    for run in runs {
      guard run.selection.reward == selection.reward,
        run.selection.primaryShare == selection.primaryShare
      else { throw LoggedPullsError.pulledOtherwise(run: run.name, than: first.name) }
      log = try log + run.log(of: tasks)
    }
    self.log = log
  }

  /// Returns the learned probability of each task's batches, `[tasks]`.
  ///
  /// The log gives a policy over arms; the primary has the same share of an arm's batches as in the pulls.
  ///
  /// - Throws: `GSLError` when CMA-ES leaves the range of finite numbers.
  func batchPolicy(using stream: RandomStream) throws -> FixedPolicy {
    let arms = try CounterfactualPolicy(from: log, using: stream).probabilities
    return FixedPolicy(weights: arms.leaving(selection.primaryShare, to: primary))
  }
}

extension LoggedPulls.Run {
  fileprivate func log(of tasks: TaskList) throws -> PolicyLog {
    try journal.checkRecords()
    let header = try journal.header()
    guard header.kind == .search else { throw LoggedPullsError.comparison(run: name) }
    guard header.tasks == tasks else {
      throw LoggedPullsError.otherTasks(
        run: name, expected: listing(of: tasks), found: listing(of: header.tasks))
    }
    guard !tasks.hasSeveralTargets else { throw LoggedPullsError.severalTargets(run: name) }
    guard try !journal.arms().isEmpty else { throw LoggedPullsError.notOver(run: name) }
    let pulls = try journal.pulls()
    guard !pulls.isEmpty else { throw LoggedPullsError.noPulls(run: name) }
    let primary = tasks.primary.rawValue
    var log = PolicyLog(arms: tasks.count)
    var bandit = ThompsonSampling(arms: tasks.count, decay: selection.decay, firstArm: primary)
    for pull in pulls {
      let arm = pull.task.rawValue
      let forced = selection.forcedArm(pulls: bandit.pulls, primary: primary)
      let probabilities =
        forced.map { forced in tasks.indices.map { $0 == forced ? 1 : 0 } } ?? bandit.probabilities
      guard tasks.indices.contains(arm), probabilities[arm] > 0,
        ThompsonSampling.rewards.contains(pull.reward)
      else { throw LoggedPullsError.replayDiffers(run: name, pull: pull.round) }
      log.record(reward: pull.reward, of: arm, probabilities: probabilities)
      bandit.observe(reward: pull.reward, of: arm)
    }
    return log
  }
}
