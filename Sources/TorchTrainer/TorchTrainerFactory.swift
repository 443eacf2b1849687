public import Multitask
public import PretrainedEncoders
public import TaskData
import Tensors

/// The factory of the built-in trainers: models of text and of numbers on LibTorch.
///
/// Sentences are tokenised, or encoded by a frozen encoder, once for all trainers.
public struct TorchTrainerFactory: TrainerFactory {
  /// The tasks, in the order of their indices.
  public let tasks: TaskList

  /// The trainers' settings.
  public let settings: TorchTrainerSettings

  private let device: Device
  private let labelled: [LabelledTask]
  private let input: TrainerInput
  private let saved: [SavedTask]
  private let cache: String

  /// Creates a factory.
  ///
  /// - Parameters:
  ///   - tasks: The tasks with their splits.
  ///   - primary: The index of the primary task.
  ///   - targets: Several targets, of which the first is the primary; empty for the primary alone.
  ///   - settings: The trainers' settings.
  ///   - cache: The folder in which a pretrained encoder's vectors are kept from run to run.
  /// - Throws: `PretrainedInputError`, `PretrainedEncoderError`, `SharingError`, `DeviceError`, and
  ///   `TensorError`.
  /// - Precondition: The primary is one of the tasks, and the settings are within their ranges.
  public init(
    tasks: [SplitTask], primary: TaskIndex, targets: [NamedTarget] = [],
    settings: TorchTrainerSettings,
    cache: String = VectorCache.standardFolder
  ) throws {
    precondition(
      tasks.indices.contains(primary.rawValue), "task \(primary.rawValue) of \(tasks.count)")
    settings.checkRanges()
    if let problem = settings.sharingProblem { throw problem }
    try TensorEngine.setThreads(settings.threads)
    device = try settings.device.found()
    input = try TrainerInput.mixed(
      of: tasks, settings: settings, device: device, cache: cache)
    self.cache = cache
    let labelled = tasks.map { LabelledTask($0) }
    self.labelled = labelled
    saved = zip(tasks, labelled).map { SavedTask($0, head: $1.head) }
    let summaries = tasks.enumerated().map { index, task in
      task.summary(isPrimary: index == primary.rawValue)
    }
    self.tasks =
      try targets.isEmpty ? TaskList(summaries) : TaskList(summaries, targets: targets)
    self.settings = settings
  }

  /// Encodes the sentences by a pretrained encoder once for all trainers; without this call the first
  /// trainer does.
  ///
  /// - Parameter progress: Called after each batch; never if nothing is to be encoded.
  /// - Throws: `PretrainedEncoderError`, `TensorError`.
  public func encodeSentences(progress: (EncodingProgress) -> Void) throws {
    try input.encodedOnce?.prepare(progress: progress)
  }

  /// Creates a trainer with initial parameters.
  ///
  /// - Throws: `PretrainedEncoderError`, `TensorError`.
  public func makeTrainer(seed: UInt64) throws -> any Trainer {
    try encodeSentences { _ in }
    return try TorchTrainer(
      tasks: labelled, batcher: input.batcher, encoder: input.encoder, settings: settings,
      device: device, seed: seed)
  }
}

extension TorchTrainerFactory {
  /// Returns the model of a trainer, with the targets as its tasks.
  ///
  /// - Parameters:
  ///   - trainer: A trainer that this factory made.
  ///   - origin: What the model was trained on; nil if that is not to be kept.
  /// - Returns: The model, which does not follow the trainer; nil for a trainer of another kind.
  /// - Throws: `PretrainedEncoderError`, `TensorError`.
  public func model(
    of trainer: any Trainer, origin: ModelOrigin? = nil
  ) throws -> SavedModel? {
    guard let model = (trainer as? TorchTrainer)?.model else { return nil }
    let targets = tasks.targets.map(\.task.rawValue)
    let isPretrained = input.hasText && (settings.encoder == .frozen || settings.encoder == .tuned)
    let description = ModelDescription(
      format: ModelDescription.currentFormat, engine: engine, tasks: targets.map { saved[$0] },
      settings: settings, encoder: isPretrained ? try settings.encoderFolder().fingerprint : nil,
      input: input.fit, origin: origin)
    // The names are those of the tasks, wherever they stand among others.
    let names = model.layout.names(tasks: saved.map { "tasks.\($0.name)" })
    let ranges = Dictionary(
      zip(names, model.buffer.ranges), uniquingKeysWith: { first, _ in first })
    return try SavedModel(description, cache: cache) { name, _ in
      try model.buffer.numbers(in: ranges[name] ?? 0..<0)
    }
  }

  /// The name and the version of the engine, and a device other than the CPU, for the record of a run.
  public var engine: String {
    "LibTorch \(TensorEngine.version)" + (device == .gpu ? " on the GPU" : "")
  }
}
