import Foundation
import TestSupport
import Testing

/// The options that messages and pages name are there.
@Suite struct NamedOptionTests {
  /// The options of other programs.
  private static let foreign: Set = ["--no-deps", "--weights"]

  private static func options(of command: String) throws -> Set<String> {
    options(in: try Tool.run("help", command).output)
  }

  private static func options(in text: some StringProtocol) -> Set<String> {
    Set(String(text).matches(of: /--[a-z][a-z_\-]*/).map { String($0.output) })
  }

  /// The Swift files of `Sources`, without comments and style sheets, whose properties look like options.
  private static func code() throws -> [(name: String, line: Substring)] {
    let sources = repositoryRoot.appending(path: "Sources")
    let names = try FileManager.default.subpathsOfDirectory(
      atPath: sources.path(percentEncoded: false))
    return try names.sorted().filter {
      $0.hasSuffix(".swift") && !$0.hasSuffix("Style.swift")
    }.flatMap { name in
      try String(contentsOf: sources.appending(path: name), encoding: .utf8).split(separator: "\n")
        .filter { !$0.contains("//") }.map { (name, $0) }
    }
  }

  @Test func messagesNameOptionsThatThereAre() throws {
    var known = Self.foreign
    for command in [
      "run", "resume", "report", "trials", "export", "validate", "tasks", "compare", "fit",
      "optimize",
    ] {
      known.formUnion(try Self.options(of: command))
    }
    #expect(known.isSuperset(of: ["--help", "--set", "--journal", "--format"]))
    for (name, line) in try Self.code() {
      let unknown = Self.options(in: line).subtracting(known)
      #expect(unknown.isEmpty, "\(name) names \(unknown)")
    }
  }

  /// The commands of the pages, as a reader types them.
  @Test func pagesNameOptionsOfTheirCommands() throws {
    let docs = repositoryRoot.appending(path: "docs")
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: docs.path(percentEncoded: false)
    )
    .filter { $0.hasSuffix(".md") }.map { docs.appending(path: $0) }
    var commands = 0
    for page in pages + [repositoryRoot.appending(path: "README.md")] {
      let text = try String(contentsOf: page, encoding: .utf8).replacing("\\\n", with: " ")
      for line in text.split(separator: "\n") {
        // As a block or between backquotes; a command may be left out, for `run` is the default.
        for match in line.matches(of: /(?:^|[ `])autosem (?<rest>(?:[a-z]+|--primary)[^`|>]*)/) {
          let first = match.output.rest.prefix { $0 != " " }
          let command = first.hasPrefix("-") ? "run" : String(first)
          let named = Self.options(in: match.output.rest)
          guard !named.isEmpty else { continue }
          commands += 1
          let unknown = named.subtracting(try Self.options(of: command))
          #expect(unknown.isEmpty, "\(page.lastPathComponent): \(match.output.0)")
        }
      }
    }
    #expect(commands > 20)
  }
}
