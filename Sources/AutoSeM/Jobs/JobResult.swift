public import Multitask
public import RunJournal

/// The result of a job.
public struct JobResult: Equatable, Sendable {
  /// The primary's evaluation, or the failure of the model.
  public let result: TrialRecord.Result

  /// The wall time; not part of the result.
  public let seconds: Double

  /// The checkpoint at the end of a part; nil for a whole or failed run, or without checkpoints.
  public let snapshot: TrainerSnapshot?

  /// Creates a result.
  public init(result: TrialRecord.Result, seconds: Double, snapshot: TrainerSnapshot? = nil) {
    self.result = result
    self.seconds = seconds
    self.snapshot = snapshot
  }
}

extension JobResult: Codable {
  private enum Key: String, CodingKey {
    case evaluation, failure, seconds, snapshot
  }

  /// Reads an evaluation or a failure, whichever there is.
  ///
  /// - Throws: `DecodingError`, also for an evaluation that is not finite.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let reason = try container.decodeIfPresent(String.self, forKey: .failure) {
      result = .failed(reason: reason)
    } else {
      let evaluation = try container.decode(Evaluation.self, forKey: .evaluation)
      guard evaluation.metric.isFinite, evaluation.loss.isFinite else {
        throw DecodingError.dataCorruptedError(
          forKey: .evaluation, in: container, debugDescription: "an evaluation that is not finite")
      }
      result = .evaluated(evaluation)
    }
    seconds = try container.decode(Double.self, forKey: .seconds)
    snapshot = try container.decodeIfPresent(TrainerSnapshot.self, forKey: .snapshot)
  }

  /// Writes the evaluation or the failure.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch result {
    case .evaluated(let evaluation): try container.encode(evaluation, forKey: .evaluation)
    case .failed(let reason): try container.encode(reason, forKey: .failure)
    }
    try container.encode(seconds, forKey: .seconds)
    try container.encodeIfPresent(snapshot, forKey: .snapshot)
  }
}
