import Multitask

extension ExperimentSchema {
  /// The beginning of the names of keys at the top that are not read; they may hold anchors.
  static let extensionPrefix = "x-"

  /// Returns the names of the keys in a section, or at the top for none.
  static func names(in section: String?) -> [String] {
    if let section, let task = taskName(ofSection: section) {
      return taskKeys(of: task).map { String($0.path.dropFirst(section.count + 1)) }
    }
    if let section {
      return keys.filter { $0.path.hasPrefix("\(section).") }
        .map { String($0.path.dropFirst(section.count + 1)) }
    }
    return keys.map(\.path).filter { !$0.contains(".") } + ["tasks"] + sections
  }

  /// Returns the message for an unknown key.
  static func unknownKey(_ name: String, section: String?) -> String {
    guard section != "tasks" else {
      return "the name of a task was expected, of letters, digits, '-' and '_', got '\(name)'"
    }
    let scope = section.map { " under '\($0)'" } ?? ""
    let names = names(in: section)
    return "unknown key '\(name)'\(scope)" + hint(for: name, section: section, names: names)
  }

  /// Returns the message for an unknown setting.
  static func unknownSetting(_ path: String) -> String {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if parts[0] == "tasks", parts.count != 3 {
      return "'\(path)': a key of a task such as 'tasks.reviews.limit' was expected"
    }
    if parts[0] == "tasks" { return unknownKey(parts[2], section: "tasks.\(parts[1])") }
    guard sections.contains(path) else {
      return "unknown key '\(path)'" + hint(for: path, section: nil, names: keys.map(\.path))
    }
    let names = names(in: path).map { "\(path).\($0)" }
    return "'\(path)' is a section: its keys are \(names.joined(separator: ", "))"
  }

  private static func hint(for name: String, section: String?, names: [String]) -> String {
    if section == nil, let dot = name.lastIndex(of: "."), key(name) != nil {
      return ": write '\(name[name.index(after: dot)...])' under '\(name[..<dot])'"
    }
    let near = didYouMean(name, among: names)
    if !near.isEmpty { return near }
    // The right name in the wrong section, or with none.
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let elsewhere = keys.map(\.path).filter { $0.hasSuffix(".\(last)") || $0 == last }
    if let path = elsewhere.first { return ": did you mean '\(path)'?" }
    let whole = didYouMean(name, among: keys.map(\.path))
    if !whole.isEmpty { return whole }
    return ": the keys there are \(names.joined(separator: ", "))"
  }
}

/// Returns a question for the nearest name; an empty text if none is near.
func didYouMean(_ name: String, among names: [String]) -> String {
  nearestName(to: name, among: names).map { ": did you mean '\($0)'?" } ?? ""
}
