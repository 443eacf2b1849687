/// The choices from which an experiment starts.
public enum ExperimentMode: String, CaseIterable, Sendable, Codable {
  /// The better method's.
  case standard = "default"
  /// The original's, as far as they are known (`docs/fidelity.md`).
  case paper
}
