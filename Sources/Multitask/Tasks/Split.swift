/// A part of a task's examples.
///
/// Rewards and trial scores come from `validation`, which is cut from the training data. Only
/// confirmation reads `test`.
public enum Split: String, CaseIterable, Sendable, Codable {
  /// What models learn from.
  case training
  /// What the search looks at.
  case validation
  /// What the search never sees.
  case test
}
