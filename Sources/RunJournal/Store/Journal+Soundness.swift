import Multitask

extension Journal {
  /// Checks that the records are about the tasks of the run, as all that autosem writes are.
  ///
  /// Anyone may have written to the file; what reads it by the numbers of the tasks can rely on them afterwards.
  ///
  /// - Throws: `JournalError.damaged` for a record with another task, a reward outside 0...1, a posterior that is none,
  ///   a mixture of another number of tasks, or evaluations of other targets.
  public func checkRecords() throws {
    let list = try header().tasks
    let tasks = list.taskIndices
    for pull in try pulls() {
      try check(tasks.contains(pull.task), "pull \(pull.round) is of task \(pull.task.rawValue)")
      try check(
        (0...1).contains(pull.reward), "pull \(pull.round) has the reward \(pull.reward)")
    }
    for arm in try arms() {
      try check(tasks.contains(arm.task), "an arm is task \(arm.task.rawValue)")
      try check(
        min(arm.successes, arm.failures) > 0 && (arm.successes + arm.failures).isFinite,
        "arm \(arm.task.rawValue) has the posterior \(arm.successes), \(arm.failures)")
    }
    let mixtures =
      try trials().map { (name: "trial \($0.trial)", mixture: $0.mixture) }
      + [recommendation()].compactMap(\.self).map { ("the recommendation", $0.mixture) }
      + confirmations().map { ("a run of confirmation", $0.mixture) }
      + policyRuns().map { ("a run of \($0.policy)", $0.mixture) }
    for (name, mixture) in mixtures {
      try check(
        mixture.weights.count == tasks.count,
        "\(name) has \(mixture.weights.count) weights for \(tasks.count) tasks")
      try checkParts(
        of: try pulls().map { ("pull \($0.round)", $0.result) }
          + trials().map { ("trial \($0.trial)", $0.result) }
          + confirmations().map { ("a run of confirmation", $0.result) }
          + policyRuns().map { ("a run of \($0.policy)", $0.result) }, list)
    }
  }

  /// Checks that an evaluation of several targets is of those of the run.
  private func checkParts(
    of records: [(name: String, result: TrialRecord.Result)], _ tasks: TaskList
  ) throws {
    let targets = tasks.hasSeveralTargets ? tasks.targets.map(\.task) : nil
    for (name, result) in records {
      guard let evaluation = result.evaluation else { continue }
      try check(
        evaluation.parts?.map(\.task) == targets,
        "\(name) has evaluations of \(evaluation.parts?.count ?? 1) targets, not of the run's "
          + "\(tasks.targets.count)")
    }
  }

  private func check(_ isSound: Bool, _ reason: @autoclosure () -> String) throws {
    guard isSound else { throw JournalError.damaged(path: path, reason: reason()) }
  }
}
