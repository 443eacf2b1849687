import Multitask

/// What a saved model was trained on.
public struct ModelOrigin: Equatable, Sendable, Codable {
  /// The share of each task.
  public let mixture: [String: Double]

  /// The seed, as a text, since it may exceed what readers of JSON take for a number.
  public let seed: String

  /// The number of training batches.
  public let batches: Int

  /// The score of each task of the model on the test split.
  public let testScores: [String: Double]

  /// Creates an origin.
  public init(
    mixture: [String: Double], seed: UInt64, batches: Int, testScores: [String: Double]
  ) {
    self.mixture = mixture
    self.seed = "\(seed)"
    self.batches = batches
    self.testScores = testScores
  }
}

/// A saved model but for its weights: the file `model.json`.
struct ModelDescription: Equatable, Sendable, Codable {
  /// The number of the format.
  static let currentFormat = 1

  let format: Int

  /// The name and the version of the engine.
  let engine: String

  /// The tasks, the primary first.
  let tasks: [SavedTask]

  /// The settings of the trainer.
  var settings: TorchTrainerSettings

  /// The hash of the pretrained encoder's files; nil without one.
  let encoder: String?

  /// What the inputs were fitted to.
  let input: InputFit

  /// What the model was trained on; nil if it was not told.
  let origin: ModelOrigin?

  /// The layout of the parameters with an encoder.
  func layout(_ encoder: any SentenceEncoder) -> ParameterLayout {
    ParameterLayout(
      encoder: encoder, hidden: settings.hiddenDimension, outputs: tasks.map(\.head.outputs),
      sharing: settings.sharing)
  }

  /// The names of the parameters, by which the file of weights has them.
  func names(_ layout: ParameterLayout) -> [String] {
    layout.names(tasks: tasks.map { "tasks.\($0.name)" })
  }

  /// What is wrong with the description, as a phrase; nil if nothing is.
  ///
  /// Anyone may have edited the file, and what follows takes its sizes for what they are.
  var problem: String? {
    guard format == Self.currentFormat else {
      return "the format is \(format), \(Self.currentFormat) was expected"
    }
    guard !tasks.isEmpty, Set(tasks.map(\.name)).count == tasks.count else {
      return "at least one task, each name once, was expected"
    }
    if let problem = tasks.lazy.compactMap(\.problem).first { return problem }
    if let problem = settings.rangeProblem { return problem }
    for list in input.features where list.names.isEmpty || list.scale.count != list.names.count {
      return "a scale of \(list.scale.count) numbers for \(list.names.count) features"
    }
    guard Set(input.features.map(\.names)).count == input.features.count,
      input.hasText || !input.features.isEmpty
    else { return "the inputs were expected to be texts, or lists of features" }
    let lists = input.features.map(\.names)
    for task in tasks where !(task.features.isEmpty ? input.hasText : lists.contains(task.features))
    {
      return "'\(task.name)' has other inputs than the model"
    }
    if settings.encoder == .frozen, settings.pairNumbers == .all, input.hasText {
      guard let scale = input.pairNumbers, scale.means.count == PairNumbers.count,
        scale.deviations.count == PairNumbers.count, scale.deviations.allSatisfy({ $0 > 0 })
      else { return "the scale of \(PairNumbers.count) features of pairs was expected" }
    }
    return nil
  }
}

extension TorchTrainerSettings {
  /// The first count or rate that is not in its range, as a phrase; nil if none is.
  fileprivate var rangeProblem: String? {
    let counts = [
      ("embedding_buckets", embeddingBuckets, 16_777_216),
      ("embedding_dimension", embeddingDimension, 65_536),
      ("hidden_dimension", hiddenDimension, 65_536), ("batch_size", batchSize, 65_536),
      ("maximum_tokens", maximumTokens, 65_536), ("threads", threads, 256), ("layers", layers, 256),
    ]
    for (name, count, most) in counts where !(1...most).contains(count) {
      return "'\(name)' is \(count), a number from 1 to \(most) was expected"
    }
    return (0...256).contains(tunedLayers)
      ? nil : "'tuned_layers' is \(tunedLayers), a number from 0 to 256 was expected"
  }
}
