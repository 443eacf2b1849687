import Foundation
import TestSupport
import Testing

/// The landing pages of the library products.
@Suite struct PageTests {
  private static let pages: [String] = {
    let sources = repositoryRoot.appending(path: "Sources").path(percentEncoded: false)
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: sources)) ?? []
    return paths.filter { $0.hasSuffix(".md") && $0.contains(".docc/") }.sorted()
  }()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: repositoryRoot.appending(path: path), encoding: .utf8)
  }

  /// The code of a text, with single spaces and without imports.
  private func code(_ text: some StringProtocol) -> String {
    text.split(separator: "\n")
      .map { $0.split(separator: " ").joined(separator: " ") }
      .filter { !$0.isEmpty && !$0.hasPrefix("import ") }
      .joined(separator: "\n")
  }

  @Test func everyPageHasAnExample() {
    #expect(Self.pages.count == 15)
  }

  @Test(arguments: pages) func theExamplesAreCodeThatIsCompiled(page: String) throws {
    let source = code(try text("Tests/DocumentationTests/PageExamples.swift"))
    let blocks = try text("Sources/\(page)").components(separatedBy: "```swift\n").dropFirst()
    #expect(!blocks.isEmpty)
    for block in blocks {
      let block = code(block.components(separatedBy: "```")[0])
      #expect(source.contains(block), "\(block)")
    }
  }
}
