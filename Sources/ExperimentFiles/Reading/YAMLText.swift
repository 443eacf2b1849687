import Foundation
import Yams

/// A text in YAML with the name of its file and the positions of its nodes.
struct YAMLText {
  /// The name of the file, for messages.
  let name: String

  /// The number of keys that may occur twice before reading stops: each takes another parse.
  private static let mostDuplicates = 20

  private let text: String
  private let lines: [String]

  /// Creates a text; a byte-order mark at its beginning is dropped.
  init(_ text: String, name: String) {
    self.name = name
    self.text =
      text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    lines = YAMLText.lines(of: self.text)
  }

  /// Parses the text.
  ///
  /// - Returns: The root, nil for a text of comments alone, and the duplicate keys by their names in the tree.
  func parsed() throws(MalformedText) -> (root: Node?, duplicates: [String: String]) {
    // The parser stops at a key that occurs twice. Since all problems are to be found at once, such
    // a key is renamed to something of the same length that nobody writes, and marks stay right.
    var copy = text
    var duplicates: [String: String] = [:]
    while true {
      do {
        return (try compose(yaml: copy), duplicates)
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        guard duplicates.count < Self.mostDuplicates else {
          throw MalformedText(
            problem: problem(
              at: context.mark,
              "the key '\(keys.first ?? "")' occurs twice, and so do "
                + "\(duplicates.count) others"))
        }
        let placeholder = "\u{E000}".unicodeScalars.first.map {
          $0.value + UInt32(duplicates.count)
        }
        guard let key = keys.first, let scalar = placeholder.flatMap(Unicode.Scalar.init),
          let renamed = YAMLText.renaming(key, at: context.mark, to: scalar, in: copy)
        else {
          throw MalformedText(
            problem: problem(at: context.mark, "the key '\(keys.first ?? "")' occurs twice"))
        }
        duplicates[String(repeating: String(scalar), count: key.unicodeScalars.count)] = key
        copy = renamed
      } catch {
        throw MalformedText(problem: problem(of: error))
      }
    }
  }

  /// Returns a problem at a mark of the parser.
  func problem(at mark: Mark?, _ message: String) -> ExperimentProblem {
    ExperimentProblem(position: position(mark), message: message)
  }

  /// Returns the position of a mark of the parser, or the beginning for none.
  func position(_ mark: Mark?) -> ExperimentProblem.Position {
    position(line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  private func position(line: Int, column: Int) -> ExperimentProblem.Position {
    let excerpt = lines.indices.contains(line - 1) ? lines[line - 1] : ""
    return .file(name: name, line: line, column: column, excerpt: excerpt)
  }

  // MARK: - What the parser throws

  private func problem(of error: any Error) -> ExperimentProblem {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let excerpt = lines.indices.contains(mark.line - 1) ? lines[mark.line - 1] : ""
      let hint =
        switch excerpt.unicodeScalars.dropFirst(mark.column - 1).first {
        case "\t": ": a tab cannot indent, spaces were expected"
        case "{", "[": ": write each word as an item, and braces and brackets in quotes"
        default: ""
        }
      let doing = context.map { "\($0.text), " } ?? ""
      return self.problem(at: mark, "not YAML: \(doing)\(problem)\(hint)")
    case .reader(let problem, let offset, _, let yaml):
      let before = YAMLText.lines(of: String(yaml.prefix(offset ?? 0)))
      return ExperimentProblem(
        position: position(
          line: before.count, column: (before.last?.unicodeScalars.count ?? 0) + 1),
        message: "not YAML: \(problem)")
    default:
      return problem(at: nil, "not YAML: \(error)")
    }
  }

  // MARK: - Positions

  /// The lines as the parser counts them, without their ends.
  private static func lines(of text: String) -> [String] {
    var lines = [String.UnicodeScalarView()]
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": lines.append(String.UnicodeScalarView())
      default: lines[lines.count - 1].append(scalar)
      }
      previous = scalar
    }
    return lines.map { String($0) }
  }

  /// Returns the text with a key's letters replaced; nil if the key is not written there literally.
  private static func renaming(
    _ key: String, at mark: Mark, to scalar: Unicode.Scalar, in text: String
  ) -> String? {
    var scalars = text.unicodeScalars
    var position = scalars.startIndex
    var line = 1
    while line < mark.line, position < scalars.endIndex {
      let isEnd: Bool
      switch scalars[position] {
      case "\r":
        let next = scalars.index(after: position)
        isEnd = next == scalars.endIndex || scalars[next] != "\n"
      case "\n", "\u{85}", "\u{2028}", "\u{2029}": isEnd = true
      default: isEnd = false
      }
      line += isEnd ? 1 : 0
      position = scalars.index(after: position)
    }
    guard
      var start = scalars.index(position, offsetBy: mark.column - 1, limitedBy: scalars.endIndex),
      start < scalars.endIndex, !key.isEmpty
    else { return nil }
    if scalars[start] == "'" || scalars[start] == "\"" { start = scalars.index(after: start) }
    let letters = key.unicodeScalars
    guard let end = scalars.index(start, offsetBy: letters.count, limitedBy: scalars.endIndex),
      scalars[start..<end].elementsEqual(letters)
    else { return nil }
    scalars.replaceSubrange(start..<end, with: repeatElement(scalar, count: letters.count))
    return String(scalars)
  }
}

/// A text that is not YAML.
struct MalformedText: Error {
  let problem: ExperimentProblem
}
