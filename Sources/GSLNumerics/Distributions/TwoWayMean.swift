/// The mean of scores of several seeds on the same examples, where both are samples.
///
/// Another draw of the examples changes the mean as another draw of the seeds does. The variance of the mean is that
/// of a crossed design with random effects: the variance over seeds / S + the variance over examples / n − the
/// variance of the residuals / (n S), since both first terms contain the last.
public struct TwoWayMean: Equatable, Sendable {
  /// The number of seeds, *S*.
  public let seeds: Int

  /// The number of examples, *n*.
  public let examples: Int

  /// The mean of all scores.
  public let mean: Double

  /// The variance of the mean over seeds.
  public let varianceOfSeeds: Double

  /// The variance of the mean over examples.
  public let varianceOfExamples: Double

  /// The part of the variance that both of the others contain.
  public let varianceOfResiduals: Double

  /// The degrees of freedom of the variance over examples: one less than the examples, or fewer where they are of
  /// several sets.
  public let degreesOfFreedomOfExamples: Double

  /// Summarises scores.
  ///
  /// The examples may be of several sets, drawn apart, whose scores are the mean plus the examples' influences on it.
  /// Then each set has its own variance over examples, and the degrees of freedom of their sum are Satterthwaite's
  /// (1946) <https://doi.org/10.2307/3002019>.
  ///
  /// - Parameters:
  ///   - scores: The scores, `[seeds][examples]`, at least two of both.
  ///   - sets: The numbers of examples of the sets, which follow each other, at least two of each; nil for one set.
  public init(_ scores: [[Double]], sets: [Int]? = nil) {
    precondition(
      scores.count >= 2 && scores[0].count >= 2
        && scores.allSatisfy { $0.count == scores[0].count },
      "the same examples, at least two, for at least two seeds are expected, got \(scores.map(\.count))"
    )
    seeds = scores.count
    examples = scores[0].count
    let (s, n) = (Double(scores.count), Double(scores[0].count))
    let rows = scores.map { $0.reduce(0, +) / n }
    let columns = scores[0].indices.map { example in scores.reduce(0) { $0 + $1[example] } / s }
    let mean = rows.reduce(0, +) / s
    self.mean = mean
    let ofSeeds = rows.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let ofExamples = columns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    degreesOfFreedomOfExamples = degreesOfFreedom(
      columns.map { ($0 - mean) * ($0 - mean) }, sets: sets ?? [examples])
    var ofResiduals = 0.0
    for (row, center) in zip(scores, rows) {
      for (score, column) in zip(row, columns) {
        let residual = score - center - column + mean
        ofResiduals += residual * residual
      }
    }
    varianceOfSeeds = ofSeeds / (s - 1) / s
    varianceOfExamples = ofExamples / (n - 1) / n
    varianceOfResiduals = ofResiduals / ((s - 1) * (n - 1)) / (s * n)
  }

  /// The variance of the mean over examples without that of the residuals.
  public var varianceOfExamplesAlone: Double { max(varianceOfExamples - varianceOfResiduals, 0) }

  /// The variance of the mean over seeds and examples, at least that over seeds.
  public var variance: Double { varianceOfSeeds + varianceOfExamplesAlone }

  /// Returns half the width of the confidence interval.
  ///
  /// Its square is the sum of those of two intervals, each with Student's quantile: over the seeds, and over the
  /// examples without the residuals. It is never narrower than the interval over seeds.
  public func halfWidth(confidence: Double = 0.95) -> Double {
    halfWidth(tail: (1 - confidence) / 2)
  }

  /// The p-value of the hypothesis that the population's mean is zero; nil where the scores do not vary.
  ///
  /// The interval at the confidence of one minus the p-value ends at zero.
  public var probability: Double? {
    guard variance.squareRoot() > 1e-12 * abs(mean) else { return nil }
    var (lower, upper) = (1e-15, 1.0)
    for _ in 0..<60 {
      let middle = (lower * upper).squareRoot()
      if halfWidth(tail: middle / 2) > abs(mean) { lower = middle } else { upper = middle }
    }
    return upper
  }

  private func halfWidth(tail: Double) -> Double {
    hypotenuse(
      quantile(tail, seeds) * varianceOfSeeds.squareRoot(),
      quantileOfExamples(tail, examples) * varianceOfExamplesAlone.squareRoot())
  }

