import Yams

/// Reads an experiment from a file and settings, collecting all problems.
struct ExperimentReader {
  /// A value of a key and its source.
  private struct Entry {
    let key: ExperimentKey
    let node: Node
    let source: Source
  }

  /// The source of a value.
  private enum Source {
    case file(YAMLText)
    case setting(ExperimentSetting)

    func position(_ mark: Mark?) -> ExperimentProblem.Position {
      switch self {
      case .file(let text): text.position(mark)
      case .setting(let setting): .option(setting.written)
      }
    }
  }

  /// The problems in the order found.
  private(set) var problems: [ExperimentProblem] = []

  /// The positions of the keys' values; of a list, those of its elements.
  private(set) var positions: [String: [ExperimentProblem.Position]] = [:]

  /// The position of each own task, in the order of the file.
  private(set) var taskPositions: [(name: String, position: ExperimentProblem.Position)] = []

  private var entries: [Entry] = []

  private var mergeKeys = MergeKeys()

  /// Whether the file, if any, has keys.
  private var isReadable = true

  /// Whether a key was given, even with a wrong value; true for every key of a file that cannot be read.
  func isGiven(_ path: String) -> Bool {
    !isReadable || entries.contains { $0.key.path == path }
  }

  /// Whether a key of a section was given, even with a wrong value.
  func isAnyGiven(in section: String) -> Bool {
    entries.contains { $0.key.path.hasPrefix(section + ".") }
  }

  /// Whether a key of a section has only wrong values.
  func isAnyWrong(in section: String) -> Bool {
    entries.contains { $0.key.path.hasPrefix(section + ".") && positions[$0.key.path] == nil }
  }

  /// Adds a problem.
  mutating func report(_ position: ExperimentProblem.Position, _ message: String) {
    problems.append(ExperimentProblem(position: position, message: message))
  }

  // MARK: - Finding the values

  /// Adds the values of a file.
  mutating func add(_ text: YAMLText) {
    do {
      let (root, duplicates) = try text.parsed()
      switch root {
      case .mapping(let mapping)?:
        add(mapping, section: nil, of: text, duplicates: duplicates)
      case .some(let root):
        isReadable = false
        report(
          text.position(root.mark),
          "keys such as 'primary: rte' were expected, got \(found(root))")
      case .none:
        isReadable = false
        report(text.position(nil), "keys such as 'primary: rte' were expected, got an empty file")
      }
    } catch {
      isReadable = false
      problems.append(error.problem)
    }
  }

  private mutating func add(
    _ mapping: Node.Mapping, section: String?, of text: YAMLText, duplicates: [String: String]
  ) {
    var firstMarks: [String: Mark] = [:]
    var merged: [MergeKeys.Pair] = []
    for (name, value) in mapping {
      guard let written = name.text else {
        report(text.position(name.mark), "a name was expected as key, got \(found(name))")
        continue
      }
      let key = ExperimentSchema.spelling(of: duplicates[written] ?? written, in: section)
      if key == MergeKeys.name {
        do {
          merged += try mergeKeys.pairs(of: value)
        } catch {
          report(text.position(error.mark), error.message)
        }
      } else if let first = firstMarks[key] {
        report(text.position(name.mark), "the key '\(key)' was given in line \(first.line) already")
      } else {
        firstMarks[key] = name.mark
        add(value, of: key, at: name.mark, section: section, of: text, duplicates: duplicates)
      }
    }
    for (name, value) in merged {
      let key = name.text.map { ExperimentSchema.spelling(of: duplicates[$0] ?? $0, in: section) }
      guard let key, firstMarks[key] == nil else { continue }
      firstMarks[key] = name.mark
      add(value, of: key, at: name.mark, section: section, of: text, duplicates: duplicates)
    }
  }

  private mutating func add(
    _ value: Node, of key: String, at mark: Mark?, section: String?, of text: YAMLText,
    duplicates: [String: String]
  ) {
    let path = section.map { "\($0).\(key)" } ?? key
    if section == nil, key.hasPrefix(ExperimentSchema.extensionPrefix) { return }
    if let known = ExperimentSchema.key(path), section != nil || !key.contains(".") {
      entries.append(Entry(key: known, node: value, source: .file(text)))
      for name in value.mapping?.keys.compactMap(\.self) ?? [] {
        guard let twice = name.text.flatMap({ duplicates[$0] }) else { continue }
        report(text.position(name.mark), "'\(path)': the key '\(twice)' occurs twice")
      }
    } else if ExperimentSchema.isSection(path) {
      if section == "tasks" { taskPositions.append((key, text.position(mark))) }
      add(value, asSection: path, of: text, duplicates: duplicates)
    } else {
      report(text.position(mark), ExperimentSchema.unknownKey(key, section: section))
    }
  }

  private mutating func add(
    _ value: Node, asSection section: String, of text: YAMLText, duplicates: [String: String]
  ) {
    switch value {
    case .mapping(let mapping): add(mapping, section: section, of: text, duplicates: duplicates)
    // All keys may have been commented out.
    case _ where value.isNull: break
    case .scalar:
      guard let key = ExperimentSchema.shortKey(ofSection: section) else { fallthrough }
      entries.append(Entry(key: key, node: value, source: .file(text)))
    default:
      let keys = ExperimentSchema.names(in: section).joined(separator: ", ")
      report(
        text.position(value.mark),
        "'\(section)': keys (\(keys)) were expected, got \(found(value))")
    }
  }

  /// Adds a setting, which takes precedence over earlier ones and over the file.
  mutating func add(_ setting: ExperimentSetting) {
    let source = Source.setting(setting)
    let known =
      ExperimentSchema.key(setting.key) ?? ExperimentSchema.shortKey(ofSection: setting.key)
    guard let key = known else {
      report(source.position(nil), ExperimentSchema.unknownSetting(setting.key))
      return
    }
    do {
      entries.append(Entry(key: key, node: try setting.node(for: key), source: source))
    } catch {
      report(source.position(nil), error.problem.message)
    }
  }

  // MARK: - Reading the values

  /// Returns the experiment of the correct values, and reports the others.
  mutating func experiment() -> ResolvedExperiment {
    var experiment = ResolvedExperiment(primary: "")
    read(into: &experiment) { $0.path == "mode" }
    experiment = ResolvedExperiment(mode: experiment.mode, primary: "")
    read(into: &experiment) { $0.path != "mode" }
    return experiment
  }

  private mutating func read(
    into experiment: inout ResolvedExperiment, where isIncluded: (ExperimentKey) -> Bool
  ) {
    for entry in entries where isIncluded(entry.key) {
      let key = entry.key
      do {
        let value = try key.kind.value(of: entry.node)
        key.assign(value, &experiment)
        let marks = entry.node.sequence.map { $0.map(\.mark) } ?? [entry.node.mark]
        positions[key.path] = (marks.isEmpty ? [entry.node.mark] : marks)
          .map { entry.source.position($0) }
      } catch {
        report(entry.source.position(error.mark), "'\(key.path)': \(error.message)")
      }
    }
  }
}
