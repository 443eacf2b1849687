import Bandits
import GSLNumerics
import Multitask
import RunJournal

/// Stage one: a bandit that finds out which tasks help the primary.
///
/// Follows Guo et al. (2019), algorithm 1 <https://arxiv.org/abs/1904.04153>; differs, unless the
/// settings say otherwise, in the reward, in ranking by undecayed counts, and in keeping a task only
/// if it probably helps (`docs/fidelity.md`).
struct SelectionStage {
  let settings: SelectionSettings
  let factory: any TrainerFactory
  let journal: Journal
  let streams: RandomStreams
  let observer: SearchObserver

  /// Runs the pulls that the journal does not hold yet and says what is known of each arm.
  func run() throws -> [ArmRecord] {
    let primary = factory.primary
    let recorded = try journal.pulls()
    var bandit = ThompsonSampling(
      arms: factory.tasks.count, decay: settings.decay, firstArm: primary.rawValue)
    var reward = settings.reward.makeReward()
    var model = ContinuousModel(
      settings: settings, factory: factory, journal: journal, streams: streams)

    for round in 0..<settings.rounds {
      try Task.checkCancellation()
      let arm = TaskIndex(bandit.choose(using: streams.stream("pull", round)))
      let record: PullRecord
      if round < recorded.count {
        record = recorded[round]
        model.skip(arm)
        guard record.task == arm, record.reward == reward.reward(for: record.evaluation) else {
          throw SearchError.replayDiffers(stage: "selection", index: round)
        }
      } else {
        let clock = Stopwatch()
        let evaluation = try model.pull(arm)
        record = PullRecord(
          round: round, task: arm, reward: reward.reward(for: evaluation), evaluation: evaluation,
          batches: settings.batchesPerPull, seconds: clock.seconds)
        try journal.record(record)
        try model.saveIfDue()
      }
      bandit.observe(reward: record.reward, of: arm.rawValue)
      observer(.pulled(record, of: settings.rounds))
    }
    let arms = try records(of: bandit)
    try journal.record(arms: arms)
    try journal.removeSnapshots()
    return arms
  }
}
