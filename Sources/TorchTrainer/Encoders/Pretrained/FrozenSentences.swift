import Multitask
import PretrainedEncoders
import TaskData
import Tensors

/// The sentences of tasks, and their vectors above the last layers of a frozen encoder.
struct FrozenSentences: Sendable {
  /// The sentences, the two of a pair as two sequences.
  let table: SequenceTable

  let vectors: SequenceVectors

  /// The number of the encoder's last layers.
  let layers: Int

  /// Tokenises the sentences; their vectors are computed later.
  ///
  /// - Throws: `PretrainedInputError`, `PretrainedEncoderError`.
  init(
    of tasks: [SplitTask], settings: TorchTrainerSettings, device: Device, cache: String
  ) throws {
    let folder = try settings.encoderFolder()
    let depth = folder.configuration.layers
    layers = try settings.layers.checked("trainer.layers", upTo: depth)
    table = SequenceTable(tasks, .apart, folder, settings)
    vectors = SequenceVectors(
      of: table, above: Array(depth - layers + 1...depth), by: folder, on: device, in: cache)
  }

  /// Returns the `AlignmentFeatures` of a pair.
  ///
  /// - Throws: `TensorError`.
  /// - Precondition: The sentences have been encoded.
  func alignment(of example: Int, task: Int, split: Split) throws -> [Float] {
    let pair = table.sequences(of: example, task: task, split: split)
    let rows = try pair.map { try vectors.lastLayer(of: Int($0)) }
    return AlignmentFeatures.values(of: rows[0], and: rows[1], width: vectors.hidden)
  }
}
