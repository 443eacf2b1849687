import Multitask
public import PretrainedEncoders
public import TaskData

/// The `AlignmentFeatures` of every pair of sentences of a task, by a pretrained encoder.
///
/// The vectors are those of `SentenceEncoding.frozen`, in the same cache.
public struct PairAlignments: Sendable {
  private let values: [Pair: [Float]]

  private struct Pair: Hashable {
    let first: String
    let second: String?
  }

  /// Encodes the sentences that are not in the cache, and aligns each pair.
  ///
  /// - Parameters:
  ///   - task: The task.
  ///   - settings: The settings that name the encoder.
  ///   - cache: The folder in which vectors are kept from run to run.
  ///   - progress: Called after each batch; never if nothing is to be encoded.
  /// - Throws: `PretrainedInputError`, `PretrainedEncoderError`, `DeviceError`, `TensorError`.
  /// - Precondition: The task is of pairs.
  public init(
    of task: TaskDataset, settings: TorchTrainerSettings,
    cache: String = VectorCache.standardFolder, progress: (EncodingProgress) -> Void
  ) throws {
    precondition(task.isPair, "pairs of sentences are expected")
    let examples = task.training + (task.validation ?? []) + task.test
    let all = SplitTask(
      TaskDataset(
        name: task.name, target: task.target, metric: task.metric, training: examples,
        validation: [], test: []))
    let sentences = try FrozenSentences(
      of: [all], settings: settings, device: settings.device.found(), cache: cache)
    try sentences.vectors.encode(progress: progress)
    var values: [Pair: [Float]] = [:]
    for (index, example) in examples.enumerated() {
      let pair = Pair(first: example.first, second: example.second)
      guard values[pair] == nil else { continue }
      values[pair] = try sentences.alignment(of: index, task: 0, split: .training)
    }
    self.values = values
  }

  /// Returns the numbers of a pair, in the order of `AlignmentFeatures.names`; nil for a pair that the task does
  /// not have.
  public func values(of example: Example) -> [Float]? {
    values[Pair(first: example.first, second: example.second)]
  }
}
