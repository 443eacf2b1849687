import PretrainedEncoders
import TaskData
import Tensors

/// The batches of the tasks' examples, and their encoder.
struct TrainerInput: Sendable {
  let batcher: any SentenceBatcher
  let encoder: any SentenceEncoder
  /// The vectors of a frozen encoder, computed before the first batch; nil for other encoders.
  let encodedOnce: EncodedOnce?
  /// Whether any task is on text.
  let hasText: Bool
  /// The distinct lists of features of the tasks on numbers.
  let features: [FeatureList]

  /// Creates an input of tasks on numbers, and perhaps on text.
  ///
  /// - Parameter text: The input of the tasks on text; nil without.
  init(
    batcher: any SentenceBatcher, encoder: any SentenceEncoder, text: TrainerInput?,
    features: [FeatureList]
  ) {
    self.batcher = batcher
    self.encoder = encoder
    encodedOnce = text?.encodedOnce
    hasText = text != nil
    self.features = features
  }

  /// What the training examples gave; the vectors of a frozen encoder must be there.
  var fit: InputFit {
    InputFit(
      hasText: hasText, features: features, pairNumbers: encodedOnce?.numbers?.scale)
  }

  /// Creates the input for settings.
  ///
  /// - Parameters:
  ///   - tasks: The tasks.
  ///   - settings: The trainers' settings.
  ///   - device: The device of encoding.
  ///   - cache: The folder of the vectors of frozen encoders.
  ///   - pairNumbers: The scale of a pair's hand-made features; nil for that of the tasks' training pairs.
  /// - Throws: `PretrainedInputError`, `PretrainedEncoderError`, `TensorError`.
  init(
    of tasks: [SplitTask], settings: TorchTrainerSettings, device: Device, cache: String,
    pairNumbers: NumberScale? = nil
  ) throws {
    (hasText, features) = (true, [])
    switch settings.encoder {
    case .attention:
      encodedOnce = nil
      batcher = WordBatcher(tasks, settings)
      encoder = AttentionEncoder(words: settings.table, hidden: settings.hiddenDimension)
    case .pooled:
      encodedOnce = nil
      batcher = WordBatcher(tasks, settings)
      encoder = PooledEncoder(words: settings.table, hidden: settings.hiddenDimension)
    case .frozen:
      let sentences = try FrozenSentences(
        of: tasks, settings: settings, device: device, cache: cache)
      let vectors = sentences.vectors
      let numbers =
        settings.pairNumbers == .all ? PairNumbers(tasks, sentences, scale: pairNumbers) : nil
      encodedOnce = EncodedOnce(vectors: vectors, numbers: numbers)
      batcher = SequenceBatcher(table: sentences.table, vectors: vectors, numbers: numbers)
      let words = FrozenWords(
        layers: sentences.layers, hidden: vectors.hidden, dimension: settings.embeddingDimension)
      let network = AttentionEncoder(words: words, hidden: settings.hiddenDimension)
      encoder = numbers == nil ? network : NumberedEncoder(network: network)
    case .tuned:
      let folder = try settings.encoderFolder()
      let depth = folder.configuration.layers
      let sequences = SequenceTable(tasks, .together, folder, settings)
      let top = try settings.tunedLayers.checked("trainer.tuned_layers", upTo: depth)
      let vectors =
        top == 0
        ? nil
        : SequenceVectors(
          of: sequences, above: [depth - top], by: folder, on: device, in: cache)
      encodedOnce = vectors.map { EncodedOnce(vectors: $0) }
      batcher = SequenceBatcher(table: sequences, vectors: vectors)
      encoder = try TunedEncoder(folder, layers: top == 0 ? nil : top)
    }
  }
}

extension WordBatcher {
  fileprivate init(_ tasks: [SplitTask], _ settings: TorchTrainerSettings) {
    self.init(tasks, buckets: settings.embeddingBuckets, limit: settings.maximumTokens)
  }
}

extension SequenceTable {
  init(
    _ tasks: [SplitTask], _ pairing: Pairing, _ folder: EncoderFolder,
    _ settings: TorchTrainerSettings
  ) {
    self.init(
      tasks, pairing, tokenizer: folder.tokenizer,
      limit: min(settings.maximumTokens, folder.configuration.positions))
  }
}

extension TorchTrainerSettings {
  fileprivate var table: WordTable {
    WordTable(buckets: embeddingBuckets, dimension: embeddingDimension)
  }

  func encoderFolder() throws -> EncoderFolder {
    guard let model else { throw PretrainedInputError.noModel(encoder: encoder) }
    let folder = try EncoderFolder(path: model)
    try folder.checkWeights()
    return folder
  }
}

extension Int {
  func checked(_ key: String, upTo depth: Int) throws -> Int {
    guard self <= depth else {
      throw PretrainedInputError.tooManyLayers(key: key, layers: self, depth: depth)
    }
    return self
  }
}
