import GSLNumerics
import Multitask
import Tensors

/// A batch of a task's training examples, and which of the task's batches it is.
struct TaskBatch {
  let task: Int
  let number: Int
  let examples: [Int]
}

/// A model of all tasks on LibTorch, being trained.
final class TorchTrainer: CheckpointingTrainer {
  let tasks: [LabelledTask]
  let settings: TorchTrainerSettings
  let streams: RandomStreams
  let model: MultitaskModel
  private let optimiser: AdamW
  private var batcher: any SentenceBatcher
  private var orders: [BatchOrder]

  /// The moments of the shared parameters: one for all tasks or one for each; nil before its first
  /// step.
  private var sharedMoments: [AdamWMoments?]
  private var headMoments: [AdamWMoments]

  /// The batches and gradients of a step of several tasks together; nil before the first.
  var joint: JointStep?

  /// What tells the features of each pair of tasks apart; nil before the first adversarial step.
  var discriminators: PairDiscriminators?

  /// The number of examples that are measured at once: with more, a batch of long sentences no longer
  /// fits the processor's cache.
  private static let evaluationBatch = 64

  /// Creates a trainer with a fresh model.
  ///
  /// - Parameters:
  ///   - tasks: What is to be said of the examples.
  ///   - batcher: What the examples are.
  ///   - encoder: Turns the batcher's batches into vectors.
  ///   - settings: How the model learns.
  ///   - device: Where it does.
  ///   - seed: Decides the first parameters, the order of the batches and what is dropped.
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

  /// Throws `CancellationError` between two batches too.
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
    var outputs: [Double] = []
    try TensorEngine.withoutDerivatives {
      for start in stride(from: 0, to: targets.count, by: Self.evaluationBatch) {
        let chosen = Array(start..<min(start + Self.evaluationBatch, targets.count))
        let batch = try batcher.batch(of: chosen, task: index, split: split)
        let features = try model.features(of: batch, task: index)
        outputs += try model.outputs(of: features, task: index).numbers().map(Double.init)
      }
    }
    if let wrong = outputs.first(where: { !$0.isFinite }) {
      throw TrainerError.lossNotFinite(task: data.name, loss: wrong)
    }
    return Evaluation(
      metric: data.metric.score(
        predicted: data.head.predictions(of: outputs), actual: targets),
      loss: data.head.calibratedLoss(of: outputs, targets: targets),
      examples: targets.count)
  }

  /// Takes the next batch of a task.
  func nextBatch(of task: Int) -> TaskBatch {
    let number = orders[task].taken
    return TaskBatch(task: task, number: number, examples: orders[task].next())
  }

  /// Returns the mean loss of a batch, as a number that derivatives can be taken of.
  func loss(of batch: TaskBatch) throws -> Tensor {
    try loss(of: model.outputs(of: features(of: batch), task: batch.task), on: batch)
  }

  /// Returns what a batch's examples are to the heads, `[examples, hidden]`.
  func features(of batch: TaskBatch) throws -> Tensor {
    let seed = streams.stream("dropout", batch.task, batch.number).seed()
    return try model.features(
      of: batcher.batch(of: batch.examples, task: batch.task, split: .training), task: batch.task,
      dropout: Dropout(settings.dropout, seed: seed))
  }

  /// Returns the mean loss of what a head, of the batch's task or of one with the same labels, says of a
  /// batch.
  func loss(of outputs: Tensor, on batch: TaskBatch) throws -> Tensor {
    let data = tasks[batch.task]
    let targets = data.targets(.training)
    return try data.head.loss(of: outputs, targets: batch.examples.map { targets[$0] })
  }

  /// Updates the shared parameters and those of some tasks' heads, and clears their gradients.
  ///
  /// - Parameter task: The task whose moments of the shared parameters are used, where each has its own.
  func update(heads: [Int], momentsOf task: Int) throws {
    let ranges = [model.shared] + heads.map { model.heads[$0] }
    let norm = try model.buffer.gradientNorm(in: ranges)
    let scale = norm > settings.clipNorm ? settings.clipNorm / norm : 1
    var optimiser = optimiser
    // The batch has been taken already, so the first step has a count of one.
    let batches = orders.reduce(0) { $0 + $1.taken }
    if batches < settings.warmup {
      optimiser.learningRate *= Double(batches) / Double(settings.warmup)
    }
    let place = settings.optimiserMoments == .shared ? 0 : task
    let moments =
      try sharedMoments[place]
      ?? AdamWMoments(count: model.shared.count, on: model.buffer.device)
    sharedMoments[place] = moments
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
    // Last, so that a trainer without them reads and writes what it always did.
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
