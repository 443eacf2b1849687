import CGSL

/// A stream of random numbers from the Mersenne Twister.
///
/// Follows Matsumoto and Nishimura (1998) in GSL (`gsl_rng_mt19937`). The generator takes 32 bits of seed,
/// so that two of *n* streams coincide with a probability of about *n*² / 2³³.
public final class RandomStream {
  private let generator: UnsafeMutablePointer<gsl_rng>

  /// Creates a stream at its beginning from the low and the high half of a seed, combined by
  /// exclusive or; GSL takes a combination of zero for 4357.
  public init(seed: UInt64) {
    generator = allocate("gsl_rng_alloc") { gsl_rng_alloc(cgsl_mt19937()) }
    let folded = UInt32(truncatingIfNeeded: seed ^ (seed >> 32))
    gsl_rng_set(generator, UInt(folded))
  }

  deinit {
    gsl_rng_free(generator)
  }

  /// Draws 32 uniform bits; one step of the generator.
  public func bits() -> UInt32 {
    UInt32(truncatingIfNeeded: gsl_rng_get(generator))
  }

  /// Draws a seed for another generator; two steps.
  public func seed() -> UInt64 {
    UInt64(bits()) << 32 | UInt64(bits())
  }

  /// Draws from the uniform distribution on [0, 1); one step.
  public func uniform() -> Double {
    gsl_rng_uniform(generator)
  }

  /// Draws a whole number in 0..<bound; a number of steps that depends on the values.
  ///
  /// - Precondition: The bound is positive and below 2³².
  public func integer(below bound: Int) -> Int {
    precondition(bound > 0 && bound < 1 << 32, "a bound in 1..<2^32 is expected, got \(bound)")
    return Int(gsl_rng_uniform_int(generator, UInt(bound)))
  }

  /// Draws whether an event of the given probability happens; one step.
  public func bernoulli(_ probability: Double) -> Bool {
    uniform() < probability
  }

  /// Draws from the normal distribution; a number of steps that depends on the values.
  public func normal(mean: Double = 0, standardDeviation: Double = 1) -> Double {
    mean + gsl_ran_gaussian_ziggurat(generator, standardDeviation)
  }

  /// Draws from the gamma distribution; a number of steps that depends on the values.
  public func gamma(shape: Double, scale: Double = 1) -> Double {
    gsl_ran_gamma(generator, shape, scale)
  }

  /// Draws from the beta distribution; a number of steps that depends on the values.
  public func beta(_ a: Double, _ b: Double) -> Double {
    gsl_ran_beta(generator, a, b)
  }

  /// Draws a point of the simplex from the Dirichlet distribution, `[concentrations]`.
  public func dirichlet(_ concentrations: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: concentrations.count) { buffer, count in
      if let base = buffer.baseAddress {
        gsl_ran_dirichlet(generator, concentrations.count, concentrations, base)
      }
      count = concentrations.count
    }
  }

  /// Draws an index with a probability proportional to its weight; one step.
  ///
  /// - Precondition: The weights are not negative and their sum is positive and finite.
  public func categorical(_ weights: [Double]) -> Int {
    let total = weights.reduce(0, +)
    precondition(
      total > 0 && total.isFinite && weights.allSatisfy { $0 >= 0 },
      "weights with a positive sum are expected, got \(weights)")
    var remaining = uniform() * total
    for (index, weight) in weights.enumerated() where weight > 0 {
      remaining -= weight
      if remaining < 0 { return index }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }

  /// Shuffles the elements uniformly.
  public func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(below: last + 1))
    }
  }

  /// Returns a random permutation of 0..<count.
  public func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }
}
