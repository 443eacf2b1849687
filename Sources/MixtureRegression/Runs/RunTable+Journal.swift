import Foundation
import Multitask
public import RunJournal

extension RunTable {
  /// The objectives of a run's trials: the primary's on the validation split.
  public enum TrialObjective: String, CaseIterable, Sendable {
    /// The mean log-loss.
    case loss
    /// The metric.
    case metric
  }

  /// Takes the trials of a run of autosem.
  ///
  /// The domains are the tasks that any trial gave a share. Where trials are partial, the batches are a scale.
  ///
  /// - Parameters:
  ///   - journal: The journal of the run.
  ///   - objective: The objective; nil for that of the run.
  ///   - source: The name of the run in messages.
  /// - Throws: `JournalError` and `RunTableError`.
  public init(
    of journal: Journal, objective: TrialObjective? = nil, source: String
  ) throws {
    try journal.checkRecords()
    let header = try journal.header()
    let trials = try journal.trials()
    let objective =
      objective ?? (MixedFor(json: header.experiment)?.isMetric == true ? .metric : .loss)
    let used = header.tasks.indices.filter { task in
      trials.contains { $0.mixture.weights[task] > 0 }
    }
    guard used.count > 1 else {
      throw RunTableError.tooFewRuns(
        trials.count, mixtures: Set(trials.map(\.mixture.weights)).count,
        objective: objective.rawValue, path: source)
    }
    let isPartial = Set(trials.map(\.reached)).count > 1
    func score(_ evaluation: Evaluation) -> Double {
      objective == .loss ? evaluation.loss : evaluation.metric
    }
    try self.init(
      source: source, domains: used.map { header.tasks[$0].name }, objective: objective.rawValue,
      direction: objective == .loss ? .minimize : .maximize,
      scales: isPartial ? ["batches"] : [],
      parts: header.tasks.hasSeveralTargets ? header.tasks.targetNames : [],
      partWeights: header.tasks.hasSeveralTargets ? header.tasks.targetShares : nil,
      runs: trials.map { trial in
        let value = trial.result.evaluation.map(score).flatMap { $0.isFinite ? $0 : nil }
        let parts = trial.result.evaluation?.parts ?? []
        return Run(
          name: "trial \(trial.trial)", mixture: used.map { trial.mixture.weights[$0] },
          result: value.map { .measured($0) } ?? .failed,
          scale: isPartial ? [Double(trial.reached)] : [],
          parts: value == nil ? [] : parts.map { score($0.evaluation) })
      })
  }
}

/// The objective of a run's second stage, in its settings.
private struct MixedFor: Decodable {
  private struct Search: Decodable { let mixing: Mixing }
  private struct Mixing: Decodable { let objective: String }
  private let search: Search

  var isMetric: Bool { search.mixing.objective == "metric" }

  init?(json: String) {
    guard let decoded = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else {
      return nil
    }
    self = decoded
  }
}
