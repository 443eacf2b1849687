import GSLNumerics
import Multitask
import Tensors

/// A batch of a task's training examples, with its number.
struct TaskBatch {
  let task: Int
  let number: Int
  let examples: [Int]
}

/// The built-in trainer: a model of all tasks on LibTorch, its optimiser and batch counters.
final class TorchTrainer: CheckpointingTrainer {
  let tasks: [LabelledTask]
  let settings: TorchTrainerSettings
  let streams: RandomStreams
  let model: MultitaskModel
  private let optimiser: AdamW
  private var batcher: any SentenceBatcher
  private var orders: [BatchOrder]

  /// The moments of the shared parameters, for all tasks or for each; nil before the first step.
  private var sharedMoments: [AdamWMoments?]
  private var headMoments: [AdamWMoments]

  /// The batches and gradients of the last joint step; nil before the first.
  var joint: JointStep?

  /// The discriminators of pairs of tasks; nil before the first adversarial step.
  var discriminators: PairDiscriminators?

  /// Creates a trainer with initial parameters.
  ///
  /// - Parameters:
  ///   - tasks: The tasks with their targets.
  ///   - batcher: The batches of the tasks' examples.
  ///   - encoder: The encoder of the batcher's batches.
  ///   - settings: The settings.
  ///   - device: The device of the model.
  ///   - seed: The seed of the initial parameters, the order of the batches and dropout.
  init(
    tasks: [LabelledTask], batcher: any SentenceBatcher, encoder: any SentenceEncoder,
    settings: TorchTrainerSettings, device: Device, seed: UInt64
  ) throws {
    self.tasks = tasks
    self.batcher = batcher
    self.settings = settings
    let streams = RandomStreams(seed: seed)
    self.streams = streams
    model = try MultitaskModel(
      encoder: encoder, hidden: settings.hiddenDimension,
      outputs: tasks.map(\.head.outputs), sharing: settings.sharing, device: device,
      streams: streams)
    optimiser = AdamW(
      learningRate: settings.learningRate, weightDecay: settings.weightDecay)
    orders = tasks.enumerated().map { task, data in
      BatchOrder(
        task: task, examples: data.targets(.training).count, batchSize: settings.batchSize,
        streams: streams)
    }
    let sets = settings.optimiserMoments == .shared ? 1 : tasks.count
    sharedMoments = Array(repeating: nil, count: sets)
    headMoments = try model.heads.map { try AdamWMoments(count: $0.count, on: device) }
  }

  /// Trains on the next batch of each task in order.
  ///
  /// - Throws: `CancellationError` between batches, and what the protocol's method throws.
  func train(on tasks: [TaskIndex]) throws -> TrainingSignal {
    var losses: [Double] = []
    var examples = 0
    for index in tasks.map(\.rawValue) {
      try Task.checkCancellation()
      let batch = nextBatch(of: index)
      let loss = try loss(of: batch)
      losses.append(try finite(Double(loss.item()), index))
      try loss.backward()
      try update(heads: [index], momentsOf: index)
      examples += batch.examples.count
    }
    return TrainingSignal(losses: losses, examples: examples)
  }

  func evaluate(task: TaskIndex, split: Split) throws -> Evaluation {
    let index = task.rawValue
    let data = tasks[index]
    let targets = data.targets(split)
    precondition(targets.count > 0, "task '\(data.name)' has no examples in \(split.rawValue)")
    let outputs = try model.outputs(ofExamples: targets.count, task: index) {
      try batcher.batch(of: $0, task: index, split: split)
    }
    if let wrong = outputs.first(where: { !$0.isFinite }) {
      throw TrainerError.lossNotFinite(task: data.name, loss: wrong)
    }
    let predictions = data.head.predictions(of: outputs)
    // Only intervals need them, and those are of the test split.
    let scores =
      split == .test ? data.metric.exampleScores(predicted: predictions, actual: targets) : nil
    let loss = data.head.calibratedLoss(of: outputs, targets: targets)
    return Evaluation(
      metric: data.metric.score(predicted: predictions, actual: targets), loss: loss.mean,
      examples: targets.count, scores: scores?.map(Float.init),
      losses: split == .validation ? loss.examples.map(Float.init) : nil)
  }

  /// Takes the next batch of a task.
  func nextBatch(of task: Int) -> TaskBatch {
    let number = orders[task].taken
    return TaskBatch(task: task, number: number, examples: orders[task].next())
  }

  /// Returns the mean loss of a batch, with its graph.
  func loss(of batch: TaskBatch) throws -> Tensor {
    try loss(of: model.outputs(of: features(of: batch), task: batch.task), on: batch)
  }

