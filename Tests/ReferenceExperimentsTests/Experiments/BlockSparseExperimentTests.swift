import Foundation
import ReferenceExperiments
import TestSupport
import Testing

@Suite struct BlockSparseExperimentTests {
  private func table(_ part: String = "", _ replacement: String = "") throws -> ResultTable {
    let file =
      repositoryRoot
      .appending(path: "experiments/methods/block-sparse.yml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let changed = part.isEmpty ? text : text.replacing(part, with: replacement)
    return try MethodFile.experiment(changed, name: "block-sparse.yml").run()
  }

  @Test func penaltiesOverTasksFindTheFeaturesThatTheyShare() throws {
    let table = try table()
    func value(_ row: String, _ column: String) throws -> Double {
      try #require(table[row, column])
    }
    #expect(try value("l1/l2", "f1") > 0.98 && value("l1/l2", "least") > 0.93)
    #expect(try value("l1/linf", "f1") > 0.9 && value("l1/linf", "f1") > value("lasso", "f1"))
    #expect(try value("lasso", "f1") < value("l1/l2", "f1") - 0.05)
    #expect(try value("l1/l2", "error") < value("l1/linf", "error"))
    #expect(try value("l1/linf", "error") < value("lasso", "error"))
  }

  /// At the strength that is best of a coarser grid, which is lower, lassos find far more than there is.
  @Test func withLessChoiceLassosAreFarBehind() throws {
    let table = try table("strengths: 12", "strengths: 4")
    let lasso = try #require(table["lasso", "f1"])
    #expect(try #require(table["l1/l2", "f1"]) > 0.98 && lasso < 0.8)
  }

  @Test(arguments: [
    ("active: 8", "active: 101", "'active': at most 'features', 100, was expected, got 101"),
    ("tasks: 10", "tasks: 0", "'tasks': a positive number was expected, got 0"),
    ("noise: 0.5", "noise: -1", "'noise': a number of at least 0 was expected, got -1"),
  ])
  func wrongValuesAreRefused(part: String, replacement: String, reason: String) {
    let error = #expect(throws: MethodFileError.self) { try table(part, replacement) }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }
}
