import ArgumentParser
import MixtureRegression

/// The options that bound the mixture to recommend.
struct MixtureLimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The largest share of every domain, of some, or of every other.", valueName: "0.5|a=0.5,b=0.2"
    ))
  var cap: CommaSeparated?

  @Option(
    help: ArgumentHelp(
      "The least share of every domain, of some, or of every other.", valueName: "0.01|a=0.1,0.01"))
  var floor: CommaSeparated?

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
    if let floor {
      let bounds = try bounds(floor, of: "--floor")
      (settings.limits.floor, settings.limits.floors) = (bounds.all ?? 0, bounds.some)
    }
    if let cap {
      let bounds = try bounds(cap, of: "--cap")
      (settings.limits.cap, settings.limits.caps) = (bounds.all ?? 1, bounds.some)
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

  /// Reads `name=number` with commas between, and perhaps one number for all other domains.
  private func bounds(
    _ text: CommaSeparated, of option: String
  ) throws -> (all: Double?, some: [String: Double]) {
    let numbers = text.items.compactMap(Double.init)
    guard numbers.count < 2 else {
      throw ValidationError(
        "\(option) takes one number for all domains, and name=number for some, got "
          + "'\(text.description)'")
    }
    return (
      numbers.first, try pairs(text.items.filter { Double($0) == nil }, in: text, of: option)
    )
  }

  /// Reads `name=number` with commas between.
  private func pairs(_ text: CommaSeparated, of option: String) throws -> [String: Double] {
    try pairs(text.items, in: text, of: option)
  }

  private func pairs(
    _ items: [String], in text: CommaSeparated, of option: String
  ) throws -> [String: Double] {
    var pairs: [String: Double] = [:]
    for item in items {
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
