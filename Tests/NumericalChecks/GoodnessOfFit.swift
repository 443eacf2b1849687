internal import CGSL

/// Returns the probability that a sample of a continuous distribution strays as far from it as this
/// one does: the test of Kolmogorov and Smirnov.
///
/// The limiting distribution with Stephens' (1970) correction, good to three digits from 35 values on.
public func kolmogorovSmirnov(_ sample: [Double], cumulative: (Double) -> Double) -> Double {
  let n = Double(sample.count)
  var distance = 0.0
  for (rank, value) in sample.sorted().enumerated() {
    let probability = cumulative(value)
    distance = max(distance, probability - Double(rank) / n, Double(rank + 1) / n - probability)
  }
  let x = (n.squareRoot() + 0.12 + 0.11 / n.squareRoot()) * distance
  guard x > 0.3 else { return 1 }
  var sum = 0.0
  for k in 1...100 {
    sum += (k.isMultiple(of: 2) ? -2 : 2) * exp(-2 * Double(k * k) * x * x)
  }
  return min(max(sum, 0), 1)
}

/// Returns the probability that counts stray as far from their expectations as these do: Pearson's
/// test, with one degree of freedom less than there are counts.
public func chiSquare(_ counts: [Int], expected: [Double]) -> Double {
  let statistic = zip(counts, expected).reduce(0) { sum, pair in
    sum + (Double(pair.0) - pair.1) * (Double(pair.0) - pair.1) / pair.1
  }
  return gsl_cdf_chisq_Q(statistic, Double(counts.count - 1))
}

/// Returns the probability of at least this many successes among independent trials.
public func binomialTail(successes: Int, trials: Int, probability: Double) -> Double {
  successes == 0
    ? 1 : gsl_cdf_binomial_Q(UInt32(successes - 1), probability, UInt32(trials))
}
