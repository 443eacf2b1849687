import Bandits
import Multitask
import RunJournal

extension SelectionStage {
  /// The tasks that are pulled: the primary, whose pull is of all targets, and the auxiliaries.
  var arms: [TaskIndex] {
    let tasks = context.factory.tasks
    return tasks.taskIndices.filter { $0 == tasks.primary || tasks.target($0) == nil }
  }

  /// Returns the index of a task among the arms.
  func index(of task: TaskIndex) -> Int {
    guard let index = arms.firstIndex(of: task) else {
      preconditionFailure("task \(task.rawValue) is no arm")
    }
    return index
  }

  /// Returns the records of unpulled arms: their priors.
  func keepingAll() -> [ArmRecord] {
    context.factory.tasks.taskIndices.map { unpulled($0, isAuxiliaryKept: true) }
  }

  /// Returns the record of an arm that was not pulled; further targets that are trained on go on to stage two.
  private func unpulled(_ task: TaskIndex, isAuxiliaryKept: Bool) -> ArmRecord {
    let target = context.factory.tasks.target(task)
    return ArmRecord(
      task: task, pulls: 0, successes: 1, failures: 1, probabilityHelps: nil,
      isKept: task != context.primary && target?.isTrained ?? isAuxiliaryKept)
  }

  /// Returns the records of the bandit's final posteriors.
  func records(of bandit: ThompsonSampling) throws -> [ArmRecord] {
    let rule =
      switch settings.rule {
      case .probability: SelectionRule(keep: settings.keep, threshold: settings.threshold)
      case .mean: SelectionRule.paper(keep: settings.keep)
      }
    let selection = try rule.selection(
      discounted: bandit.discounted, undiscounted: bandit.undiscounted,
      primary: index(of: context.primary),
      probabilitiesOfHelping: settings.reward == .twin
        ? try pairedGains().probabilitiesOfHelping : nil)
    let pulled = selection.arms.map { arm in
      let posterior = settings.rule == .mean ? arm.discounted : arm.undiscounted
      return ArmRecord(
        task: arms[arm.arm], pulls: bandit.pulls[arm.arm], successes: posterior.successes,
        failures: posterior.failures, probabilityHelps: arm.probabilityOfHelping,
        isKept: selection.kept.contains(arm.arm))
    }
    return context.factory.tasks.taskIndices.map { task in
      pulled.first { $0.task == task } ?? unpulled(task, isAuxiliaryKept: false)
    }
  }
}
