/// A part of a task's examples.
///
/// Rewards and trial scores come from `validation`, which is cut from the training data. Only
/// confirmation reads `test`.
public enum Split: String, CaseIterable, Sendable, Codable {
  /// The examples for training.
  case training
  /// The examples for the evaluations of the search.
  case validation
  /// The examples that only confirmation uses.
  case test
}
