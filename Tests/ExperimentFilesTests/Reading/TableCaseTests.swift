import ExperimentFiles
import Foundation
import Multitask
import TaskData
import TestSupport
import Testing

/// The files of `../shared/cases` that concern reading, each read by keys alone.
@Suite(.enabled(if: sharedCase("semicolon") != nil, "shared/cases is absent"))
struct TableCaseTests {
  /// Reads the only task of an experiment that names a case's files, by its keys.
  private func read(_ name: String, _ keys: String) throws -> TaskDataset {
    try #require(try suite(name, keys).tasks.first)
  }

  private func suite(_ name: String, _ keys: String) throws -> TaskSuite {
    try experiment(name, keys).allTasks()
  }

  private func experiment(
    _ name: String, _ keys: String, primary: String = "p"
  ) throws -> ResolvedExperiment {
    let folder = try #require(sharedCase(name)).path(percentEncoded: false)
    let text =
      "primary: \(primary)\ntasks:\n  p: {\(keys.replacing("@", with: folder + (folder.hasSuffix("/") ? "" : "/")))}\n"
    return try ExperimentFile(text: text, name: "a.yml").resolved()
  }

  private func problem(_ name: String, _ keys: String) throws -> String {
    let error = #expect(throws: ExperimentFileError.self) { try experiment(name, keys) }
    return error?.description ?? ""
  }

  /// The number of examples in all splits.
  private func count(_ task: TaskDataset) -> Int { task.training.count + task.test.count }

  @Test func semicolons() throws {
    let keys = "train: @wine.csv, features: [acid, sugar], target: score"
    let given = try read("semicolon", keys + ", delimiter: \";\"")
    #expect(count(given) == 300 && given.features == ["acid", "sugar"])
    let guessed = try read("semicolon", keys)
    #expect(guessed.training == given.training)
    #expect(guessed.notes.contains { $0.contains("suggest ';' between the columns") })
  }

  @Test func commasWithSpacesAndAFirstLineToSkip() throws {
    let task = try read(
      "comma-space",
      """
      train: @people.data, test: @people.test, format: csv, delimiter: ", ", header: none, comment: "|",
      features: [0, 1, 2], label: 3, labels: {"<=50K.": "<=50K", ">50K.": ">50K"}, na: "?", missing: mean
      """)
    #expect(task.training.count == 300 && task.test.count == 150)
    #expect(task.target == .classes(["<=50K", ">50K"]))
    #expect(task.features == ["0", "1=Private", "1=State", "2"])
    #expect(task.notes.contains { $0.hasPrefix("train: missing values are replaced") })
  }

