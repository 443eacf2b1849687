public import GSLNumerics

/// The mean over seeds of a metric on the test split, or of the difference of two models' metrics.
///
/// Where every run has a score for each example, the interval is over seeds and examples (`TwoWayMean`): it is about
/// the population of the examples. Otherwise it is over the seeds, and about these examples only.
public struct ScoreEstimate: Equatable, Sendable {
  /// The values, one a seed.
  public let values: [Double]

  /// The mean over the seeds alone.
  public let overSeeds: SampleStatistics

  /// The mean over seeds and examples; nil without the examples' scores, and for a single seed.
  public let overBoth: TwoWayMean?

  /// Summarises the metric of runs, one a seed; nil without a run.
  public init?(_ runs: [Evaluation]) {
    self.init(
      runs.map(\.metric), examples: runs.compactMap { $0.scores?.map(Double.init) },
      sets: runs.first?.exampleSets)
  }

  /// Summarises the differences of pairs of runs, a pair a seed; nil without a pair.
  public init?(differences pairs: [(own: Evaluation, other: Evaluation)]) {
    self.init(
      pairs.map { $0.own.metric - $0.other.metric },
      examples: pairs.compactMap { own, other in
        guard let own = own.scores, let other = other.scores, own.count == other.count else {
          return nil
        }
        return zip(own, other).map { Double($0) - Double($1) }
      }, sets: pairs.first?.own.exampleSets)
  }

  /// Summarises values, one a seed; nil without a value.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - examples: The scores of the examples, `[seeds][examples]`, of which the values are the means. Not used unless
  ///     each seed has those of the same examples.
  ///   - sets: The numbers of examples of several targets, whose examples follow each other; nil for one target.
  public init?(_ values: [Double], examples: [[Double]] = [], sets: [Int]? = nil) {
    guard !values.isEmpty else { return nil }
    self.values = values
    overSeeds = SampleStatistics(values)
    let counts = Set(examples.map(\.count))
    overBoth =
      values.count >= 2 && examples.count == values.count && counts.count == 1
        && counts.allSatisfy { $0 >= 2 }
      ? TwoWayMean(examples, sets: sets) : nil
  }

  /// The mean; larger is better.
  public var mean: Double { overSeeds.mean }

  /// The number of seeds.
  public var seeds: Int { overSeeds.count }

  /// The number of examples that the interval is over; nil for an interval over seeds.
  public var examples: Int? { overBoth?.examples }

  /// Returns half the width of the confidence interval; nil for a single seed.
  public func halfWidth(confidence: Double = 0.95) -> Double? {
    overBoth?.halfWidth(confidence: confidence) ?? overSeeds.halfWidth(confidence: confidence)
  }

  /// The p-value of a mean of zero, by the same interval; nil for a single seed, and where nothing varies.
  public var probability: Double? {
    overBoth.map(\.probability) ?? overSeeds.probability
  }
}
