public import Multitask
public import PretrainedEncoders
public import TaskData
import Tensors

/// Makes the built-in trainers: models of text and of numbers on LibTorch.
///
/// Sentences are cut into words, or encoded, once, here; all trainers share the result.
public struct TorchTrainerFactory: TrainerFactory {
  /// The tasks, in the order of their indices.
  public let tasks: TaskList

  /// How the trainers learn.
  public let settings: TorchTrainerSettings

  private let device: Device
  private let labelled: [LabelledTask]
  private let input: TrainerInput

  /// Creates a factory.
  ///
  /// - Parameters:
  ///   - tasks: The tasks, validation cut off.
  ///   - primary: The one that matters.
  ///   - settings: How the trainers learn.
  ///   - cache: The folder in which vectors of sentences are kept from run to run, where a pretrained
  ///     encoder gives them once for all.
  /// - Throws: `PretrainedInputError`, `PretrainedEncoderError`, `SharingError`, `DeviceError`, and what
  ///   the engine says when it cannot be set up.
  /// - Precondition: The primary is one of the tasks, the settings are within their ranges.
  public init(
    tasks: [SplitTask], primary: TaskIndex, settings: TorchTrainerSettings,
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
    labelled = tasks.map { LabelledTask($0) }
    self.tasks = try TaskList(
      tasks.enumerated().map { index, task in
        task.summary(isPrimary: index == primary.rawValue)
      })
    self.settings = settings
  }

  /// Encodes the sentences that a pretrained encoder encodes once for all trainers, if there is one
  /// and it is not done yet; the first trainer does it otherwise.
  ///
  /// - Parameter progress: Is told how far it has come.
  /// - Throws: `PretrainedEncoderError`, `TensorError`.
  public func encodeSentences(progress: (EncodingProgress) -> Void) throws {
    try input.encodedOnce?.prepare(progress: progress)
  }

  /// Makes a fresh model.
  public func makeTrainer(seed: UInt64) throws -> any Trainer {
    try encodeSentences { _ in }
    return try TorchTrainer(
      tasks: labelled, batcher: input.batcher, encoder: input.encoder, settings: settings,
      device: device, seed: seed)
  }
}

extension TorchTrainerFactory {
  /// The name and the version of the engine that trains, for the record of a run; and its device, where
  /// that is not the CPU.
  public var engine: String {
    "LibTorch \(TensorEngine.version)" + (device == .gpu ? " on the GPU" : "")
  }
}
