import AutoSeM
import Foundation
import Multitask
import Reports
import RunJournal
import Testing

@Suite struct MixtureExportTests {
  /// A run whose mixture is of two of three tasks, with names that every form must quote.
  private func outcome(recommending isFound: Bool = true) throws -> Outcome {
    let tasks = TaskList(primary: "rte", auxiliaries: ["no", "a \"b\", c"])
    let journal = try Journal.inMemory(
      header: RunHeader(
        version: "0.1.0", experiment: "{}", origin: "a folder", isSynthetic: false, tasks: tasks))
    if isFound {
      try journal.record(
        RecommendationRecord(
          mixture: try Mixture(weights: [2, 0, 1]), predictedMean: nil,
          predictedStandardDeviation: nil))
    }
    return try Outcome(of: journal)
  }

  @Test(arguments: [
    (MixtureExport.csv, "task,weight\nrte,\(2.0 / 3)\nno,0.0\n\"a \"\"b\"\", c\",\(1.0 / 3)\n"),
    (.weights, "\"rte\": \(2.0 / 3)\n\"no\": 0.0\n\"a \\\"b\\\", c\": \(1.0 / 3)\n"),
    (
      .json,
      "{\"primary\":\"rte\",\"weights\":{\"rte\":\(2.0 / 3),\"no\":0.0,\"a \\\"b\\\", c\":\(1.0 / 3)}}\n"
    ),
  ])
  func aMixtureIsWrittenInFullPrecision(form: MixtureExport, text: String) throws {
    #expect(try form.text(of: outcome()) == text)
  }

  @Test func sourcesOfNoShareAreNotInterleaved() throws {
    let text = try MixtureExport.huggingface.text(of: outcome())
    #expect(text.contains("    \"rte\": \(2.0 / 3),\n    \"a \\\"b\\\", c\": \(1.0 / 3),\n}"))
    #expect(!text.contains("\"no\""))
    #expect(text.contains("interleave_datasets("))
  }

  @Test(arguments: MixtureExport.allCases)
  func aRunWithoutAMixtureSaysSo(form: MixtureExport) throws {
    #expect(throws: NoMixtureYet(trials: 0)) { try form.text(of: outcome(recommending: false)) }
  }
}
