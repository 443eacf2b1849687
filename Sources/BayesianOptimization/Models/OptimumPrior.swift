import GSLNumerics

/// A prior of the location of the optimum.
public protocol OptimumPrior: Sendable {
  /// Returns the natural logarithm of the density at a point of the space, up to a constant.
  ///
  /// It is finite everywhere, so that no point is excluded.
  func logDensity(at point: [Double]) -> Double
}

/// A prior of the optimum that fades as trials are told.
///
/// Follows Hvarfner et al. (2022) <https://arxiv.org/abs/2204.11051>: the acquisition function is multiplied by
/// the density to the power of β/n after n trials.
public struct FadingPrior: Sendable {
  /// The prior.
  public let prior: any OptimumPrior

  /// The number of trials β after which the density has the power one; before, it has more.
  public let strength: Double

  /// Creates a fading prior; the paper's strength is a tenth of the number of trials.
  ///
  /// - Precondition: The strength is positive.
  public init(_ prior: any OptimumPrior, strength: Double) {
    precondition(strength > 0, "a positive strength is expected, got \(strength)")
    self.prior = prior
    self.strength = strength
  }

  /// Returns the logarithm of the factor of the gain at a point after some trials.
  func logFactor(at point: [Double], trials: Int) -> Double {
    strength / Double(max(trials, 1)) * prior.logDensity(at: point)
  }
}

/// A prior of the best mixture: a Dirichlet distribution.
///
/// Differs from it in a hundredth added to each weight, so that the density is positive and finite on
/// the faces; the mode is exactly the given mixture.
public struct DirichletPrior: OptimumPrior, Equatable {
  /// The most likely mixture, `[weights]`.
  public let mixture: [Double]

  /// The concentration, in pseudo-observations.
  public let concentration: Double

  private static let offset = 0.01

  /// Creates a prior.
  ///
  /// - Parameters:
  ///   - mixture: The mode: weights that are not negative, with a positive sum; only their ratios count.
  ///   - concentration: The concentration, positive.
  public init(mixture: [Double], concentration: Double = 10) {
    let total = mixture.reduce(0, +)
    precondition(
      mixture.allSatisfy { $0 >= 0 } && total > 0 && total.isFinite && concentration > 0,
      "weights with a positive sum and a positive concentration are expected")
    self.mixture = mixture.map { $0 / total }
    self.concentration = concentration
  }

  /// Returns Σ c pᵢ log(wᵢ + 0.01), where p are the mixture's weights raised like those of the point.
  ///
  /// - Parameter point: Weights, of which only the ratios count.
  public func logDensity(at point: [Double]) -> Double {
    precondition(point.count == mixture.count, "\(mixture.count) weights are expected")
    let sum = point.reduce(0, +)
    let total = 1 + Double(mixture.count) * Self.offset
    return zip(mixture, point).reduce(0) { density, pair in
      density + concentration * (pair.0 + Self.offset) / total * log(pair.1 / sum + Self.offset)
    }
  }
}

/// A prior of the first numbers of a point, such as the shares of a mixture before the scale of its training.
public struct PartPrior: OptimumPrior {
  private let prior: any OptimumPrior
  private let others: Int

  /// Creates a prior.
  ///
  /// - Parameters:
  ///   - prior: The prior of the numbers before the others.
  ///   - others: The number of the others.
  public init(_ prior: any OptimumPrior, dropping others: Int) {
    self.prior = prior
    self.others = others
  }

  /// Returns the log density of the part.
  public func logDensity(at point: [Double]) -> Double {
    prior.logDensity(at: Array(point.dropLast(others)))
  }
}
