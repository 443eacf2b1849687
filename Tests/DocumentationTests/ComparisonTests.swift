import AutoSeM
import Foundation
import PolicyComparison
import TestSupport
import Testing

/// `docs/compare.md` against the policies.
@Suite struct ComparisonTests {
  @Test func everyPolicyIsInTheTable() throws {
    let page = try String(
      contentsOf: repositoryRoot.appending(path: "docs/compare.md"), encoding: .utf8)
    let firstCells = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
      .compactMap { $0.split(separator: "|").first }.joined()
    let names = firstCells.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }
      .map { String($0.element) }
    #expect(names.sorted() == ComparedPolicy.allCases.map(\.rawValue).sorted())
  }
}
