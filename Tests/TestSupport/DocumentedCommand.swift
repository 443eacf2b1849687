import Foundation
public import Testing

/// A command as a page, an experiment file or a check shows it, word for word.
public struct DocumentedCommand: CustomTestStringConvertible, Sendable {
  /// The file that shows it.
  public let file: String

  /// Its line, from the program's name on.
  public let text: String

  /// The file and the line.
  public var testDescription: String { "\(file): \(text)" }

  /// Where commands stand in a text.
  public enum Place: Sendable {
    /// In lines of code, or of a file's comments.
    case lines
    /// In code within the rows of tables, of more words than the name of a subcommand.
    case tables
    /// In code anywhere in the text, of more words than the name of a subcommand.
    case text
  }

  /// Returns the commands of a program in all documents.
  public static func all(of program: String, in places: Set<Place>) -> [DocumentedCommand] {
    let files =
      ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] + paths(in: "docs")
      + paths(in: "experiments")
    return files.filter { name in [".md", ".yml", ".py", ".sh"].contains { name.hasSuffix($0) } }
      .flatMap { file in
        let text =
          (try? String(contentsOf: repositoryRoot.appending(path: file), encoding: .utf8)) ?? ""
        return candidates(in: text, isScript: file.hasSuffix(".sh"), places)
          .map { $0.replacing(#/^(\w+=\S+ )*(swift run (-c release )?)?([^ ]+\/)?/#, with: "") }
          .filter { $0.hasPrefix(program + " ") }
          .map { DocumentedCommand(file: file, text: $0) }
      }
  }

  private static func paths(in folder: String) -> [String] {
    let path = repositoryRoot.appending(path: folder).path(percentEncoded: false)
    return ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted()
      .map { "\(folder)/\($0)" }
  }

  /// The texts that may be commands; continued lines are joined.
  private static func candidates(
    in text: String, isScript: Bool, _ places: Set<Place>
  ) -> [String] {
    let joined = text.replacing(#/ \\\n[# ]*/#, with: " ")
    let lines = joined.split(separator: "\n")
    var found: [String] = []
    if places.contains(.lines) {
      found += joined.matches(of: #/```sh\n((?:.|\n)*?)```/#)
        .flatMap { $0.output.1.split(separator: "\n") }.map { String($0) }
      found += lines.filter { $0.hasPrefix("    ") || $0.hasPrefix("#     ") || isScript }
        .map { line in String(line.drop { $0 == " " || $0 == "#" }) }
    }
    if places.contains(.tables) {
      found += lines.filter { $0.hasPrefix("|") }.flatMap { code(in: String($0)) }
    }
    if places.contains(.text) {
      found += joined.split(separator: "\n\n").flatMap { code(in: String($0)) }
    }
    return found
  }

  /// The code of a line or a paragraph that has three words or more.
  private static func code(in paragraph: String) -> [String] {
    paragraph.matches(of: #/`([^`]+)`/#)
      .map { String($0.output.1.replacing(#/\n */#, with: " ")) }
      .filter { $0.split(separator: " ").count >= 3 }
  }

  /// The words for a shell, without the program's name, up to a redirection, a pipe or a comment.
  public var words: [String] {
    var (words, word, quote): ([String], String?, Character?) = ([], nil, nil)
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "(" {
        quote = ")"
      } else if quote == nil, character == "'" || character == "\"" {
        (quote, word) = (character, word ?? "")
      } else if quote == nil, character == " " {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return Array(words.prefix { !["#", ">", "<", "|", "2>&1", "&"].contains($0) }.dropFirst())
  }
}
