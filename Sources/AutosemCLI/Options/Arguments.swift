public import ArgumentParser
public import ExperimentFiles
public import Reports

extension ExperimentMode: ExpressibleByArgument {}
extension MixtureExport: ExpressibleByArgument {}

/// The efforts that have a flag.
enum EffortFlag: String, EnumerableFlag {
  case quick, thorough

  static func help(for value: EffortFlag) -> ArgumentHelp? {
    switch value {
    case .quick: "About half of the default budget, for a first look."
    case .thorough: "About two and a half times the default budget."
    }
  }
}

/// Names or paths with commas between them.
struct CommaSeparated: ExpressibleByArgument, CustomStringConvertible {
  let items: [String]

  init(argument: String) {
    items = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  var description: String { items.joined(separator: ",") }
}

extension ExperimentSetting {
  /// The setting of a key by an option; nil where the option was not given.
  init?<Argument>(
    _ key: String, from option: String, _ argument: Argument?,
    as value: (Argument) -> ExperimentValue
  ) {
    guard let argument else { return nil }
    self.init(key: key, value: value(argument), written: "\(option) \(argument)")
  }
}