  @Test func filesWithoutHeader() throws {
    let task = try read("no-header", "train: @messages.tsv, header: none, text: 1, label: 0")
    #expect(count(task) == 300 && task.target == .classes(["ham", "spam"]))
    #expect(
      try problem("no-header", "train: @messages.tsv, text: 1, label: 0").contains("'header: none'")
    )
  }

  @Test func latin1BetweenAtSigns() throws {
    let keys = "train: @phrases.txt, delimiter: \"\\x40\", header: none, text: 0, label: 1"
    let task = try read("at-sign-latin1", keys + ", encoding: latin-1")
    #expect(
      count(task) == 300 && task.training.allSatisfy { $0.first.contains("à côté d'un café") })
    let problem = try problem("at-sign-latin1", keys)
    #expect(problem.contains("byte 27 of the file is not UTF-8"))
    #expect(problem.contains("0xE0, 'à' in latin-1: set 'encoding: latin-1'"))
  }

  @Test func coarseAndFineLabelsBeforeAColon() throws {
    let keys = "train: @questions.label, header: none, quoted: false, encoding: latin-1"
    let coarse = try read("colon-label", keys + ", delimiter: [\":\", \" \"], text: 2, label: 0")
    #expect(count(coarse) == 300 && coarse.target == .classes(["HUM", "LOC"]))
    #expect(coarse.training.allSatisfy { $0.first.hasPrefix("The ") && $0.first.hasSuffix(" ?") })
    let fine = try read("colon-label", keys + ", delimiter: [\" \"], text: 1, label: 0")
    #expect(fine.target == .classes(["HUM:ind", "LOC:city"]))
  }

  @Test func whatPandasWrites() throws {
    let keys = "train: @quoted.tsv, text: sentence, label: label"
    let file = try #require(sharedCase("semicolon")).deletingLastPathComponent().path(
      percentEncoded: false)
    let path = keys.replacing("@", with: file + (file.hasSuffix("/") ? "" : "/"))
    let task = try read("semicolon", path + ", quoted: true")
    #expect(count(task) == 300)
    #expect(task.training.allSatisfy { $0.first.hasSuffix("\"\n\tshe said,\tand \"\"left\"\"") })
    #expect(try problem("semicolon", path).contains("set 'quoted: true'"))
  }

  @Test func utf16WithItsMark() throws {
    let task = try read("utf16", "train: @notes.csv, text: text, label: y")
    #expect(count(task) == 300 && task.target == .classes(["0", "1"]))
  }

  @Test func tabsInAFileForCommas() throws {
    let task = try read(
      "tabs-in-csv",
      "train: @pairs.csv, format: tsv, header: none, text: [5, 6], target: 4")
    #expect(count(task) == 300 && task.isPair && task.target == .number(0...5))
    let same = try read(
      "tabs-in-csv",
      "train: @pairs.csv, delimiter: \\t, quoted: false, header: none, text: [5, 6], target: 4")
    #expect(same.training == task.training)
  }

  @Test func missingValues() throws {
    let keys = "train: @boat.csv, features: [fare, age, sex], label: alive, missing: "
    let dropped = try read("missing", keys + "drop")
    #expect(count(dropped) < 300 && dropped.features == ["fare", "age", "sex=female", "sex=male"])
    let left = 300 - count(dropped)
    #expect(
      dropped.notes.contains(
        "train: \(left) of 300 rows are left out, in which 'age' (\(left)) are missing"))
    let filled = try read("missing", keys + "mean")
    #expect(count(filled) == 300)
    #expect(filled.notes.contains { $0.hasSuffix("by no category: 'age' (\(left))") })
    #expect(try read("missing", keys + "0").training.contains { $0.features[1] == 0 })
  }

  @Test func labelsThatDifferInCaseOrSpace() throws {
    let keys = "train: @mail.csv, text: v2, label: v1"
    let odd = try read("odd-labels", keys)
    #expect(odd.notes.count { $0.contains("differ in case or space alone") } == 2)
    let task = try read("odd-labels", keys + ", trim: true, labels: {Ham: ham, SPAM: spam}")
    #expect(task.target == .classes(["ham", "spam"]) && task.notes.isEmpty && count(task) == 300)
  }

  @Test func aDashIsNoClass() throws {
    let keys = "train: @pairs.jsonl, text: [a, b], label: gold"
    let odd = try read("dash-label", keys)
    #expect(odd.target == .classes(["-", "maybe", "no", "yes"]))
    #expect(odd.notes.contains { $0.hasPrefix("the label '-' looks like none") })
    let task = try read("dash-label", keys + ", drop_labels: [\"-\"]")
    #expect(task.target == .classes(["maybe", "no", "yes"]) && count(task) == 285)
    #expect(task.notes == ["train: 15 of 300 rows are left out for their labels"])
  }

  @Test func lineSeparatorsInsideOfTexts() throws {
    #expect(count(try read("line-separators", "train: @lines.jsonl, text: text, label: y")) == 300)
  }

  @Test func aTaskOfEachShop() throws {
    let resolved = try experiment(
      "tasks-by", "train: @shops.csv, text: text, label: y, tasks_by: shop", primary: "Air Travel")
    let suite = try resolved.allTasks()
    #expect(suite.names == ["air travel", "books", "films", "tools"])
    #expect(suite.tasks.map(count) == [200, 200, 200, 200])
    #expect(try ResolvedExperiment(json: resolved.json()) == resolved)
    #expect(try resolved.prepared().factory.tasks.map(\.name).first == "air travel")
  }

  // MARK: - Looking at them

  @Test func theFilesAreTakenForWhatTheyAre() throws {
    let cases = try #require(sharedCase("semicolon")).deletingLastPathComponent()
    func look(_ name: String) throws -> FileInspection {
      try FileInspection(path: cases.appending(path: name).path(percentEncoded: false))
    }
    for name in [
      "semicolon/wine.csv", "comma-space/people.data", "comma-space/people.test",
      "no-header/messages.tsv", "at-sign-latin1/phrases.txt", "colon-label/questions.label",
      "quoted.tsv", "utf16/notes.csv", "tabs-in-csv/pairs.csv", "missing/boat.csv",
      "odd-labels/mail.csv", "dash-label/pairs.jsonl", "line-separators/lines.jsonl",
      "tasks-by/shops.csv", "groups/visits.csv", "leak/all.csv",
    ] {
      let inspection = try look(name)
      let task = inspection.description(named: "own")
      let rows = name == "comma-space/people.test" ? 150 : inspection.rows
      #expect(inspection.rows == rows && inspection.isWhole, "\(name)")
      #expect(task.problems(inFirst: nil).isEmpty, "\(name): \(task)")
      #expect(task.label ?? task.target != nil, "\(name)")
    }
    let phrases = try look("at-sign-latin1/phrases.txt")
    #expect(
      phrases.encoding == .latin1 && phrases.delimiter == .everywhere("@") && !phrases.hasHeader)
    #expect(phrases.roles.text == ["0"] && phrases.roles.label == "1")
    #expect(try look("colon-label/questions.label").delimiter == .inTurn([":", " "]))
    #expect(try look("dash-label/pairs.jsonl").roles.dropLabels == ["-"])
    let mail = try look("odd-labels/mail.csv")
    #expect(mail.layout.trim == true && mail.roles.labelNames == ["Ham": "ham", "SPAM": "spam"])
    #expect(mail.warnings.count == 2)
    #expect(
      try look("missing/boat.csv").columns.map(\.kind) == [
        .identifier, .number, .number, .number, .category,
      ])
  }
}
