/// A mixture that confirmation trains with fresh seeds and measures on the test split.
public enum ConfirmationCandidate: String, CaseIterable, Sendable, Codable {
  /// The mixture that stage two recommends.
  case best
  /// The primary alone.
  case primaryOnly = "primary_only"
  /// Equal shares of the primary and the kept tasks.
  case uniformKept = "uniform_kept"
  /// Equal shares of all tasks.
  case uniformAll = "uniform_all"
  /// Shares in proportion to the numbers of training examples.
  case proportional
}
