import Foundation
import TestSupport
import Testing

@Suite struct ReadmeTests {
  private func text(_ path: String) throws -> String {
    try String(contentsOf: repositoryRoot.appending(path: path), encoding: .utf8)
  }

  @Test func theLibraryExampleIsTheCodeThatIsTested() throws {
    let source = try text("Tests/DocumentationTests/LibraryExample.swift")
    let dashes = "// " + String(repeating: "-", count: 98) + "\n"
    let example = try #require(source.components(separatedBy: dashes).dropFirst().first)
    #expect(try text("README.md").contains("```swift\n" + example + "```"))
  }

  @Test func theLibraryExampleFindsAQuarter() throws {
    let best = try search()
    #expect(abs(best[1] - 0.25) < 0.03, "\(best)")
  }

  @Test func theDocumentsThatAreLinkedExist() throws {
    let pages =
      try FileManager.default.subpathsOfDirectory(
        atPath: repositoryRoot.appending(path: "docs").path(percentEncoded: false)
      )
      .filter { $0.hasSuffix(".md") }.map { "docs/" + $0 } + ["README.md", "CONTRIBUTING.md"]
    let link = /\]\((?<target>[^)#:]+)(#[^)]*)?\)/
    for page in pages {
      for match in try text(page).matches(of: link) {
        let folder = repositoryRoot.appending(path: page).deletingLastPathComponent()
        let target = folder.appending(path: String(match.output.target))
        #expect(
          FileManager.default.fileExists(atPath: target.path(percentEncoded: false)),
          "\(page) links to \(match.output.target)")
      }
    }
  }
}
