import AutoSeM
public import GSLNumerics
public import Multitask

/// A training run with a given number of batches, the same for every policy.
///
/// All batches count, also those of a search. A model is trained for a given number of batches; while batches
/// are left, another model starts with the next seed. Models are evaluated on the validation split at
/// intervals, or by the search, and the best is kept: every policy gets restarts and early stopping.
/// Evaluations cost no batches.
public final class BudgetedTraining {
  /// The factory of a search's models, which counts their batches and keeps the best.
  let factory: any TrainerFactory

  /// The budget in batches.
  public let budget: Int

  /// The random streams of this run, from which policies draw.
  public let streams: RandomStreams

  /// The remarks on this run, which become notes of the comparison.
  var notes: [String] = []

  /// The batches spent so far.
  let spent: SpentBatches

  private let plain: any TrainerFactory
  private let settings: ComparisonSettings
  private let objective: MixingSettings.Objective

  private var trainer: any CheckpointingTrainer
  private var models = 0
  private var age = 0
  private var nextMeasurement: Int
  private let best: BestModel

  /// Creates a training with a new model.
  ///
  /// - Throws: `ComparisonError.noSnapshots`, and what the factory throws.
  init(
    factory: any TrainerFactory, settings: ComparisonSettings,
    objective: MixingSettings.Objective, streams: RandomStreams
  ) throws {
    spent = SpentBatches(tasks: factory.tasks.count, budget: settings.batches)
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

  /// The tasks, in the order of their indices.
  public var tasks: TaskList { factory.tasks }

  /// The index of the primary.
  public var primary: TaskIndex { factory.primary }

  /// The batches of one model.
  public var batchesPerModel: Int { min(settings.steps, budget) }

  /// The remaining number of batches.
  public var remaining: Int { max(budget - spent.total, 0) }

  /// Trains the model on the next batch of a task; a new model once the last is complete.
  ///
  /// - Throws: `CancellationError`, and what the trainer throws.
  @discardableResult
  public func train(_ task: TaskIndex) throws -> TrainingSignal {
    try spend(on: [task]) { try $0.train(task: task, batches: 1) }
  }

  /// Takes a step with the next batch of each task, by a kind of trainer such as `any JointTrainer`.
  ///
  /// - Throws: `ComparisonError.noGradients` for a trainer of another kind, `CancellationError`, and what
  ///   the step throws.
  public func step<Kind, Result>(
    with tasks: [TaskIndex], _ step: (Kind) throws -> Result
  ) throws -> Result {
    try spend(on: tasks) { trainer in
      guard let trainer = trainer as? Kind else { throw ComparisonError.noGradients }
      return try step(trainer)
    }
  }

  /// The index of the model of the next batch.
  public var modelNumber: Int { age >= settings.steps ? models + 1 : models }

  /// Returns the model's score on the targets' validation split, which costs no batch; larger is better.
  public func score() throws -> Double {
    objective.score(try trainer.measured(targetsOf: tasks, split: .validation))
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

  /// Trains models on a mixture with all remaining batches.
  ///
  /// - Throws: `CancellationError`, and what the trainer throws.
  public func trainToTheEnd(_ mixture: Mixture, schedule: MixingSchedule) throws {
    while remaining > 0 {
      let tasks = schedule.tasks(
        for: mixture, batches: min(settings.steps, remaining),
        using: streams.stream("schedule", modelNumber))
      for task in tasks { _ = try train(task) }
    }
  }

  /// Returns the evaluations of the best model on both splits.
  ///
  /// - Throws: `TrainerError.evaluationNotFinite`, and what the trainer throws.
  func result() throws -> (validation: Evaluation, test: Evaluation, keptAt: Int) {
    // A run shorter than the first interval has no evaluation yet.
    if best.found == nil { try measure() }
    guard let best = best.found else { preconditionFailure("a measurement leaves a best model") }
    try trainer.restore(best.snapshot)
    let test = try trainer.measured(targetsOf: tasks, split: .test)
    return (best.evaluation, test, best.spent)
  }

  private func beginModel() throws {
    models += 1
    age = 0
    nextMeasurement = settings.measureEvery
    trainer = try plain.makeCheckpointingTrainer(seed: streams.stream("model", models).seed())
  }

  private func measure() throws {
    let evaluation = try trainer.measured(targetsOf: tasks, split: .validation)
    try best.offer(trainer, evaluation, spent: spent.total)
  }
}
