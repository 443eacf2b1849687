import AutoSeM
import CommandTrainer
import GSLNumerics
import Multitask

extension PreparedExperiment {
  /// Runs the user's command once: a trainer on one batch of the primary, a scorer on the equal mixture.
  ///
  /// - Returns: The requests with their answers; empty for the built-in trainer.
  /// - Throws: `CommandTrainerError`, `TrainerError`.
  public func commandAnswers() throws -> [String] {
    switch experiment.trainerKind {
    case .torch: return []
    case .command: return try answers(batches: [factory.tasks.trainedTasks[0]])
    case .score:
      let tasks = factory.tasks.trainedTasks
      return try answers(
        batches: (0..<experiment.search.mixing.steps).map { tasks[$0 % tasks.count] })
    }
  }

  private func answers(batches: [TaskIndex]) throws -> [String] {
    let seed = RandomStreams(seed: experiment.search.seed).stream("validate").seed()
    let trainer = try factory.makeTrainer(seed: seed)
    let signal = try trainer.train(on: batches)
    let evaluation = try trainer.measured(targetsOf: factory.tasks, split: .validation)
    let primary = factory.tasks[factory.primary]
    if let parts = evaluation.parts {
      return zip(factory.tasks.targetNames, parts.map(\.evaluation)).map { name, own in
        "evaluate \(name) on validation: \(own.metric), loss \(own.loss), \(own.examples) examples"
      }
        + (evaluation.others ?? [:]).sorted { $0.key < $1.key }.map {
          "\($0.key), which is no target: \($0.value)"
        }
    }
    guard experiment.trainerKind == .command else {
      let shares = Mixture.uniform(over: factory.tasks.trainedTasks, of: factory.tasks.count)
        .summary(of: factory.tasks)
      let loss = experiment.search.mixing.objective == .logLoss ? ", loss \(evaluation.loss)" : ""
      return ["score of \(shares): \(evaluation.metric)\(loss)"]
    }
    let losses = signal.losses.map { "\($0)" }.joined(separator: " before and ")
    return [
      "train on a batch of \(primary.name): loss \(losses) after, \(signal.examples) examples",
      "evaluate \(primary.name) on validation: \(primary.metric) \(evaluation.metric), loss "
        + "\(evaluation.loss), \(evaluation.examples) examples",
    ]
  }
}
