/// The settings of a fit.
public struct MixtureFitSettings: Equatable, Sendable {
  /// The bounds of the shares of what is recommended and proposed.
  public var limits: MixtureLimits

  /// The sizes of the domains, in examples or tokens; empty if unknown.
  public var sizes: [String: Double]

  /// The mixture that the recommendation stays near, by the shares of the domains; nil for none.
  public var near: [String: Double]?

  /// How much it does: the standard deviations of the objective that a unit of Kullback-Leibler divergence from that
  /// mixture is worth.
  public var strength: Double

  /// The number of mixtures to propose.
  public var proposals: Int

  /// The largest number of parts of the cross-validation; zero for none.
  public var parts: Int

  /// The seed of every random choice.
  public var seed: UInt64

  /// Creates settings.
  ///
  /// - Precondition: Numbers are not negative.
  public init(
    limits: MixtureLimits = MixtureLimits(), sizes: [String: Double] = [:],
    near: [String: Double]? = nil, strength: Double = 0.5, proposals: Int = 0, parts: Int = 10,
    seed: UInt64 = 1
  ) {
    precondition(
      strength >= 0 && proposals >= 0 && parts >= 0, "numbers of at least 0 are expected")
    self.limits = limits
    self.sizes = sizes
    self.near = near
    self.strength = strength
    self.proposals = proposals
    self.parts = parts
    self.seed = seed
  }
}
