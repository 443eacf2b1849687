/// An error of an optimiser.
public enum BayesianOptimizationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No trial has succeeded so far.
  case nothingLearned(failures: Int)

  /// The suggestion is not pending: it was told before, or is another optimiser's.
  case notPending(trial: Int)

  /// The point is not in the space.
  case outsideSpace([Double])

  /// The noise is not a standard deviation.
  case invalidNoise(Double)

  /// No model has a finite posterior density of the data.
  case noFit(observations: Int)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .nothingLearned(let failures):
      "there is nothing to recommend or predict: an objective from at least one trial was expected, "
        + "\(failures) failed and none succeeded"
    case .notPending(let trial):
      "the suggestion for trial \(trial) is not pending: each suggestion of this optimiser is told "
        + "once"
    case .outsideSpace(let point):
      "\(point) is not in the space: a point of the space was expected"
    case .invalidNoise(let noise):
      "the noise is \(noise): a finite standard deviation of at least 0 was expected"
    case .noFit(let observations):
      "no model fits the \(observations) observations: the objectives differ too little for their "
        + "noise or for the precision of the arithmetic; scale them up or tell no noise"
    }
  }
}

/// Throws for what is no standard deviation.
func checkNoise(_ noise: Double?) throws(BayesianOptimizationError) {
  if let noise, !(noise >= 0 && noise.isFinite) { throw .invalidNoise(noise) }
}
