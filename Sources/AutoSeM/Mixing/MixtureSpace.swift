import BayesianOptimization
import Multitask
import RunJournal

/// The mixtures of the primary and the kept tasks, as the optimiser sees them and as training does.
struct MixtureSpace {
  /// The tasks that may have a share, the primary first.
  let active: [TaskIndex]
  let factory: any TrainerFactory

  /// The batches of a trial; a share of less than one of them is none.
  let batches: Int

  /// The share that the primary has at every point of the simplex, so that its head is trained.
  let primaryShare: Double

  /// The space of points, one coordinate for each active task.
  func searchSpace(_ kind: MixingSettings.Space) -> any SearchSpace {
    switch kind {
    case .simplex: SimplexSpace(count: active.count)
    case .integerRatio: IntegerRatioSpace.paper(tasks: active.count)
    }
  }

  /// The mixture of all tasks at a point.
  func mixture(at point: [Double], in kind: MixingSettings.Space) throws -> Mixture {
    switch kind {
    case .simplex:
      let weights = point.leaving(primaryShare, to: 0)
      let least = min(1 / Double(batches), weights.max() ?? 0)
      return try Mixture(weights: spread(weights.map { $0 < least ? 0 : $0 }, over: 0.0))
    case .integerRatio:
      return try Mixture(ratio: spread(point.map { Int($0.rounded()) }, over: 0))
    }
  }

  /// The plain mixtures, and the one that follows what stage one found, as far as the tasks' sizes are
  /// known and there was a stage one.
  func warmStarts(arms: [ArmRecord]) -> [WarmStart] {
    var starts = [
      WarmStart([1] + active.dropFirst().map { _ in 0 }, name: "primary_only"),
      WarmStart(point(sharing: active.map { _ in 1 }), name: "uniform"),
    ]
    let sizes = active.map { Double(factory.tasks[$0.rawValue].trainingExamples) }
    if sizes.contains(where: { $0 > 0 }) {
      starts.append(WarmStart(point(sharing: sizes), name: "proportional"))
    }
    if let utilities = utilities(arms: arms) {
      starts.append(WarmStart(utilities, name: "selection"))
    }
    return starts
  }

  /// The point whose mixture has shares in proportion to the amounts, or the nearest where the primary's
  /// would be below the share that it has everywhere.
  private func point(sharing amounts: [Double]) -> [Double] {
    let total = amounts.reduce(0, +)
    var rest = amounts
    rest[0] = max(amounts[0] - primaryShare * total, 0)
    let sum = rest.reduce(0, +)
    return sum > 0 ? rest.map { $0 / sum } : [1] + active.dropFirst().map { _ in 0 }
  }

  /// The point whose shares follow the mean utilities that stage one found, `[active tasks]`; nil if
  /// there was no stage one.
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
