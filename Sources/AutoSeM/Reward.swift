public import Multitask

/// Turns the primary's validation scores into rewards for the arms that caused them.
///
/// A reward lies between zero and one, larger being better; rewards draw nothing.
public protocol Reward {
  /// What the next score is compared with, in the units of that score; nil where there is nothing.
  var baseline: Double? { get }

  /// Returns the reward of the pull after which the primary has this score, and remembers the score.
  mutating func reward(for evaluation: Evaluation) -> Double
}
