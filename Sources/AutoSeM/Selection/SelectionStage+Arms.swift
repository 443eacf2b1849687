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

  /// Returns the gains of each arm's pulls over their twins, `[tasks]`; a pull that failed has none.
  private func pairedGains() throws -> [PairedGains] {
    var gains = [[Double]](repeating: [], count: context.factory.tasks.count)
    for pull in try context.journal.pulls() {
      guard let loss = pull.result.evaluation?.loss, let baseline = pull.baseline else { continue }
      gains[pull.task.rawValue].append(baseline - loss)
    }
    // The primary's pulls are their own twins.
    gains[context.primary.rawValue] = []
    return gains.map { PairedGains($0) }
  }
}
