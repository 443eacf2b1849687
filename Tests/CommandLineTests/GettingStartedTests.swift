import Foundation
import TestSupport
import Testing

/// `docs/getting-started.md`, with shorter trainings.
@Suite struct GettingStartedTests {
  private let page: String
  private let folder: TemporaryFolder

  init() throws {
    page = try String(
      contentsOf: repositoryRoot.appending(path: "docs/getting-started.md"), encoding: .utf8)
    folder = try TemporaryFolder()
  }

  /// The blocks of code in a language.
  private func blocks(_ language: String) -> [String] {
    page.components(separatedBy: "```\(language)\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
  }

  @Test func everyCommandOfThePageRuns() throws {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    // The files are there before the commands, and the first block enters their folder.
    shell.arguments = ["-ec", blocks("sh").joined()]
    shell.currentDirectoryURL = folder.url
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    let start = folder.url.appending(path: "start")
    var output = ""
    let commands = page.split(separator: "\n").filter { $0.hasPrefix("    autosem ") }
    #expect(commands.count == 7)
    for command in commands {
      let words = command.replacing("mixing.steps=400", with: "mixing.steps=8").split(
        separator: " ")
      let result = try Tool(words.dropFirst().map(String.init), in: start).result()
      #expect(result.status == 0, "\(command): \(result.errors)")
      output += result.output + result.errors
    }
    // What the page shows and does not depend on the trainings.
    let draft = try String(contentsOf: start.appending(path: "tickets.yml"), encoding: .utf8)
    #expect(draft.contains(try #require(blocks("yaml").first)))
    let shown = blocks("text")
    #expect(output.contains(shown[0]))
    #expect(output.contains("40 trainings: no stage one, 28 trials of 8, confirmation on 3 seeds"))
    let predicted = shown[3].split(separator: "\n")
    #expect(output.contains(try #require(predicted.first)))
    let table = shown[2].split(separator: "\n").first { $0.contains("95 % interval") }
    #expect(output.contains(try #require(table)))
  }
}
