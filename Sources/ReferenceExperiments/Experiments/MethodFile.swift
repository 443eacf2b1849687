import Yams

/// The file of a reference experiment.
public enum MethodFile {
  /// Reads the experiment that a YAML text describes: its name as `experiment`, and its values.
  ///
  /// - Parameters:
  ///   - text: The contents of the file.
  ///   - name: The name of the file, for messages.
  /// - Throws: `MethodFileError` for a text that is not YAML, an experiment that does not exist, and keys
  ///   that are unknown, missing or of the wrong kind.
  public static func experiment(
    _ text: String, name: String
  ) throws(MethodFileError) -> any ReferenceExperiment {
    let root: Node?
    do {
      root = try compose(yaml: text)
    } catch {
      throw MethodFileError("\(name): not YAML: \(error)")
    }
    let names = ReferenceExperiments.all.map { $0.name }.joined(separator: ", ")
    guard let root, let given = root["experiment"] else {
      throw MethodFileError("\(name): the key 'experiment' was expected, one of \(names)")
    }
    guard let type = ReferenceExperiments.all.first(where: { $0.name == given.string }) else {
      throw MethodFileError(
        at: given, of: name,
        "'experiment': one of \(names) was expected, got '\(given.string ?? "a list or keys")'")
    }
    let experiment = try decode(type, from: root, of: name)
    guard experiment.problems.isEmpty else {
      throw MethodFileError(experiment.problems.map { "\(name): \($0)" }.joined(separator: "\n"))
    }
    return experiment
  }

  private static func decode<Experiment: ReferenceExperiment>(
    _ type: Experiment.Type, from root: Node, of name: String
  ) throws(MethodFileError) -> Experiment {
    let experiment: Experiment
    let known: Node?
    do {
      experiment = try YAMLDecoder().decode(type, from: root)
      known = try compose(yaml: YAMLEncoder().encode(experiment))
    } catch {
      throw MethodFileError("\(name): \(sentence(of: error))")
    }
    // The encoded value has all known keys; other keys of the file are unknown.
    if let known {
      try refuseUnknownKeys(in: root, known: known, of: name, allowed: ["experiment"])
    }
    return experiment
  }

  private static func refuseUnknownKeys(
    in given: Node, known: Node, of name: String, allowed: Set<String> = []
  ) throws(MethodFileError) {
    guard let given = given.mapping, let known = known.mapping else { return }
    for (key, value) in given {
      let word = key.string ?? ""
      if let counterpart = known[key] {
        try refuseUnknownKeys(in: value, known: counterpart, of: name)
      } else if !allowed.contains(word) {
        let words = known.keys.compactMap(\.string).sorted().joined(separator: ", ")
        throw MethodFileError(at: key, of: name, "unknown key '\(word)'; there are \(words)")
      }
    }
  }

  private static func sentence(of error: any Error) -> String {
    func path(_ context: DecodingError.Context) -> String {
      context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    switch error as? DecodingError {
    case .keyNotFound(let key, let context):
      return "the key '\((context.codingPath + [key]).map(\.stringValue).joined(separator: "."))' "
        + "is missing"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return "'\(path(context))': a value of the kind \(type) was expected"
    case .dataCorrupted(let context):
      return "'\(path(context))': \(context.debugDescription)"
    default: return "\(error)"
    }
  }
}

/// A problem of the file of a reference experiment.
public struct MethodFileError: Error, Equatable, CustomStringConvertible {
  /// The file, the position where it is known, what was expected and what was given.
  public let description: String

  init(_ description: String) {
    self.description = description
  }

  init(at node: Node, of name: String, _ message: String) {
    let place = node.mark.map { ":\($0.line):\($0.column)" } ?? ""
    self.init("\(name)\(place): \(message)")
  }
}
