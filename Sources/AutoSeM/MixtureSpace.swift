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

  /// A mixture that is tried whatever the model thinks of it.
  struct Anchor {
    let name: String
    let point: [Double]
  }

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
      let least = min(1 / Double(batches), point.max() ?? 0)
      return try Mixture(weights: spread(point.map { $0 < least ? 0 : $0 }, over: 0.0))
    case .integerRatio:
      return try Mixture(ratio: spread(point.map { Int($0.rounded()) }, over: 0))
    }
  }

  /// The plain mixtures, and the one that follows what stage one found, as far as the tasks' sizes are
  /// known and there was a stage one.
  func anchors(arms: [ArmRecord]) -> [Anchor] {
    let count = active.count
    var anchors = [
      Anchor(name: "primary_only", point: [1] + Array(repeating: 0, count: count - 1)),
      Anchor(name: "uniform", point: Array(repeating: 1 / Double(count), count: count)),
    ]
    let sizes = active.map { Double(factory.tasks[$0.rawValue].trainingExamples) }
    if sizes.contains(where: { $0 > 0 }) {
      anchors.append(
        Anchor(name: "proportional", point: sizes.map { $0 / sizes.reduce(0, +) }))
    }
    if let utilities = utilities(arms: arms) {
      anchors.append(Anchor(name: "selection", point: utilities))
    }
    return anchors
  }

  /// Shares in proportion to the mean utilities that stage one found, `[active tasks]`; nil if there
  /// was no stage one.
  func utilities(arms: [ArmRecord]) -> [Double]? {
    guard arms.contains(where: { $0.pulls > 0 }) else { return nil }
    let utilities = active.map { task in
      arms.first { $0.task == task }?.mean ?? 0
    }
    return utilities.map { $0 / utilities.reduce(0, +) }
  }

  private func spread<Weight>(_ point: [Weight], over zero: Weight) -> [Weight] {
    var weights = [Weight](repeating: zero, count: factory.tasks.count)
    for (task, weight) in zip(active, point) { weights[task.rawValue] = weight }
    return weights
  }
}
