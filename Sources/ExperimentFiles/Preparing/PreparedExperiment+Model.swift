import AutoSeM
public import Foundation
import GSLNumerics
import Multitask
public import RunJournal
public import TorchTrainer

extension PreparedExperiment {
  /// Checks that a run can keep its model.
  ///
  /// - Throws: `NoModelToKeep` for a command, or a comparison of policies.
  public func checkKeepsModel(_ kind: RunHeader.Kind) throws(NoModelToKeep) {
    guard kind == .search else { throw .ofComparison }
    guard factory is TorchTrainerFactory else { throw .ofCommand }
  }

  /// Keeps the model of a finished search in a folder, unless it is there.
  ///
  /// The model is that of the verdict's mixture as its first run of confirmation trained it, and it is trained again:
  /// with the same kernels on the same device it has exactly the scores of that run.
  ///
  /// - Returns: What the model was trained on.
  /// - Throws: `NoModelToKeep`; `CancellationError`; what the trainer, the journal and writing throw.
  public func keepModel(of journal: Journal, in folder: URL) throws -> ModelOrigin {
    try checkKeepsModel(journal.header().kind)
    guard let factory = factory as? TorchTrainerFactory else { throw NoModelToKeep.ofCommand }
    let (tasks, path) = (factory.tasks, folder.path(percentEncoded: false))
    let mixture = try Outcome(of: journal).mixtureByVerdict
    let runs = try journal.confirmations().filter {
      $0.mixture == mixture && $0.result.evaluation != nil
    }
    guard let run = runs.min(by: { $0.replicate < $1.replicate }) else {
      throw NoModelToKeep.notTrained(mixture?.summary(of: tasks))
    }
    func origin(_ scores: [String: Double]) -> ModelOrigin {
      ModelOrigin(
        mixture: Dictionary(uniqueKeysWithValues: zip(tasks.names, run.mixture.weights)),
        seed: run.seed, batches: run.batches, testScores: scores)
    }
    if let present = try? SavedModel(contentsOf: path).origin,
      present == origin(present.testScores)
    {
      return present
    }
    let trainer = try factory.trainer(of: run, schedule: experiment.search.mixing.schedule)
    var scores: [String: Double] = [:]
    for target in tasks.targets {
      scores[tasks[target.task.rawValue].name] =
        try trainer.evaluate(task: target.task, split: .test).metric
    }
    guard let model = try factory.model(of: trainer, origin: origin(scores)) else {
      throw NoModelToKeep.ofCommand
    }
    try model.write(to: path)
    return origin(scores)
  }
}

/// A model was to be kept, and there is none.
public enum NoModelToKeep: Error, Equatable, Sendable, CustomStringConvertible {
  /// The trainer is a command.
  case ofCommand

  /// The run compares policies.
  case ofComparison

  /// No run of confirmation with the verdict's mixture gave a score.
  case notTrained(String?)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .ofCommand:
      "the built-in trainer alone keeps a model, and a command trains here: let the command keep its own, trained "
        + "with the mixture that 'autosem export' prints"
    case .ofComparison:
      "a comparison of policies keeps no model: 'autosem run' keeps that of a search"
    case .notTrained(let mixture):
      "no model is kept, since no run of confirmation \(mixture.map { "with \($0) " } ?? "")gave a score: "
        + "'autosem resume' runs them again"
    }
  }
}
