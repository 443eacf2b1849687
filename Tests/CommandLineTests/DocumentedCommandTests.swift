import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import AutosemCLI

/// The commands in the pages and the experiment files, word for word: their subcommands and options exist.
@Suite struct DocumentedCommandTests {
  /// A command and the file that has it.
  struct Command: CustomTestStringConvertible, Sendable {
    let file: String
    let text: String
    var testDescription: String { "\(file): \(text)" }
  }

  private static let commands: [Command] = {
    let root = repositoryRoot
    let files = ["README.md", "CONTRIBUTING.md"] + paths(in: "docs") + paths(in: "experiments")
    return files.filter { $0.hasSuffix(".md") || $0.hasSuffix(".yml") }.flatMap { file in
      let text = (try? String(contentsOf: root.appending(path: file), encoding: .utf8)) ?? ""
      return commands(in: text).map { Command(file: file, text: $0) }
    }
  }()

  private static func paths(in folder: String) -> [String] {
    let path = repositoryRoot.appending(path: folder).path(percentEncoded: false)
    return ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).sorted()
      .map { "\(folder)/\($0)" }
  }

  /// The commands of a text: lines of code or of a file's comments, continued ones joined, and code in tables that is
  /// more than the name of a subcommand.
  private static func commands(in text: String) -> [String] {
    let lines = text.replacing(#/ \\\n[# ]*/#, with: " ").split(separator: "\n")
    let fenced = text.matches(of: #/```sh\n((?:.|\n)*?)```/#)
      .flatMap { $0.output.1.split(separator: "\n") }
    let indented = lines.filter { $0.hasPrefix("    ") || $0.hasPrefix("#     ") }
      .map { $0.drop { $0 == " " || $0 == "#" } }
    let cells = lines.filter { $0.hasPrefix("|") }
      .flatMap { $0.matches(of: #/`([^`]+ [^`]+ [^`]+)`/#).map(\.output.1) }
    return (fenced + indented + cells).compactMap { line in
      let command = line.replacing(#/^swift run /#, with: "")
      return command.hasPrefix("autosem ") ? String(command) : nil
    }
  }

  /// The words of a command for a shell, up to a redirection, a pipe or a comment.
  private static func words(of command: String) -> [String] {
    var (words, word, quote): ([String], String?, Character?) = ([], nil, nil)
    for character in command {
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

  @Test func thereAreManyCommands() {
    #expect(Self.commands.count > 80, "\(Self.commands.count)")
  }

  @Test(arguments: commands) func theCommandCanBeParsed(command: Command) throws {
    let words = Self.words(of: command.text)
    do {
      _ = try Autosem.parseAsRoot(words)
    } catch {
      // Help and completions are printed as an error of success.
      #expect(Autosem.exitCode(for: error) == .success, "\(error)")
    }
  }
}
