public import GSLNumerics

/// The two-sided sign-flip test of the hypothesis that paired differences are symmetric around zero.
///
/// Follows Fisher's randomisation test (The Design of Experiments, 1935, section 21): the p-value is the share of
/// sign assignments whose mean is at least as far from zero as the observed one. Up to `exactLimit` differences
/// all 2ⁿ assignments are enumerated, so that *n* differences of one sign give 2 / 2ⁿ; beyond, assignments are
/// sampled, and the observed one is included.
public struct SignFlipTest: Equatable, Sendable {
  /// The largest number of differences of the exact test.
  public static let exactLimit = 16

  /// The p-value, in 0...1.
  public let probability: Double

  /// Tests differences.
  ///
  /// - Parameters:
  ///   - differences: One for each pair, at least one, finite.
  ///   - draws: The number of sampled assignments.
  ///   - stream: Gives their signs; one draw for each 64 signs.
  public init(_ differences: [Double], draws: Int = 10_000, using stream: RandomStream) {
    precondition(!differences.isEmpty, "at least one difference is expected")
    let observed = abs(differences.reduce(0, +))
    // Sums in another order differ in their last bits, and equal sums count as extreme.
    let least = observed - 1e-12 * differences.reduce(0) { $0 + abs($1) }
    if differences.count <= Self.exactLimit {
      // Flipping all signs keeps the absolute value, so half of the assignments are enough.
      let sums = differences.dropFirst().reduce([differences[0]]) { sums, difference in
        sums.map { $0 + difference } + sums.map { $0 - difference }
      }
      probability = Double(sums.count { abs($0) >= least }) / Double(sums.count)
    } else {
      let extreme = (0..<draws).count { _ in
        abs(Self.flippedSum(differences, using: stream)) >= least
      }
      probability = Double(extreme + 1) / Double(draws + 1)
    }
  }

  private static func flippedSum(_ differences: [Double], using stream: RandomStream) -> Double {
    var (sum, signs) = (0.0, UInt64(0))
    for (index, difference) in differences.enumerated() {
      if index.isMultiple(of: 64) { signs = stream.seed() }
      sum += signs & 1 == 0 ? difference : -difference
      signs >>= 1
    }
    return sum
  }
}
