import AutoSeM
import Bandits
public import Foundation
import GSLNumerics
import Multitask
public import RunJournal

/// A run as event files for TensorBoard: a pure function of its journal, at any time of the run.
///
/// Times are seconds of training since the beginning of the run, since a journal has no others.
public struct TensorBoardLogs: Sendable {
  /// An event file.
  public struct File: Equatable, Sendable {
    /// The path within the folder of the run's logs.
    public let path: String

    /// The contents.
    public let bytes: Data
  }

  /// The files: that of the run, and one for each trial, which TensorBoard takes for a session of hyper-parameters.
  public let files: [File]

  private static let name = "events.out.tfevents.0.autosem"

  /// Reads a run.
  ///
  /// - Throws: What the journal throws.
  public init(of journal: Journal) throws {
    try journal.checkRecords()
    let header = try journal.header()
    let tasks = header.tasks
    var log = EventLog()
    switch header.kind {
    case .search:
      log.add(try journal.pulls(), tasks)
      log.add(try journal.arms(), tasks)
      let trials = try journal.trials()
      if !trials.isEmpty { HyperparameterSession.addExperiment(tasks, to: &log) }
      let sessions = log.add(trials, tasks)
      if let recommendation = try journal.recommendation() {
        log.add(recommendation.mixture, "recommended", tasks, step: 0)
      }
      log.add(try journal.confirmations())
      files =
        [File(path: Self.name, bytes: log.bytes)]
        + sessions.map { File(path: "trials/\($0.trial)/\(Self.name)", bytes: $0.log.bytes) }
    case .comparison:
      log.add(try journal.policyRuns(), tasks)
      files = [File(path: Self.name, bytes: log.bytes)]
    }
  }
}

extension EventLog {
  /// The most pulls whose posteriors are histograms.
  private static let histograms = 100

  /// Adds stage one.
  fileprivate mutating func add(_ pulls: [PullRecord], _ tasks: TaskList) {
    var bandit = ThompsonSampling(arms: tasks.count, decay: 0)
    let interval = (pulls.count + Self.histograms - 1) / Self.histograms
    for pull in pulls {
      time += pull.seconds
      let name = tasks[pull.task].name
      bandit.observe(reward: pull.reward, of: pull.task.rawValue)
      add(pull.reward, "selection/reward/\(name)", step: pull.round)
      if let evaluation = pull.result.evaluation {
        add(evaluation.metric, "selection/metric/\(name)", step: pull.round)
        add(evaluation.loss, "selection/loss/\(name)", step: pull.round)
      }
      add(
        bandit.undiscounted[pull.task.rawValue].mean, "selection/utility/\(name)", step: pull.round)
      guard pull.round.isMultiple(of: interval) || pull.round == pulls.count - 1 else { continue }
      for (task, posterior) in zip(tasks, bandit.undiscounted) {
        let beta = BetaDistribution(posterior.successes, posterior.failures)
        add(
          Histogram { beta.cumulative($0) }, "selection/posterior/\(task.name)", step: pull.round)
      }
    }
  }

  /// Adds the end of stage one.
  fileprivate mutating func add(_ arms: [ArmRecord], _ tasks: TaskList) {
    for arm in arms {
      let name = tasks[arm.task].name
      if let probability = arm.probabilityHelps {
        add(probability, "selection/probability of helping/\(name)", step: 0)
      }
      add(arm.isKept ? 1 : 0, "selection/kept/\(name)", step: 0)
    }
  }

  /// Adds stage two, and returns the logs of its trials in the order of their numbers.
  fileprivate mutating func add(
    _ trials: [TrialRecord], _ tasks: TaskList
  ) -> [(trial: Int, log: EventLog)] {
    var sessions: [(trial: Int, log: EventLog)] = []
    for (index, trial) in trials.enumerated() {
      if sessions.last?.trial != trial.trial {
        var session = EventLog(time: time)
        HyperparameterSession.addStart(trial, tasks, to: &session)
        sessions.append((trial.trial, session))
        add(trial.mixture, "mixing/share", tasks, step: trial.trial)
      }
      time += trial.seconds
      let isLast = index + 1 == trials.count || trials[index + 1].trial != trial.trial
      let last = sessions.count - 1
      sessions[last].log.time = time
      if let evaluation = trial.result.evaluation {
        for (tag, score) in zip(
          HyperparameterSession.metrics, [evaluation.metric, evaluation.loss])
        {
          sessions[last].log.add(score, tag, step: trial.reached)
        }
        if isLast {
          add(evaluation.metric, "mixing/metric", step: trial.trial)
          add(evaluation.loss, "mixing/loss", step: trial.trial)
        }
      }
      if isLast { HyperparameterSession.addEnd(of: trial, to: &sessions[last].log) }
    }
    return sessions
  }

  /// Adds confirmation.
  fileprivate mutating func add(_ runs: [ConfirmationRecord]) {
    for run in runs {
      time += run.seconds
      guard let evaluation = run.result.evaluation else { continue }
      add(
        evaluation.metric, "confirmation/metric/\(run.candidate.rawValue)", step: run.replicate)
      add(evaluation.loss, "confirmation/loss/\(run.candidate.rawValue)", step: run.replicate)
    }
  }

  /// Adds a comparison.
  fileprivate mutating func add(_ runs: [PolicyRunRecord], _ tasks: TaskList) {
    for run in runs {
      time += run.seconds
      add(run.mixture, "comparison/share/\(run.policy)", tasks, step: run.replicate)
      guard let evaluation = run.result.evaluation else { continue }
      add(evaluation.metric, "comparison/metric/\(run.policy)", step: run.replicate)
      add(evaluation.loss, "comparison/loss/\(run.policy)", step: run.replicate)
    }
  }

  fileprivate mutating func add(_ mixture: Mixture, _ tag: String, _ tasks: TaskList, step: Int) {
    for (name, weight) in zip(tasks.names, mixture.weights) {
      add(weight, "\(tag)/\(name)", step: step)
    }
  }
}
