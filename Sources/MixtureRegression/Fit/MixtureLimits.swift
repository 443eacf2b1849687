import BayesianOptimization
import Multitask

/// The bounds of the shares of what is recommended and proposed.
public struct MixtureLimits: Equatable, Sendable {
  /// The most that a domain is repeated in a training.
  public struct Repetition: Equatable, Sendable {
    /// The largest number of epochs of a domain.
    public var epochs: Double

    /// The number of examples, or tokens, of the training, in the unit of the sizes.
    public var examples: Double

    /// Creates a limit.
    ///
    /// - Precondition: Both are positive.
    public init(epochs: Double, examples: Double) {
      precondition(epochs > 0 && examples > 0, "positive numbers are expected")
      self.epochs = epochs
      self.examples = examples
    }
  }

  /// The least share of every domain.
  public var floor: Double

  /// The least shares of some domains, in place of that of every one.
  public var floors: [String: Double]

  /// The largest share of every domain.
  public var cap: Double

  /// The largest shares of some domains, in place of that of every one.
  public var caps: [String: Double]

  /// The most that a domain is repeated; nil for any number of times.
  public var repetition: Repetition?

  /// Creates limits, by default none.
  public init(
    floor: Double = 0, floors: [String: Double] = [:], cap: Double = 1,
    caps: [String: Double] = [:],
    repetition: Repetition? = nil
  ) {
    self.floor = floor
    self.floors = floors
    self.cap = cap
    self.caps = caps
    self.repetition = repetition
  }

  /// Whether every mixture is within them.
  var areNone: Bool {
    floor == 0 && floors.isEmpty && cap >= 1 && caps.isEmpty && repetition == nil
  }

  /// Returns the space of the mixtures within the limits.
  ///
  /// - Throws: `MixtureFitError`, and `SearchSpaceError` when there is no such mixture.
  func space(of domains: [String], sizes: [String: Double]) throws -> SimplexSpace {
    try MixtureFitError.check(floors.keys.sorted() + caps.keys.sorted(), among: domains)
    var most = domains.map { min(caps[$0] ?? cap, 1) }
    if let repetition {
      let reachable = try domains.map { domain in
        guard let size = sizes[domain] else { throw MixtureFitError.noSize(domain) }
        return repetition.epochs * size / repetition.examples
      }
      let total = reachable.reduce(0, +)
      guard total >= 1 else {
        throw MixtureFitError.tooMuchRepetition(repetition, total: total)
      }
      most = zip(most, reachable).map { min($0, $1) }
    }
    guard !floors.isEmpty else {
      return try SimplexSpace(count: domains.count, floor: floor, caps: most)
    }
    return try SimplexSpace(floors: domains.map { floors[$0] ?? floor }, caps: most)
  }
}

/// A fit that cannot be made.
public enum MixtureFitError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A domain is not in the table.
  case unknownDomain(String, known: [String])

  /// The size of a domain is not given.
  case noSize(String)

  /// The data do not suffice for a training.
  case tooMuchRepetition(MixtureLimits.Repetition, total: Double)

  /// A mixture to stay near lacks shares.
  case noMixture(String)

  /// The failure as a sentence.
  public var description: String {
    switch self {
    case .unknownDomain(let name, let known):
      "'\(name)' is no domain of the table"
        + (nearestName(to: name, among: known).map { ": did you mean '\($0)'?" } ?? "")
        + " (domains: \(known.joined(separator: ", ")))"
    case .noSize(let domain):
      "the size of '\(domain)' is not given: --sizes with every domain was expected"
    case .tooMuchRepetition(let repetition, let total):
      "all domains together, each repeated \(shortNumber(repetition.epochs)) times, make "
        + "\(shortNumber(total * repetition.examples)) examples: \(shortNumber(repetition.examples)) were expected; "
        + "allow more repetitions, a shorter training, or add data"
    case .noMixture(let text):
      "'\(text)' is no mixture of the table's domains: equal, proportional (with --sizes), or shares such as a=0.7,b=0.3 "
        + "were expected"
    }
  }

  /// Throws for the first name that is no domain.
  static func check(_ names: [String], among domains: [String]) throws(MixtureFitError) {
    for name in names where !domains.contains(name) {
      throw .unknownDomain(name, known: domains)
    }
  }
}
