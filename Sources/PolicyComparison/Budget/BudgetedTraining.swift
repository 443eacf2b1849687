import AutoSeM
import GSLNumerics
import Multitask

/// A training with a given number of batches, the same for every policy.
///
/// Every batch is counted, those of the models of a search too. A model is trained for a given number of
/// batches; while there are more, another one is begun, with the next seed. Models are measured on the
/// validation split from time to time, those of a search when it measures them, and what is kept is the
/// best that was ever measured: restarts and early stopping for every policy alike. Measuring costs no
/// batch.
final class BudgetedTraining {
  /// Makes further models, which count like this training's own.
  let factory: any TrainerFactory

  /// The batches that may be spent.
  let budget: Int

  /// Everything random of this run.
  let streams: RandomStreams

  /// What was spent so far.
  let spent: SpentBatches

  private let plain: any TrainerFactory
  private let settings: ComparisonSettings
  private let objective: MixingSettings.Objective

  private var trainer: any CheckpointingTrainer
  private var models = 0
  private var age = 0
  private var nextMeasurement: Int
  private let best: BestModel

  /// Begins with a fresh model.
  ///
  /// - Throws: `ComparisonError.noSnapshots`, and what the factory throws.
  init(
    factory: any TrainerFactory, settings: ComparisonSettings,
    objective: MixingSettings.Objective, streams: RandomStreams
  ) throws {
    spent = SpentBatches(tasks: factory.tasks.count)
    best = BestModel(objective: objective)
    self.factory = SearchedModels(factory: factory, spent: spent, best: best)
    plain = factory
    budget = settings.batches
    self.settings = settings
    self.objective = objective
    self.streams = streams
    nextMeasurement = settings.measureEvery
    trainer = try factory.makeCheckpointingTrainer(seed: streams.stream("model", 0).seed())
  }

  /// The batches that are left.
  var remaining: Int { max(budget - spent.total, 0) }

  /// Trains the model on the next batch of a task; a fresh one if the last has had its batches.
  ///
  /// - Throws: `CancellationError`, and what the trainer throws.
  func train(_ task: TaskIndex) throws -> TrainingSignal {
    try spend(on: [task]) { try $0.train(task: task, batches: 1) }
  }

  /// Takes a step with the next batch of each of some tasks, by a kind of trainer that can.
  ///
  /// - Throws: `ComparisonError.noGradients` for a trainer of another kind, `CancellationError`, and what
  ///   the step throws.
  func step<Kind, Result>(
    with tasks: [TaskIndex], _ step: (Kind) throws -> Result
  ) throws -> Result {
    try spend(on: tasks) { trainer in
      guard let trainer = trainer as? Kind else { throw ComparisonError.noGradients }
      return try step(trainer)
    }
  }

  /// How many models were begun before the one that trains next.
  var modelNumber: Int { age >= settings.steps ? models + 1 : models }

  /// Measures the model on the primary's validation split, which costs no batch; larger is better.
  func score() throws -> Double {
    objective.score(try trainer.measured(task: factory.primary, split: .validation))
  }

  private func spend<Result>(
    on tasks: [TaskIndex], _ body: (any CheckpointingTrainer) throws -> Result
  ) throws -> Result {
    try Task.checkCancellation()
    if age >= settings.steps { try beginModel() }
    let result = try body(trainer)
    for task in tasks { spent.add(1, of: task) }
    age += tasks.count
    if age >= min(nextMeasurement, settings.steps) {
      nextMeasurement = (age / settings.measureEvery + 1) * settings.measureEvery
      try measure()
    }
    return result
  }

  /// Trains models on all that is left, each shared out as a mixture says.
  func trainToTheEnd(_ mixture: Mixture, schedule: MixingSchedule) throws {
    while remaining > 0 {
      let tasks = schedule.tasks(
        for: mixture, batches: min(settings.steps, remaining),
        using: streams.stream("schedule", models))
      for task in tasks { _ = try train(task) }
    }
  }

  /// The best model that was measured, on both splits.
  ///
  /// - Throws: What the trainer throws.
  func result() throws -> (validation: Evaluation, test: Evaluation, keptAt: Int) {
    // What is left over is a model of fewer batches.
    if best.found == nil { try measure() }
    guard let best = best.found else { preconditionFailure("a measurement leaves a best model") }
    try trainer.restore(best.snapshot)
    let test = try trainer.measured(task: factory.primary, split: .test)
    return (best.evaluation, test, best.spent)
  }

  private func beginModel() throws {
    models += 1
    age = 0
    nextMeasurement = settings.measureEvery
    trainer = try plain.makeCheckpointingTrainer(seed: streams.stream("model", models).seed())
  }

  private func measure() throws {
    let evaluation = try trainer.measured(task: factory.primary, split: .validation)
    try best.offer(trainer, evaluation, spent: spent.total)
  }
}
