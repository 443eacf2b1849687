public import AutoSeM
public import Bandits
import GSLNumerics
public import Multitask
public import RunJournal

/// What stage one of earlier runs did, as a log that a policy can be learned from.
///
/// Ours. How likely each arm was comes from replaying the bandit. A pull that `minimumPulls` asked for could be
/// of no other arm: its probability is one and that of the others zero, which `PolicyLog` pools with the draws
/// as it pools any two policies. Every arm thus counts as if it had been that likely so many times. The reward
/// is the pull's own, whether the primary got better: of the losses of the arm's own batches, which Glover and
/// Hokamp's reward is made of, a journal says nothing. A pull that failed earned nothing.
public struct EarlierRuns: Sendable {
  /// A run, and how its arms were pulled.
  public struct Run: Sendable {
    /// What the run is called in messages, such as its folder.
    public let name: String

    /// Its journal.
    public let journal: Journal

    /// Its stage one: the decay, the least number of pulls, the primary's share and the reward matter.
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

  /// How an arm was pulled, and what for.
  private let selection: SelectionSettings

  private let primary: Int

  /// Reads the pulls of runs.
  ///
  /// - Parameters:
  ///   - runs: At least one run; their stage one is over, and pulls had the same rewards and the same share
  ///     of the primary.
  ///   - tasks: The tasks that they must have been on.
  /// - Throws: `EarlierRunError` for a run that cannot be learned from; `JournalError`.
  public init(_ runs: [Run], tasks: TaskList) throws {
    precondition(!runs.isEmpty, "at least one run is expected")
    let first = runs[0]
    selection = first.selection
    primary = tasks.primary.rawValue
    var log = PolicyLog(arms: tasks.count)
    for run in runs {
      guard run.selection.reward == selection.reward,
        run.selection.primaryShare == selection.primaryShare
      else { throw EarlierRunError.pulledOtherwise(run: run.name, than: first.name) }
      log = try log + run.log(of: tasks)
    }
    self.log = log
  }

  /// Learns how likely each task's batches should be, `[tasks]`.
  ///
  /// A policy over arms is learned from the log; the primary has its share of each arm's batches, as it had
  /// in the pulls.
  ///
  /// - Throws: `GSLError` when CMA-ES leaves the range of finite numbers.
  func batchPolicy(using stream: RandomStream) throws -> FixedPolicy {
    let arms = try CounterfactualPolicy(from: log, using: stream).probabilities
    return FixedPolicy(weights: arms.leaving(selection.primaryShare, to: primary))
  }
}

extension EarlierRuns.Run {
  fileprivate func log(of tasks: TaskList) throws -> PolicyLog {
    let header = try journal.header()
    guard header.kind == .search else { throw EarlierRunError.comparison(run: name) }
    guard header.tasks == tasks else {
      throw EarlierRunError.otherTasks(
        run: name, expected: listing(of: tasks), found: listing(of: header.tasks))
    }
    guard try !journal.arms().isEmpty else { throw EarlierRunError.notOver(run: name) }
    let pulls = try journal.pulls()
    guard !pulls.isEmpty else { throw EarlierRunError.noPulls(run: name) }
    let primary = tasks.primary.rawValue
    var log = PolicyLog(arms: tasks.count)
    var bandit = ThompsonSampling(arms: tasks.count, decay: selection.decay, firstArm: primary)
    for pull in pulls {
      let arm = pull.task.rawValue
      let due = selection.armDue(pulls: bandit.pulls, primary: primary)
      let probabilities =
        due.map { due in tasks.indices.map { $0 == due ? 1 : 0 } } ?? bandit.probabilities
      guard tasks.indices.contains(arm), probabilities[arm] > 0,
        ThompsonSampling.rewards.contains(pull.reward)
      else { throw EarlierRunError.replayDiffers(run: name, pull: pull.round) }
      log.record(reward: pull.reward, of: arm, probabilities: probabilities)
      bandit.observe(reward: pull.reward, of: arm)
    }
    return log
  }
}
