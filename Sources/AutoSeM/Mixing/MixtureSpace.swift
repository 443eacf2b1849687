import BayesianOptimization
import Multitask
import RunJournal

/// The mixtures of the primary and the kept tasks: points of a search space, and shares of all tasks.
struct MixtureSpace {
  /// The tasks that may have a share, the primary first if it is trained on.
  let active: [TaskIndex]
  let factory: any TrainerFactory

  /// The batches of a trial; a share of less than one batch is zero.
  let batches: Int

  /// The primary's share at every point of the simplex, which keeps its head trained; several targets divide it
  /// equally.
  let primaryShare: Double

  /// The parts of that share, `[active tasks]`; all zero where no target is trained on.
  private var parts: [Double] {
    let targets = factory.tasks.trainedTargets
    return active.map { targets.contains($0) ? 1 / Double(targets.count) : 0 }
  }

  /// The targets' share at every point.
  private var fixedShare: Double { factory.tasks.trainedTargets.isEmpty ? 0 : primaryShare }

  /// The least share of each active task in a trial, `[active tasks]`.
  var leastShares: [Double] { parts.map { fixedShare * $0 } }

  /// Returns the search space, with a coordinate for each active task.
  func searchSpace(_ kind: MixingSettings.Space) -> any SearchSpace {
    switch kind {
    case .simplex: SimplexSpace(count: active.count)
    case .integerRatio: IntegerRatioSpace.paper(tasks: active.count)
    }
  }

  /// Returns the mixture of all tasks at a point.
  func mixture(at point: [Double], in kind: MixingSettings.Space) throws -> Mixture {
    switch kind {
    case .simplex:
      let weights = point.leaving(fixedShare, to: parts)
      let least = min(1 / Double(batches), weights.max() ?? 0)
      return try Mixture(weights: spread(weights.map { $0 < least ? 0 : $0 }, over: 0.0))
    case .integerRatio:
      return try Mixture(ratio: spread(point.map { Int($0.rounded()) }, over: 0))
    }
  }

  /// Returns the point of a recorded trial's mixture.
  ///
  /// - Throws: `SearchError.journalContradicts` for a mixture of other tasks.
  func point(of trial: TrialRecord, in kind: MixingSettings.Space) throws -> [Double] {
    try point(of: trial.mixture, trial: trial.trial, in: kind)
  }

  /// Returns the point of the mixture of a trial.
  ///
  /// - Throws: `SearchError.journalContradicts` for a mixture of other tasks.
  func point(of mixture: Mixture, trial: Int, in kind: MixingSettings.Space) throws -> [Double] {
    let others = mixture.weights.indices.filter { !active.contains(TaskIndex($0)) }
    guard others.allSatisfy({ mixture.weights[$0] == 0 }),
      kind == .simplex || mixture.ratio != nil
    else {
      throw SearchError.journalContradicts(
        "the mixture \(mixture.weights) in trial \(trial)",
        expected: "a mixture of the tasks \(active.map(\.rawValue))")
    }
    switch kind {
    case .simplex: return point(sharing: active.map { mixture.weights[$0.rawValue] })
    case .integerRatio:
      return active.map { task in Double(mixture.ratio?[task.rawValue] ?? 0) }
    }
  }

  /// Returns equal shares, the primary alone or equal shares of several targets, each target that may lose only so
  /// much alone, and the mixture proportional to stage one's utilities if stage one was run.
  ///
  /// The primary alone can be trained even if an auxiliary makes every other mixture fail. Size-proportional shares
  /// can be so much worse than all others that a model of few trials learns little else (`docs/budget.md`).
  func warmStarts(arms: [ArmRecord]) -> [WarmStart] {
    var starts = [
      WarmStart(point(sharing: active.map { _ in 1 }), name: "uniform"),
      WarmStart(reference, name: factory.tasks.hasSeveralTargets ? "targets" : "primary_only"),
    ]
    for target in factory.tasks.targets where target.loseAtMost != nil {
      guard let alone = alone(target.task) else { continue }
      starts.append(WarmStart(alone, name: factory.tasks[target.task].name))
    }
    if let utilities = utilities(arms: arms) {
      starts.append(WarmStart(utilities, name: "selection"))
    }
    return starts
  }

  /// The point of the mixture that the others are compared with: equal shares of the targets.
  var reference: [Double] {
    factory.tasks.trainedTargets.isEmpty ? point(sharing: active.map { _ in 1 }) : parts
  }

  /// Returns the point that gives a task all but the others' fixed shares; nil for one that is not trained on.
  func alone(_ task: TaskIndex) -> [Double]? {
    active.contains(task) ? active.map { $0 == task ? 1 : 0 } : nil
  }

  /// Returns the point with shares proportional to amounts, or the nearest if a target's would be below its fixed
  /// share.
  func point(sharing amounts: [Double]) -> [Double] {
    let fixed = fixedShare * amounts.reduce(0, +)
    let rest = zip(amounts, parts).map { max($0 - fixed * $1, 0) }
    let sum = rest.reduce(0, +)
    return sum > 0 ? rest.map { $0 / sum } : reference
  }

  /// Returns the point with shares proportional to stage one's mean utilities, `[active tasks]`; nil without
  /// stage one.
  func utilities(arms: [ArmRecord]) -> [Double]? {
    guard arms.contains(where: { $0.pulls > 0 }) else { return nil }
    let utilities = active.map { task in
      arms.first { $0.task == task }?.mean ?? 0
    }
    return point(sharing: utilities)
  }

  private func spread<Weight>(_ point: [Weight], over zero: Weight) -> [Weight] {
    var weights = [Weight](repeating: zero, count: factory.tasks.count)
    for (task, weight) in zip(active, point) { weights[task.rawValue] = weight }
    return weights
  }
}

extension MixtureSpace {
  /// What the targets may lose by their metrics, each relative to the point where it is alone, or to the reference where it
  /// is only measured.
  var limits: [OutputLimit] {
    factory.tasks.limitedTargets.compactMap { target in
      target.loseAtMost.map {
        OutputLimit(reference: alone(target.task) ?? reference, increase: $0)
      }
    }
  }
}

extension TaskList {
  /// The targets that may lose only so much, in their order.
  fileprivate var limitedTargets: [Target] {
    hasSeveralTargets ? targets.filter { $0.loseAtMost != nil } : []
  }

  /// Returns the negative metrics of those targets, `[limited targets]`; nil where there is none.
  func limitedOutputs(of evaluation: Evaluation) -> [Double]? {
    let limited = limitedTargets
    guard !limited.isEmpty, let parts = evaluation.parts else { return nil }
    return limited.compactMap { target in
      parts.first { $0.task == target.task }.map { -$0.evaluation.metric }
    }
  }
}