  /// The quantile for as many examples, of which the sets have the same parts.
  private func quantileOfExamples(_ tail: Double, _ count: Int) -> Double {
    let growth = Double(count - 1) / Double(examples - 1)
    return -StudentDistribution(degreesOfFreedom: degreesOfFreedomOfExamples * growth).quantile(
      tail)
  }
}

/// Returns the degrees of freedom of the sum of squares of several sets of examples.
private func degreesOfFreedom(_ squares: [Double], sets: [Int]) -> Double {
  precondition(
    sets.reduce(0, +) == squares.count && sets.allSatisfy { $0 > 1 },
    "sets of \(squares.count) examples, of at least two each, are expected, got \(sets)")
  var first = 0
  let sums = sets.map { count in
    defer { first += count }
    return squares[first..<first + count].reduce(0, +)
  }
  let total = sums.reduce(0, +)
  guard sets.count > 1, total > 0 else { return Double(squares.count - sets.count) }
  return total * total / zip(sums, sets).reduce(0) { $0 + $1.0 * $1.0 / Double($1.1 - 1) }
}

// MARK: - Planning

extension TwoWayMean {
  /// Returns the number of seeds with which half the confidence interval has at most a width, on as many examples.
  ///
  /// Nil where the examples alone make the interval wider, so that no number of seeds suffices, or none up to 10¹⁵.
  public func seeds(forHalfWidth width: Double, confidence: Double = 0.95) -> Int? {
    precondition(width > 0, "a positive width is expected, got \(width)")
    let tail = (1 - confidence) / 2
    guard quantileOfExamples(tail, examples) * varianceOfExamplesAlone.squareRoot() < width else {
      return nil
    }
    return least(from: 2) { expectedHalfWidth(tail: tail, seeds: $0, examples: examples) <= width }
  }

  /// Returns numbers of seeds and examples with which half the confidence interval has at most a width.
  ///
  /// There are not fewer than now. There are more seeds where the differences between seeds, on any number of
  /// examples, would take more than half of the variance. Nil where more than 10¹⁵ of either would be needed.
  public func sizes(
    forHalfWidth width: Double, confidence: Double = 0.95
  ) -> (seeds: Int, examples: Int)? {
    precondition(width > 0, "a positive width is expected, got \(width)")
    let tail = (1 - confidence) / 2
    let seeds = least(from: self.seeds) {
      quantile(tail, $0) * (varianceOfSeed / Double($0)).squareRoot() <= width * 0.5.squareRoot()
    }
    return seeds.flatMap { seeds in
      least(from: self.examples) {
        expectedHalfWidth(tail: tail, seeds: seeds, examples: $0) <= width
      }.map { (seeds, $0) }
    }
  }

  /// The variance between seeds on all examples of the population.
  private var varianceOfSeed: Double {
    max(varianceOfSeeds - varianceOfResiduals, 0) * Double(seeds)
  }

  private func expectedHalfWidth(tail: Double, seeds: Int, examples: Int) -> Double {
    let (s, n) = (Double(seeds), Double(examples))
    let residual = varianceOfResiduals * Double(self.seeds) * Double(self.examples)
    let example = varianceOfExamplesAlone * Double(self.examples)
    return hypotenuse(
      quantile(tail, seeds) * ((varianceOfSeed + residual / n) / s).squareRoot(),
      quantileOfExamples(tail, examples) * (example / n).squareRoot())
  }
}

/// The quantile of Student's distribution of a sample, by the probability above it.
private func quantile(_ tail: Double, _ count: Int) -> Double {
  -StudentDistribution(degreesOfFreedom: Double(count - 1)).quantile(tail)
}

private func hypotenuse(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }

/// Returns the least number from a lower one for which a condition holds that holds for all larger ones.
///
/// Nil where it does not hold for 10¹⁵.
func least(from lower: Int, where holds: (Int) -> Bool) -> Int? {
  if holds(lower) { return lower }
  var (below, above) = (lower, 2 * lower)
  while !holds(above) {
    guard above < 1_000_000_000_000_000 else { return nil }
    (below, above) = (above, 2 * above)
  }
  while above - below > 1 {
    let middle = (below + above) / 2
    if holds(middle) { above = middle } else { below = middle }
  }
  return above
}
