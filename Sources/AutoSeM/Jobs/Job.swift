public import Multitask

/// A unit of work: a model is trained on a mixture, to the end or in part, and evaluated on the primary.
///
/// A pull and its twin, a trial or a part of one, and a run of confirmation are jobs. The result depends on these values
/// and the factory alone, wherever the job runs; the name is for messages.
public struct Job: Equatable, Sendable, Codable {
  /// What the job is of, such as `trial 7`.
  public let name: String

  /// The shares of the tasks.
  public let mixture: Mixture

  /// The schedule of the batches, drawn for the whole run, so that its division has no effect.
  public let schedule: MixingSchedule

  /// The batches of the whole run.
  public let batches: Int

  /// The seed of the model and of the schedule.
  public let seed: UInt64

  /// The number of batches before the job.
  public let from: Int

  /// The number of batches at its end.
  public let to: Int

  /// The checkpoint before the job; nil to train from the seed.
  public let snapshot: TrainerSnapshot?

  /// The split of the evaluation.
  public let split: Split

  /// Whether the result has the losses of the examples.
  public let keepsLosses: Bool

  /// Creates a job, by default of a whole run.
  public init(
    name: String, mixture: Mixture, schedule: MixingSchedule, batches: Int, seed: UInt64,
    from: Int = 0, to: Int? = nil, snapshot: TrainerSnapshot? = nil, split: Split,
    keepsLosses: Bool = false
  ) {
    self.name = name
    self.mixture = mixture
    self.schedule = schedule
    self.batches = batches
    self.seed = seed
    self.from = from
    self.to = to ?? batches
    self.snapshot = snapshot
    self.split = split
    self.keepsLosses = keepsLosses
  }

  /// Returns the rest of the job from a checkpoint on.
  public func continued(from batch: Int, _ snapshot: TrainerSnapshot) -> Job {
    Job(
      name: name, mixture: mixture, schedule: schedule, batches: batches, seed: seed, from: batch,
      to: to, snapshot: snapshot, split: split, keepsLosses: keepsLosses)
  }
}
