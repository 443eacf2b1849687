import Multitask

/// A run of the past, from which stage two learns before its first trial.
public struct PastRun: Equatable, Sendable, Codable {
  /// The shares of the tasks by their names; a task that is not named has none.
  public let shares: [String: Double]

  /// The score, larger being better, in the unit of the trials'; nil for a run that failed.
  public let score: Double?

  /// Its length and the size of its model, relative to those of a trial, where runs differ in them; nil for those of a
  /// trial.
  public let scale: [Double]?

  /// The number of runs that the score is the mean of; nil for one.
  public let repeats: Double?

  /// The score of each of several targets, in their order and in the unit of the trials', `[targets]`; nil where they
  /// are not known.
  public let parts: [Double]?

  /// Creates a run.
  public init(
    shares: [String: Double], score: Double?, scale: [Double]? = nil, repeats: Double? = nil,
    parts: [Double]? = nil
  ) {
    self.shares = shares
    self.score = score
    self.scale = scale
    self.repeats = repeats
    self.parts = parts
  }
}

extension MixtureSpace {
  /// Returns the point of a past run; nil if it gave a share to another task, or to a target less than every trial does.
  func point(of run: PastRun) -> [Double]? {
    let names = active.map { factory.tasks[$0.rawValue].name }
    let shares = names.map { run.shares[$0] ?? 0 }
    let total = run.shares.values.sorted().reduce(0, +)
    // Shares that were rounded sum to nearly one.
    guard shares.reduce(0, +) >= total - 1e-6, total > 0,
      zip(shares, leastShares).allSatisfy({ $0 >= $1 * total - 1e-6 })
    else { return nil }
    return point(sharing: shares)
  }
}
