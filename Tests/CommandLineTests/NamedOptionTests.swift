import Foundation
import TestSupport
import Testing

/// The options that messages name are there.
@Suite struct NamedOptionTests {
  /// The options of other programs: scripts, Slurm, and the trainers that a mixture is exported for.
  private static let foreign: Set = [
    "--model", "--no-deps", "--weights",
    "--allocations", "--array", "--chdir", "--job", "--job-name", "--jobs", "--me", "--memory",
    "--no-requeue", "--noheader", "--oneliner", "--parsable", "--states",
    "--data-path", "--dataset", "--interleave_prob", "--stopping_strategy",
  ]

  private static func options(of command: String) throws -> Set<String> {
    options(in: try Tool.run("help", command).output)
  }

  private static func options(in text: some StringProtocol) -> Set<String> {
    Set(String(text).matches(of: /--[a-z][a-z_\-]*/).map { String($0.output) })
  }

  /// The Swift files of `Sources`, without comments, style sheets and the script of pages, whose properties look
  /// like options.
  private static func code() throws -> [(name: String, line: Substring)] {
    let sources = repositoryRoot.appending(path: "Sources")
    let names = try FileManager.default.subpathsOfDirectory(
      atPath: sources.path(percentEncoded: false))
    return try names.sorted().filter {
      $0.hasSuffix(".swift") && !$0.hasSuffix("Style.swift") && !$0.hasSuffix("PageScript.swift")
    }.flatMap { name in
      try String(contentsOf: sources.appending(path: name), encoding: .utf8).split(separator: "\n")
        .filter { !$0.contains("//") }.map { (name, $0) }
    }
  }

  @Test func messagesNameOptionsThatThereAre() throws {
    var known = Self.foreign
    for command in [
      "run", "resume", "recover", "watch", "serve", "report", "trials", "export", "predict",
      "validate", "tasks", "compare", "fit", "optimize",
    ] {
      known.formUnion(try Self.options(of: command))
    }
    #expect(known.isSuperset(of: ["--help", "--set", "--journal", "--format"]))
    for (name, line) in try Self.code() {
      let unknown = Self.options(in: line).subtracting(known)
      #expect(unknown.isEmpty, "\(name) names \(unknown)")
    }
  }
}
