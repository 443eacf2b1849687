import Bandits
import Multitask
import RunJournal

extension SelectionStage {
  /// Returns the records of unpulled arms: their priors.
  func keepingAll() -> [ArmRecord] {
    context.factory.tasks.enumerated().map { index, task in
      ArmRecord(
        task: TaskIndex(index), pulls: 0, successes: 1, failures: 1, probabilityHelps: nil,
        isKept: !task.isPrimary)
    }
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
      primary: context.primary.rawValue,
      probabilitiesOfHelping: settings.reward == .twin
        ? try pairedGains().probabilitiesOfHelping : nil)
    return selection.arms.map { arm in
      let posterior = settings.rule == .mean ? arm.discounted : arm.undiscounted
      return ArmRecord(
        task: TaskIndex(arm.arm), pulls: bandit.pulls[arm.arm], successes: posterior.successes,
        failures: posterior.failures, probabilityHelps: arm.probabilityOfHelping,
        isKept: selection.kept.contains(arm.arm))
    }
  }
}
