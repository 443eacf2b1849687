/// A part of a task's examples.
///
/// Rewards and trial scores come from `validation`, which is cut from the training data. Only
/// confirmation reads `test`.
public enum Split: String, CaseIterable, Sendable, Codable {
  /// The examples that models are trained on.
  case training
  /// The examples that the search measures models on.
  case validation
  /// The examples that the search never sees.
  case test
}
