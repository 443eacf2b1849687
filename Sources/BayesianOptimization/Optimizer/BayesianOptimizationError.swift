/// What an optimiser cannot answer.
public enum BayesianOptimizationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No trial has succeeded so far.
  case nothingLearned(failures: Int)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .nothingLearned(let failures):
      "there is nothing to recommend: an objective from at least one trial was expected, "
        + "\(failures) failed and none succeeded"
    }
  }
}