  /// Returns the hidden features of a training batch, `[examples, hidden]`.
  func features(of batch: TaskBatch) throws -> Tensor {
    let seed = streams.stream("dropout", batch.task, batch.number).seed()
    return try model.features(
      of: batcher.batch(of: batch.examples, task: batch.task, split: .training), task: batch.task,
      dropout: Dropout(settings.dropout, seed: seed))
  }

  /// Returns the mean loss of a head's outputs on a batch; the head is that of the batch's task, or of one
  /// with the same labels.
  func loss(of outputs: Tensor, on batch: TaskBatch) throws -> Tensor {
    let data = tasks[batch.task]
    let targets = data.targets(.training)
    return try data.head.loss(of: outputs, targets: batch.examples.map { targets[$0] })
  }

  /// Updates the shared parameters and those of some tasks, and clears their gradients.
  ///
  /// - Parameters:
  ///   - heads: The tasks whose own parameters are updated.
  ///   - task: The task whose moments of the shared parameters are used, if each has its own.
  func update(heads: [Int], momentsOf task: Int) throws {
    let ranges = [model.shared] + heads.map { model.heads[$0] }
    let norm = try model.buffer.gradientNorm(in: ranges)
    let scale = norm > settings.clipNorm ? settings.clipNorm / norm : 1
    var optimiser = optimiser
    // The batch counters include this step's batches.
    let batches = orders.reduce(0) { $0 + $1.taken }
    if batches < settings.warmup {
      optimiser.learningRate *= Double(batches) / Double(settings.warmup)
    }
    let index = settings.optimiserMoments == .shared ? 0 : task
    let moments =
      try sharedMoments[index]
      ?? AdamWMoments(count: model.shared.count, on: model.buffer.device)
    sharedMoments[index] = moments
    try model.buffer.update(model.shared, by: optimiser, moments: moments, gradientScale: scale)
    for head in heads {
      try model.buffer.update(
        model.heads[head], by: optimiser, moments: headMoments[head], gradientScale: scale)
    }
    try SharingPenalty(sharing: settings.sharing, strength: settings.sharingStrength).apply(
      to: model, tasks: orders.indices.filter { orders[$0].taken > 0 },
      learningRate: optimiser.learningRate)
  }

  func finite(_ loss: Double, _ task: Int) throws -> Double {
    guard loss.isFinite else {
      throw TrainerError.lossNotFinite(task: tasks[task].name, loss: loss)
    }
    return loss
  }

  // MARK: - Snapshots

  func snapshot() throws -> TrainerSnapshot {
    var writer = StateWriter()
    writer.append(try model.buffer.numbers(in: 0..<model.buffer.count))
    for order in orders { writer.append(order.taken) }
    for moments in headMoments { try writer.append(moments) }
    for moments in sharedMoments {
      writer.append(moments == nil ? 0 : 1)
      if let moments { try writer.append(moments) }
    }
    // At the end, so that checkpoints without discriminators keep their format.
    if let discriminators { try write(discriminators, to: &writer) }
    return TrainerSnapshot(bytes: writer.bytes)
  }

  func restore(_ snapshot: TrainerSnapshot) throws {
    var reader = StateReader(snapshot.bytes)
    guard let state = try state(from: &reader), reader.isAtEnd else {
      throw TrainerError.foreignSnapshot(
        expectedBytes: try self.snapshot().bytes.count, bytes: snapshot.bytes.count)
    }
    try model.buffer.setNumbers(state.parameters, at: 0)
    try model.buffer.clearGradients()
    joint = nil
    for index in orders.indices { orders[index].taken = state.taken[index] }
    headMoments = state.heads
    sharedMoments = state.shared
    discriminators = state.discriminators
  }

  private struct State {
    var parameters: [Float]
    var taken: [Int] = []
    var heads: [AdamWMoments] = []
    var shared: [AdamWMoments?] = []
    var discriminators: PairDiscriminators?
  }

  private func state(from reader: inout StateReader) throws -> State? {
    guard let parameters = reader.floats(model.buffer.count) else { return nil }
    var state = State(parameters: parameters)
    for _ in orders {
      guard let taken = reader.integer(), taken >= 0 else { return nil }
      state.taken.append(taken)
    }
    for head in model.heads {
      guard let moments = try reader.moments(head.count, on: model.buffer.device) else {
        return nil
      }
      state.heads.append(moments)
    }
    for _ in sharedMoments {
      switch reader.integer() {
      case 0: state.shared.append(nil)
      case 1:
        guard let moments = try reader.moments(model.shared.count, on: model.buffer.device)
        else { return nil }
        state.shared.append(moments)
      default: return nil
      }
    }
    if !reader.isAtEnd {
      guard let discriminators = try discriminators(from: &reader) else { return nil }
      state.discriminators = discriminators
    }
    return state
  }
}
