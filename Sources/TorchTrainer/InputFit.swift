/// What the inputs of a trainer were fitted to: the training examples of its tasks.
struct InputFit: Equatable, Sendable, Codable {
  /// Whether any task is on text.
  let hasText: Bool

  /// The distinct lists of features of the tasks on numbers.
  let features: [FeatureList]

  /// The scale of the hand-made features of a pair; nil without.
  let pairNumbers: NumberScale?
}

/// The features that some tasks have in common, with their scale.
struct FeatureList: Equatable, Sendable, Codable {
  /// The names of the features.
  let names: [String]

  /// Their scale over the training examples of all tasks that have them.
  let scale: FeatureScale
}
