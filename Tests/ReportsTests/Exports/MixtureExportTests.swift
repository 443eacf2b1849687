import AutoSeM
import Foundation
import Multitask
import Reports
import RunJournal
import Testing

@Suite struct MixtureExportTests {
  /// A run whose mixture is of two of three tasks, with names that every form must quote.
  private func outcome(
    recommending isFound: Bool = true, last: String = "a \"b\", c", sizes: [Int] = [0, 0, 0]
  ) throws -> Outcome {
    let tasks = TaskList(
      primary: TaskSummary("rte", trainingExamples: sizes[0]),
      auxiliaries: [
        TaskSummary("no", trainingExamples: sizes[1]),
        TaskSummary(last, trainingExamples: sizes[2]),
      ])
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

  /// The forms for trainers, after their comments.
  private static let forms: [(MixtureExport, String)] = [
    (
      .llamafactory,
      "dataset: \"rte,it's\"\nmix_strategy: interleave_over\ninterleave_probs: \"\(2.0 / 3),\(1.0 / 3)\"\n"
    ),
    (
      .trl,
      "datasets:\n  - path: \"rte\"\n    fraction: \(2.0 / 3)\n  - path: \"it's\"\n    fraction: \(1.0 / 3)\n"
    ),
    (
      .msSwift,
      #"--dataset 'rte' 'it'\''s' \"# + "\n--interleave_prob \(2.0 / 3) \(1.0 / 3) \\\n"
        + "--stopping_strategy all_exhausted\n"
    ),
    (.megatron, #"--data-path \#(2.0 / 3) 'rte' \#(1.0 / 3) 'it'\''s'"# + "\n"),
    (
      .mosaic,
      """
      dataset:
        streams:
          "rte":
            local: "rte"
            proportion: \(2.0 / 3)
          "it's":
            local: "it's"
            proportion: \(1.0 / 3)

      """
    ),
    (
      .levanter,
      "data:\n  train_weights:\n    \"rte\": \(2.0 / 3)\n    \"it's\": \(1.0 / 3)\n"
    ),
    (
      .olmoCore,
      """
      sources:
        - source_name: "rte"
          target_ratio: \(2.0 / 3)
          paths: ["rte/*.npy"]
          max_repetition_ratio: 1.0
        - source_name: "it's"
          target_ratio: \(1.0 / 3)
          paths: ["it's/*.npy"]
          max_repetition_ratio: 1.0

      """
    ),
  ]

  @Test(arguments: forms)
  func aTrainerGetsItsOwnSyntax(form: MixtureExport, text: String) throws {
    let export = try form.text(of: outcome(last: "it's"))
    #expect(export.hasPrefix("# The mixture that autosem found for \"rte\".\n"))
    let lines = export.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.drop { $0.hasPrefix("#") }.joined(separator: "\n") == text)
  }

  @Test func theSamplerOfPyTorchWeighsExamples() throws {
    let text = try MixtureExport.torch.text(of: outcome())
    #expect(text.contains("mixture = {\n    \"rte\": \(2.0 / 3),\n"))
    #expect(text.contains("share / len(part)"))
  }

  @Test(arguments: [
    (MixtureExport.llamafactory, "a,b"), (.llamafactory, " a"), (.llamafactory, ""),
    (.msSwift, "a#1"), (.megatron, "a b"),
  ])
  func aNameThatASyntaxTakesForSomethingElseIsRefused(form: MixtureExport, name: String) throws {
    #expect(throws: NameNotExported.self) { try form.text(of: outcome(last: name)) }
  }

  private static let python = "/usr/bin/python3"

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: python), "there is no Python"),
    arguments: ["a\nb", "a\r\nb,c", "\"a\",\"\"", " a ", "'=1+1'", "a\u{2028}b"])
  func pythonReadsNamesOfACSVFileBack(name: String) throws {
    let python = Process()
    python.executableURL = URL(filePath: Self.python)
    python.arguments = [
      "-c",
      "import csv, io, json, sys; print(json.dumps(list(csv.reader(io.StringIO(sys.argv[1], newline='')))))",
      try MixtureExport.csv.text(of: outcome(last: name)),
    ]
    let output = Pipe()
    (python.standardOutput, python.standardError) = (output, FileHandle.nullDevice)
    try python.run()
    let read = try output.fileHandleForReading.readToEnd() ?? Data()
    python.waitUntilExit()
    #expect(python.terminationStatus == 0)
    let rows = try JSONDecoder().decode([[String]].self, from: read)
    #expect(rows.map(\.count) == [2, 2, 2, 2])
    #expect(rows.map(\.[0]) == ["task", "rte", "no", name])
  }

  @Test func noNameBreaksOutOfAComment() throws {
    // A shell takes lines within its quotes as they are.
    let inShell = [MixtureExport.msSwift, .megatron]
    for form in MixtureExport.allCases where form != .csv && !inShell.contains(form) {
      let text = try form.text(of: outcome(last: "x\nimport_os", sizes: [1, 1, 100]))
      #expect(!text.contains("\nimport_os"), "\(form)")
    }
  }

  @Test(arguments: [MixtureExport.huggingface, .llamafactory, .msSwift])
  func oversamplingIsSaidWithTheNumberOfDraws(form: MixtureExport) throws {
    // 600 / (2 / 3) = 900 draws end rte; the 30 of the other data set are drawn 300 times by then.
    let text = try form.text(of: outcome(last: "b", sizes: [600, 1_000, 30]))
    #expect(text.contains("about 900 draws, by the sizes of the run, which end with 'rte' (600)."))
    #expect(text.contains("Smaller ones are oversampled: 'b' 10.0 times."))
    let even = try form.text(of: outcome(last: "b", sizes: [600, 1_000, 300]))
    #expect(even.contains("about 900 draws") && !even.contains("oversampled"))
    let unknown = try form.text(of: outcome(last: "b"))
    #expect(unknown.contains("about the largest of size / share"))
  }

  @Test func aMixtureWithoutRepeatsSaysHowManyRowsItHas() throws {
    // 30 / (1 / 3) = 90 rows, of which rte has 60.
    let text = try MixtureExport.trl.text(of: outcome(last: "b", sizes: [600, 1_000, 30]))
    #expect(
      text.contains(
        "the mixture has 90 rows, by the sizes of the run, since 'b' has no more than 30."))
    #expect(
      try MixtureExport.trl.text(of: outcome(last: "b")).contains("least of size / share rows"))
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
