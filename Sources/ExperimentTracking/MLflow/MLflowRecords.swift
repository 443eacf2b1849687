import AutoSeM
import Foundation
import Multitask
import RunJournal

/// What MLflow is told of a run: a pure function of its journal.
struct MLflowRecords: Equatable {
  /// A run of MLflow.
  struct Run: Equatable {
    let name: String
    var tags: [String: String] = [:]
    var parameters: [String: String] = [:]
    var metrics: [Metric] = []

    /// The seconds of training.
    var seconds = 0.0

    /// `FINISHED` or `FAILED`; nil for one that goes on.
    var end: String?
  }

  /// A value of a metric.
  ///
  /// Its key and step tell it from all others of its run.
  struct Metric: Equatable {
    let key: String
    let value: Double
    let step: Int
  }

  /// The search or the comparison.
  var parent: Run

  /// Its trials, or the runs of its policies, by their keys.
  var children: [(key: String, run: Run)] = []

  /// Reads a run.
  ///
  /// - Parameters:
  ///   - journal: The journal.
  ///   - name: The name of the run.
  ///   - settings: The keys of its experiment with their values.
  /// - Throws: What the journal throws.
  init(of journal: Journal, name: String, settings: [String: String]) throws {
    let header = try journal.header()
    let tasks = header.tasks
    parent = Run(name: name)
    parent.parameters = settings
    parent.tags = [
      "autosem.version": header.version, "autosem.primary": tasks[tasks.primary].name,
      "autosem.synthetic": "\(header.isSynthetic)",
    ]
    let isFinished = try journal.isFinished
    parent.end = isFinished ? "FINISHED" : nil
    for pull in try journal.pulls() {
      parent.seconds += pull.seconds
      let task = tasks[pull.task].name
      add(pull.reward, "selection/reward/\(task)", pull.round)
      add(pull.result, "selection", "/\(task)", pull.round)
    }
    for arm in try journal.arms() {
      let task = tasks[arm.task].name
      add(arm.mean, "selection/utility/\(task)", 0)
      add(arm.probabilityHelps, "selection/probability of helping/\(task)", 0)
    }
    for trial in try journal.trials() {
      add(trial.result, "mixing", "", trial.trial)
      addChild(
        "trial \(trial.trial)", trial.mixture, trial.result, tasks, trial.reached, trial.seconds)
    }
    if let mixture = try journal.recommendation()?.mixture {
      for (task, weight) in zip(tasks.names, mixture.weights) {
        add(weight, "recommended/\(task)", 0)
      }
    }
    for run in try journal.confirmations() {
      parent.seconds += run.seconds
      add(run.result, "confirmation", "/\(run.candidate.rawValue)", run.replicate)
    }
    for run in try journal.policyRuns() {
      add(run.result, "comparison", "/\(run.policy)", run.replicate)
      addChild(
        "\(run.policy) \(run.replicate)", run.mixture, run.result, tasks, run.batches, run.seconds)
    }
    if header.kind == .search, isFinished {
      parent.tags["autosem.verdict"] = try Outcome(of: journal).verdict.description
    }
  }

  static func == (left: Self, right: Self) -> Bool {
    left.parent == right.parent && left.children.map(\.key) == right.children.map(\.key)
      && left.children.map(\.run) == right.children.map(\.run)
  }

  private mutating func add(_ value: Double?, _ key: String, _ step: Int) {
    guard let value, value.isFinite else { return }
    parent.metrics.append(Metric(key: key, value: value, step: step))
  }

  private mutating func add(
    _ result: TrialRecord.Result, _ stage: String, _ suffix: String, _ step: Int
  ) {
    add(result.evaluation?.metric, "\(stage)/metric\(suffix)", step)
    add(result.evaluation?.loss, "\(stage)/loss\(suffix)", step)
  }

  /// Adds a training; one more measurement of a partial trial joins its run.
  private mutating func addChild(
    _ key: String, _ mixture: Mixture, _ result: TrialRecord.Result, _ tasks: TaskList,
    _ step: Int, _ seconds: Double
  ) {
    if children.last?.key != key { children.append((key, Run(name: key))) }
    let last = children.count - 1
    parent.seconds += seconds
    children[last].run.seconds += seconds
    for (task, weight) in zip(tasks.names, mixture.weights) {
      children[last].run.parameters["share of \(task)"] = "\(weight)"
    }
    switch result {
    case .evaluated(let evaluation):
      children[last].run.end = "FINISHED"
      for (name, value) in [("metric", evaluation.metric), ("loss", evaluation.loss)]
      where value.isFinite {
        children[last].run.metrics.append(
          Metric(key: name, value: value, step: step))
      }
    case .failed(let reason):
      children[last].run.end = "FAILED"
      children[last].run.tags["autosem.failure"] = reason
    }
  }
}
