import Multitask
import Yams

/// A value of a key that takes precedence over the file.
public struct ExperimentSetting: Sendable {
  /// A text, which is parsed as in a file, or a typed value.
  enum Content: Sendable {
    case text(String)
    case value(ExperimentValue)
  }

  /// The full name of the key, such as `mixing.trials`.
  public let key: String

  /// The setting as the user wrote it, for messages.
  public let written: String

  let content: Content

  /// Creates a setting from a text, which is read as in a file.
  ///
  /// - Parameters:
  ///   - key: The full name of the key.
  ///   - text: The value in YAML.
  public init(key: String, text: String) {
    self.key = key
    written = "--set \(key)=\(text)"
    content = .text(text)
  }

  /// Creates a setting from a value.
  ///
  /// - Parameters:
  ///   - key: The full name of the key.
  ///   - value: The value.
  ///   - written: The setting as the user wrote it, such as `--trials 40`.
  public init(key: String, value: ExperimentValue, written: String) {
    self.key = key
    self.written = written
    content = .value(value)
  }
}

extension ExperimentSetting {
  /// Returns the value as a node of the experiment.
  ///
  /// - Throws: `MalformedText` when a text is not YAML.
  func node(for key: ExperimentKey) throws(MalformedText) -> Node {
    switch content {
    case .value(let value): value.node
    case .text(let text): try node(of: text, isPath: key.kind.isPath)
    }
  }

  /// A path that is not a text in YAML is taken literally.
  private func node(of text: String, isPath: Bool) throws(MalformedText) -> Node {
    do {
      let root = try YAMLText(text, name: "").parsed().root ?? ExperimentValue.none.node
      guard isPath, root.scalar == nil else { return root }
    } catch {
      guard isPath else { throw error }
    }
    return ExperimentValue.text(text).node
  }
}

extension ExperimentValue {
  /// The value as a parsed node.
  fileprivate var node: Node {
    switch self {
    case .integer(let value): Node("\(value)", Tag(.implicit), .plain)
    case .seed(let value): Node("\(value)", Tag(.implicit), .plain)
    case .number(let value): Node("\(value)", Tag(.implicit), .plain)
    case .text(let text): Node(text, Tag(.str), .singleQuoted)
    case .texts(let texts): Node(texts.map { Node($0, Tag(.str), .singleQuoted) })
    case .map(let texts):
      Node(
        texts.sorted { $0.key < $1.key }.map { name, text in
          (Node(name, Tag(.str), .singleQuoted), Node(text, Tag(.str), .singleQuoted))
        })
    case .targets(let targets):
      Node(
        targets.map { target in
          let weight = ExperimentValue.number(target.weight).node
          let keys =
            [("weight", weight)]
            + (target.loseAtMost.map { [("lose_at_most", ExperimentValue.number($0).node)] } ?? [])
          return (
            Node(target.name, Tag(.str), .singleQuoted),
            Node(keys.map { (Node($0.0, Tag(.str), .singleQuoted), $0.1) })
          )
        })
    case .none: Node("", Tag(.null), .plain)
    }
  }
}
