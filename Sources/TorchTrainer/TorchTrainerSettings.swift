/// How sentences become vectors.
public enum SentenceEncoding: String, CaseIterable, Sendable, Codable {
  /// Word by word: each sentence looks at the other, or at itself where there is no other.
  case attention
  /// The mean of the words' vectors.
  case pooled
}

/// Whose gradients the optimiser's moments of the shared parameters are made from.
public enum OptimiserMoments: String, CaseIterable, Sendable, Codable {
  /// Those of all tasks together.
  case shared
  /// Those of each task apart, as in the original.
  case perTask = "per_task"
}

/// The settings of the built-in trainer.
public struct TorchTrainerSettings: Equatable, Sendable, Codable {
  /// How sentences become vectors.
  public var encoder: SentenceEncoding

  /// The number of rows of the table of embeddings, into which words and their parts are hashed.
  public var embeddingBuckets: Int

  /// The number of elements of an embedding.
  public var embeddingDimension: Int

  /// The number of elements of every hidden layer.
  public var hiddenDimension: Int

  /// The size of the optimiser's steps.
  public var learningRate: Double

  /// The part of a parameter that a step takes away, before it is multiplied by the learning rate.
  public var weightDecay: Double

  /// The probability with which an element of the shared hidden layer is dropped in training.
  public var dropout: Double

  /// The number of examples of a training batch.
  public var batchSize: Int

  /// The largest norm of the gradient of a step; longer ones are shortened to it.
  public var clipNorm: Double

  /// The number of words of a sentence that are read.
  public var maximumTokens: Int

  /// Whose gradients the optimiser's moments of the shared parameters are made from.
  public var optimiserMoments: OptimiserMoments

  /// The number of threads of one operation.
  public var threads: Int

  /// Creates settings.
  ///
  /// - Precondition: Counts are positive, rates not negative, the probability below 1.
  public init(
    encoder: SentenceEncoding = .attention, embeddingBuckets: Int = 8192,
    embeddingDimension: Int = 64, hiddenDimension: Int = 64, learningRate: Double = 0.003,
    weightDecay: Double = 0.01, dropout: Double = 0.1, batchSize: Int = 32,
    clipNorm: Double = 1, maximumTokens: Int = 48, optimiserMoments: OptimiserMoments = .shared,
    threads: Int = 1
  ) {
    self.encoder = encoder
    self.embeddingBuckets = embeddingBuckets
    self.embeddingDimension = embeddingDimension
    self.hiddenDimension = hiddenDimension
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.dropout = dropout
    self.batchSize = batchSize
    self.clipNorm = clipNorm
    self.maximumTokens = maximumTokens
    self.optimiserMoments = optimiserMoments
    self.threads = threads
    checkRanges()
  }

  /// Stops the program where a number is out of its range.
  func checkRanges() {
    let counts = [
      embeddingBuckets, embeddingDimension, hiddenDimension, batchSize, maximumTokens, threads,
    ]
    precondition(counts.allSatisfy { $0 > 0 }, "positive counts are expected, got \(counts)")
    precondition(learningRate >= 0 && weightDecay >= 0, "rates of at least 0 are expected")
    precondition((0..<1).contains(dropout), "a dropout in 0..<1 is expected, got \(dropout)")
    precondition(clipNorm > 0, "a positive clip norm is expected, got \(clipNorm)")
  }
}
