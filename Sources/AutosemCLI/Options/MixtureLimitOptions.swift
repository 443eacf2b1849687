import ArgumentParser
import MixtureRegression

/// The options that bound the mixture to recommend.
struct MixtureLimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The largest share of every domain, or of some.", valueName: "0.5|a=0.5,b=0.2"))
  var cap: CommaSeparated?

  @Option(help: ArgumentHelp("The least share of every domain.", valueName: "share"))
  var floor: Double = 0

  @Option(
    help: ArgumentHelp(
      "The sizes of the domains in examples or tokens, or a file with a line 'name,size' for each.",
      valueName: "a=9e9,b=4e8|file"))
  var sizes: CommaSeparated?

  @Option(
    help: ArgumentHelp(
      "The most epochs of a domain in a training of --examples, by --sizes.", valueName: "epochs"))
  var repeatAtMost: Double?

  @Option(
    help: ArgumentHelp(
      "The length of the training to mix for, in the unit of --sizes.", valueName: "count"))
  var examples: Double?

  @Option(
    help: ArgumentHelp(
      "A mixture to stay near: equal, proportional (to --sizes), or shares.",
      valueName: "equal|a=0.7,b=0.3"))
  var near: CommaSeparated?

  @Option(
    help: ArgumentHelp(
      "How near: what a unit of Kullback-Leibler divergence costs, in standard deviations of the objective.",
      valueName: "number"))
  var strength: Double?

  func validate() throws {
    if (repeatAtMost == nil) != (examples == nil) {
      throw ValidationError(
        "--repeat-at-most needs --examples, and the other way round: how often a domain is repeated depends "
          + "on the length of the training")
    }
    for (option, value) in [("--repeat-at-most", repeatAtMost), ("--examples", examples)] {
      guard let value else { continue }
      guard value > 0, value.isFinite else {
        throw ValidationError("\(option) takes a positive number, got \(value)")
      }
    }
    if let strength, !(strength >= 0 && strength.isFinite) {
      throw ValidationError("--strength takes a number of at least 0, got \(strength)")
    }
    if strength != nil, near == nil {
      throw ValidationError("--strength says how near, and needs --near")
    }
  }

  /// Returns the settings of a fit.
  ///
  /// - Parameter domains: The domains of the table.
  func settings(for domains: [String]) throws -> MixtureFitSettings {
    var settings = MixtureFitSettings()
    settings.sizes = try sizes.map { try namedSizes($0) } ?? [:]
    settings.limits.floor = floor
    if let cap {
      if cap.items.count == 1, let most = Double(cap.items[0]) {
        settings.limits.cap = most
      } else {
        settings.limits.caps = try pairs(cap, of: "--cap")
      }
    }
    if let repeatAtMost, let examples {
      settings.limits.repetition = MixtureLimits.Repetition(
        epochs: repeatAtMost, examples: examples)
    }
    settings.near = try near.map { try mixture($0, sizes: settings.sizes, domains) }
    settings.strength = strength ?? settings.strength
    return settings
  }

  private func namedSizes(_ sizes: CommaSeparated) throws -> [String: Double] {
    if sizes.items.allSatisfy({ $0.contains("=") }) { return try pairs(sizes, of: "--sizes") }
    return try DomainSizes(contentsOf: sizes.description).sizes
  }

  private func mixture(
    _ near: CommaSeparated, sizes: [String: Double], _ domains: [String]
  ) throws -> [String: Double] {
    switch near.description {
    case "equal": return Dictionary(uniqueKeysWithValues: domains.map { ($0, 1) })
    case "proportional":
      guard let missing = domains.first(where: { sizes[$0] == nil }) else { return sizes }
      throw MixtureFitError.noSize(missing)
    default:
      guard near.items.allSatisfy({ $0.contains("=") }) else {
        throw MixtureFitError.noMixture(near.description)
      }
      return try pairs(near, of: "--near")
    }
  }

  /// Reads `name=number` with commas between.
  private func pairs(_ text: CommaSeparated, of option: String) throws -> [String: Double] {
    var pairs: [String: Double] = [:]
    for item in text.items {
      let parts = item.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 2, let number = Double(parts[1]), number >= 0, number.isFinite else {
        throw ValidationError(
          "\(option) takes name=number with commas between, got '\(item)' in '\(text.description)'")
      }
      guard pairs.updateValue(number, forKey: String(parts[0])) == nil else {
        throw ValidationError("\(option) has '\(parts[0])' twice, each name once was expected")
      }
    }
    return pairs
  }
}
