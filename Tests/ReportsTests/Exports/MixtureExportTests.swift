import AutoSeM
import Foundation
import Multitask
import Reports
import RunJournal
import Testing

@Suite struct MixtureExportTests {
  /// A run whose mixture is of two of three tasks, with names that every form must quote.
  private func outcome(
    recommending isFound: Bool = true, last: String = "a \"b\", c"
  ) throws -> Outcome {
    let tasks = TaskList(primary: "rte", auxiliaries: ["no", TaskSummary(last)])
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

  /// What each form makes of names that break lines or that YAML forbids or folds as they are.
  @Test(arguments: [
    ("a\nb", "\"a\nb\"", #""a\nb""#), ("a\rb", "\"a\rb\"", #""a\rb""#),
    ("a\r\nb", "\"a\r\nb\"", #""a\r\nb""#), ("a\"\u{301}", "\"a\"\"\u{301}\"", "\"a\\\"\u{301}\""),
    ("a\tb", "a\tb", #""a\tb""#), ("a\\b/c", "a\\b/c", #""a\\b/c""#),
    (
      "\u{7F}\u{85}\u{2028}\u{FEFF}", "\u{7F}\u{85}\u{2028}\u{FEFF}", #""\u007f\u0085\u2028\ufeff""#
    ),
    ("größe 🦉: #1", "größe 🦉: #1", "\"größe 🦉: #1\""),
  ])
  func namesWithSpecialCharactersAreQuoted(name: String, field: String, quoted: String) throws {
    let outcome = try outcome(last: name)
    #expect(try MixtureExport.csv.text(of: outcome).hasSuffix("\nno,0.0\n\(field),\(1.0 / 3)\n"))
    #expect(try MixtureExport.weights.text(of: outcome).hasSuffix("\n\(quoted): \(1.0 / 3)\n"))
    #expect(try MixtureExport.json.text(of: outcome).hasSuffix(",\(quoted):\(1.0 / 3)}}\n"))
    #expect(
      try MixtureExport.huggingface.text(of: outcome).contains("\n    \(quoted): \(1.0 / 3),\n}"))
    // JSON is read back as it was.
    let object = try JSONSerialization.jsonObject(
      with: Data(MixtureExport.json.text(of: outcome).utf8))
    let weights = try #require((object as? [String: Any])?["weights"] as? [String: Double])
    #expect(weights[name] == 1.0 / 3)
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
