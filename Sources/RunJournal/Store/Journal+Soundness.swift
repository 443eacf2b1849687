import Multitask

extension Journal {
  /// The numbers of examples, batches and records of any run; sums of them do not overflow.
  static let counts = 0...1_000_000_000_000

  /// Checks that the records are about the tasks of the run and hold what an autosem can have written.
  ///
  /// Anyone may have written to the file; what reads it by the numbers of the tasks, or adds its numbers up, can rely on
  /// them afterwards.
  ///
  /// - Throws: `JournalError.damaged` for a record with another task, a number outside its range, a posterior that is
  ///   none, a mixture that is none or of another number of tasks, or evaluations of other targets.
  public func checkRecords() throws {
    let list = try header().tasks
    let tasks = list.taskIndices
    try checkPulls(of: tasks)
    let arms = try arms()
    try check(
      arms.isEmpty || arms.map(\.task) == tasks,
      "it has \(arms.count) arms for \(tasks.count) tasks")
    for arm in arms {
      let name = "arm \(arm.task.rawValue)"
      try check(
        min(arm.successes, arm.failures) > 0 && (arm.successes + arm.failures).isFinite,
        "\(name) has the posterior \(arm.successes), \(arm.failures)")
      try check(arm.probabilityHelps.map((0...1).contains) ?? true, "\(name) has no probability")
      try checkCounts(of: name, ["pulls": arm.pulls])
    }
    for trial in try trials() {
      let name = "trial \(trial.trial)"
      try check(trial.mixture, of: tasks.count, name)
      try check(trial.result, batches: trial.batches, seconds: trial.seconds, of: name)
      try checkCounts(of: name, ["trial": trial.trial, "reached": trial.reached])
    }
    if let recommendation = try recommendation() {
      try check(recommendation.mixture, of: tasks.count, "the recommendation")
      try check(
        [recommendation.predictedMean, recommendation.predictedStandardDeviation].allSatisfy {
          $0?.isFinite ?? true
        }, "the recommendation's prediction is not finite")
    }
    for regret in try regrets() {
      try check(
        regret.regret.isFinite && regret.noise.isFinite,
        "the regret \(regret.regret) with the noise \(regret.noise) is not finite")
    }
    for run in try confirmations() {
      let name = "a run of confirmation"
      try check(run.mixture, of: tasks.count, name)
      try check(run.result, batches: run.batches, seconds: run.seconds, of: name)
      try checkCounts(of: name, ["replicate": run.replicate])
    }
    for run in try policyRuns() {
      let name = "a run of \(run.policy)"
      try check(run.mixture, of: tasks.count, name)
      try check(run.result, batches: run.batches, seconds: run.seconds, of: name)
      try checkCounts(of: name, ["replicate": run.replicate, "kept_at": run.keptAt ?? 0])
      if let validation = run.validation { try check(validation, of: name) }
      for counts in run.batchesOverTime {
        try check(
          counts.count == tasks.count && counts.allSatisfy { (0...run.batches).contains($0) },
          "\(name) has the batches \(counts) in a part of its budget")
      }
    }
    try checkParts(
      of: try pulls().map { ("pull \($0.round)", $0.result) }
        + trials().map { ("trial \($0.trial)", $0.result) }
        + confirmations().map { ("a run of confirmation", $0.result) }
        + policyRuns().map { ("a run of \($0.policy)", $0.result) }, list)
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

  private func checkPulls(of tasks: [TaskIndex]) throws {
    for pull in try pulls() {
      let name = "pull \(pull.round)"
      try check(tasks.contains(pull.task), "\(name) is of task \(pull.task.rawValue)")
      try check((0...1).contains(pull.reward), "\(name) has the reward \(pull.reward)")
      try check(pull.baseline?.isFinite ?? true, "\(name) has a baseline that is not finite")
      try check(pull.result, batches: pull.batches, seconds: pull.seconds, of: name)
      try checkCounts(of: name, ["round": pull.round])
    }
  }

  /// Checks the sizes of the tasks.
  func check(_ tasks: TaskList) throws {
    for task in tasks {
      try checkCounts(
        of: "the task '\(task.name)'",
        [
          "training_examples": task.trainingExamples,
          "validation_examples": task.validationExamples, "test_examples": task.testExamples,
        ])
    }
  }

  private func check(
    _ result: TrialRecord.Result, batches: Int, seconds: Double, of name: String
  ) throws {
    try checkCounts(of: name, ["batches": batches])
    try check((0...1e12).contains(seconds), "\(name) took \(seconds) seconds")
    if let evaluation = result.evaluation { try check(evaluation, of: name) }
  }

  private func check(_ evaluation: Evaluation, of name: String) throws {
    try check(
      evaluation.metric.isFinite && evaluation.loss.isFinite,
      "\(name) has the metric \(evaluation.metric) and the loss \(evaluation.loss)")
    try checkCounts(of: name, ["examples": evaluation.examples])
  }

  private func check(_ mixture: Mixture, of tasks: Int, _ name: String) throws {
    let (weights, ratio) = (mixture.weights, mixture.ratio)
    try check(
      weights.count == tasks, "\(name) has \(weights.count) weights for \(tasks) tasks")
    try check(
      weights.allSatisfy { $0 >= 0 } && abs(weights.reduce(0, +) - 1) < 1e-6,
      "\(name) has the weights \(weights), which are no shares")
    try check(
      ratio.map { $0.count == tasks && $0.allSatisfy((0...1_000_000).contains) } ?? true,
      "\(name) has the ratio \(ratio ?? [])")
  }

  private func checkCounts(of name: String, _ counts: KeyValuePairs<String, Int>) throws {
    for (column, count) in counts {
      try check(Self.counts.contains(count), "\(name) has \(column) = \(count)")
    }
  }

  private func check(_ isSound: Bool, _ reason: @autoclosure () -> String) throws {
    guard isSound else { throw JournalError.damaged(path: path, reason: reason()) }
  }
}
