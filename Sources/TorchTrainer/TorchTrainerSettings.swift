/// How sentences become vectors.
public enum SentenceEncoding: String, CaseIterable, Sendable, Codable {
  /// Word by word: each sentence looks at the other, or at itself where there is no other.
  case attention
  /// The mean of the words' vectors.
  case pooled
  /// As `attention`, on the word pieces' vectors that a pretrained encoder gives each sentence once.
  case frozen
  /// By a pretrained encoder that is trained with the rest, a pair of sentences in one sequence.
  case tuned
}

/// Whose gradients the optimiser's moments of the shared parameters are made from.
public enum OptimiserMoments: String, CaseIterable, Sendable, Codable {
  /// Those of all tasks together.
  case shared
  /// Those of each task apart, as in the original.
  case perTask = "per_task"
}

/// Which cheap numbers of a pair of sentences are put beside what the network makes of it.
public enum PairNumberSet: String, CaseIterable, Sendable, Codable {
  /// None.
  case none
  /// `LexicalFeatures` and `AlignmentFeatures`.
  case all
}

/// The settings of the built-in trainer.
public struct TorchTrainerSettings: Equatable, Sendable, Codable {
  /// How sentences become vectors.
  public var encoder: SentenceEncoding

  /// The absolute path of the folder of the pretrained encoder, for `frozen` and `tuned`.
  public var model: String?

  /// How many of the pretrained encoder's last layers a learned mean is taken of, for `frozen`.
  public var layers: Int

  /// Which cheap numbers of a pair are put beside what the network makes of it, for `frozen`.
  public var pairNumbers: PairNumberSet

  /// How many of the pretrained encoder's last layers are trained, for `tuned`; 0 for the whole
  /// encoder, with its embeddings.
  public var tunedLayers: Int

  /// The number of rows of the table of embeddings, into which words and their parts are hashed.
  public var embeddingBuckets: Int

  /// The number of elements of an embedding.
  public var embeddingDimension: Int

  /// The number of elements of every hidden layer.
  public var hiddenDimension: Int

  /// The size of the optimiser's steps.
  public var learningRate: Double

  /// The number of a trainer's first batches over which the size of the steps rises to what it is.
  public var warmup: Int

  /// The part of a parameter that a step takes away, before it is multiplied by the learning rate.
  public var weightDecay: Double

  /// The probability with which an element of the shared hidden layer is dropped in training.
  public var dropout: Double

  /// The number of examples of a training batch.
  public var batchSize: Int

  /// The largest norm of the gradient of a step; longer ones are shortened to it.
  public var clipNorm: Double

  /// The number of words of a sentence that are read; of pieces of a sequence, its marks included,
  /// with a pretrained encoder.
  public var maximumTokens: Int

  /// Whose gradients the optimiser's moments of the shared parameters are made from.
  public var optimiserMoments: OptimiserMoments

  /// What the tasks' models have in common below their heads.
  public var sharing: ParameterSharing

  /// The factor of the penalty that draws together what is not shared; without effect on `hard` sharing.
  ///
  /// For `soft`, of the squared distances between the parameters of each pair of tasks; for the others, of
  /// the sum of the rows' norms.
  public var sharingStrength: Double

  /// Where sentences are encoded and models trained.
  public var device: DeviceChoice

  /// The number of threads of one operation.
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

  /// The settings of the original, as far as they are known (`docs/fidelity.md`).
  public static var paper: TorchTrainerSettings {
    TorchTrainerSettings(
      learningRate: 0.001, weightDecay: 0, dropout: 0.5, clipNorm: 2, optimiserMoments: .perTask)
  }

  /// Stops the program where a number is out of its range.
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
