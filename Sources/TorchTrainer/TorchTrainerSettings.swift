/// The encoder of sentences.
public enum SentenceEncoding: String, CaseIterable, Sendable, Codable {
  /// Decomposable attention over words: each sentence attends to the other, a single one to itself.
  case attention
  /// The mean of the words' vectors.
  case pooled
  /// As `attention`, on the vectors of word pieces of a frozen pretrained encoder.
  case frozen
  /// A pretrained encoder that is fine-tuned, with a pair of sentences in one sequence.
  case tuned
}

/// The optimiser's moments of the shared parameters.
public enum OptimiserMoments: String, CaseIterable, Sendable, Codable {
  /// One set for the gradients of all tasks.
  case shared
  /// A set for each task, as in the original.
  case perTask = "per_task"
}

/// The hand-made features of a pair of sentences, beside the network's.
public enum PairNumberSet: String, CaseIterable, Sendable, Codable {
  /// None.
  case none
  /// `LexicalFeatures` and `AlignmentFeatures`.
  case all
}

/// The settings of the built-in trainer.
public struct TorchTrainerSettings: Equatable, Sendable, Codable {
  /// The encoder of sentences.
  public var encoder: SentenceEncoding

  /// The absolute path of the folder of the pretrained encoder, for `frozen` and `tuned`.
  public var model: String?

  /// The number of the pretrained encoder's last layers in a learned mean, for `frozen`.
  public var layers: Int

  /// The hand-made features of a pair, for `frozen`.
  public var pairNumbers: PairNumberSet

  /// The number of the pretrained encoder's last layers that are trained, for `tuned`; 0 for all, with the
  /// embeddings.
  public var tunedLayers: Int

  /// The number of rows of the table of embeddings, into which words and their parts are hashed.
  public var embeddingBuckets: Int

  /// The number of elements of an embedding.
  public var embeddingDimension: Int

  /// The number of elements of every hidden layer.
  public var hiddenDimension: Int

  /// The learning rate of AdamW.
  public var learningRate: Double

  /// The number of batches of the linear warm-up of the learning rate.
  public var warmup: Int

  /// The decoupled weight decay of AdamW, which the learning rate multiplies.
  public var weightDecay: Double

  /// The dropout probability of the hidden layer's elements in training.
  public var dropout: Double

  /// The number of examples of a training batch.
  public var batchSize: Int

  /// The largest norm of a step's gradient; larger gradients are clipped to it.
  public var clipNorm: Double

  /// The largest number of words of a sentence; the rest is cut off.
  ///
  /// With a pretrained encoder, of pieces of a sequence with its marks.
  public var maximumTokens: Int

  /// The optimiser's moments of the shared parameters.
  public var optimiserMoments: OptimiserMoments

  /// The sharing of parameters below the heads.
  public var sharing: ParameterSharing

  /// The factor of the sharing penalty; without effect on `hard` sharing.
  ///
  /// The penalty of `soft` sharing is the sum of the squared distances between the parameters of each pair of
  /// tasks, of the others the sum of the rows' norms.
  public var sharingStrength: Double

  /// The device of encoding and training.
  public var device: DeviceChoice

  /// The number of threads of an operation.
  public var threads: Int

  /// Creates settings.
  ///
  /// - Precondition: Counts are positive, rates not negative, the probability below 1.
  public init(
    encoder: SentenceEncoding = .attention, model: String? = nil, layers: Int = 1,
    pairNumbers: PairNumberSet = .none, tunedLayers: Int = 0, embeddingBuckets: Int = 8192,
    embeddingDimension: Int = 64, hiddenDimension: Int = 64, learningRate: Double = 0.003,
    warmup: Int = 0,
    weightDecay: Double = 0.01, dropout: Double = 0.1, batchSize: Int = 32,
    clipNorm: Double = 1, maximumTokens: Int = 48, optimiserMoments: OptimiserMoments = .shared,
    sharing: ParameterSharing = .hard, sharingStrength: Double = 1,
    device: DeviceChoice = .auto, threads: Int = 1
  ) {
    self.encoder = encoder
    self.model = model
    self.layers = layers
    self.pairNumbers = pairNumbers
    self.tunedLayers = tunedLayers
    self.embeddingBuckets = embeddingBuckets
    self.embeddingDimension = embeddingDimension
    self.hiddenDimension = hiddenDimension
    self.learningRate = learningRate
    self.warmup = warmup
    self.weightDecay = weightDecay
    self.dropout = dropout
    self.batchSize = batchSize
    self.clipNorm = clipNorm
    self.maximumTokens = maximumTokens
    self.optimiserMoments = optimiserMoments
    self.sharing = sharing
    self.sharingStrength = sharingStrength
    self.device = device
    self.threads = threads
    checkRanges()
  }

  /// The settings of the original, as far as known (`docs/fidelity.md`).
  public static var paper: TorchTrainerSettings {
    TorchTrainerSettings(
      learningRate: 0.001, weightDecay: 0, dropout: 0.5, clipNorm: 2, optimiserMoments: .perTask)
  }

  /// Checks the precondition of the initialiser.
  func checkRanges() {
    let counts = [
      embeddingBuckets, embeddingDimension, hiddenDimension, batchSize, maximumTokens, threads,
      layers,
    ]
    precondition(counts.allSatisfy { $0 > 0 }, "positive counts are expected, got \(counts)")
    precondition(tunedLayers >= 0 && warmup >= 0, "counts of at least 0 are expected")
    precondition(learningRate >= 0 && weightDecay >= 0, "rates of at least 0 are expected")
    precondition(
      sharingStrength >= 0 && sharingStrength.isFinite,
      "a strength of at least 0 is expected, got \(sharingStrength)")
    precondition((0..<1).contains(dropout), "a dropout in 0..<1 is expected, got \(dropout)")
    precondition(clipNorm > 0, "a positive clip norm is expected, got \(clipNorm)")
  }
}
