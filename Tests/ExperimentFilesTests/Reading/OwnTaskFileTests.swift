import AutoSeM
import ExperimentFiles
import Foundation
import Multitask
import TaskData
import TestSupport
import Testing

/// Tasks of one's own in experiment files; the ▸ stands before what is wrong.
@Suite struct OwnTaskFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let rows = (0..<40).map { "review \($0)\t\($0.isMultiple(of: 3) ? "good" : "bad")\t\($0)\n" }
    try folder.write("body\tstars\tlength\n" + rows.joined(), to: "reviews.tsv")
  }

  private func resolved(
    _ text: String, _ settings: [(key: String, value: String)] = []
  ) throws -> ResolvedExperiment {
    try ExperimentFile(contentsOf: URL(filePath: folder.write(text, to: "a.yml")))
      .resolved(overriding: written(settings))
  }

  /// Expects a problem at each ▸, with the paths of the folder left out.
  private func expect(
    _ marked: String, gives messages: [String], at location: SourceLocation = #_sourceLocation
  ) throws {
    var expected: [String] = []
    for (number, line) in marked.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      for (count, mark) in line.unicodeScalars.enumerated().filter({ $0.1 == "▸" }).enumerated() {
        expected.append("\(number + 1):\(mark.0 + 1 - count)")
      }
    }
    let error = #expect(throws: ExperimentFileError.self, sourceLocation: location) {
      try resolved(marked.replacing("▸", with: ""))
    }
    guard case .problems(let problems)? = error else { return }
    let positions = problems.map { problem in
      if case .file(_, let line, let column, _) = problem.position {
        "\(line):\(column)"
      } else {
        ""
      }
    }
    #expect(positions == expected, sourceLocation: location)
    #expect(
      problems.map { $0.message.replacing(folder.path(""), with: "") } == messages,
      sourceLocation: location)
  }

  // MARK: - What is read

  @Test func everyKeyOfATaskIsRead() throws {
    let experiment = try resolved(
      """
      primary: reviews
      tasks:
        Reviews:
          train: reviews.tsv
          format: tsv
          text: body
          label: stars
          labels: [bad, good]
          metric: f1
          limit: 20
        pairs: {train: reviews.tsv, text: [body, stars], target: length}
      """)
    var reviews = TaskDescription(name: "reviews")
    reviews.train = [folder.path("reviews.tsv")]
    reviews.layout.format = .tsv
    reviews.text = ["body"]
    reviews.label = "stars"
    reviews.labels = ["bad", "good"]
    reviews.metric = .f1
    reviews.limit = 20
    var pairs = TaskDescription(name: "pairs")
    pairs.train = [folder.path("reviews.tsv")]
    pairs.text = ["body", "stars"]
    pairs.target = "length"
    #expect(experiment.tasks == [reviews, pairs])
    #expect(try ResolvedExperiment(json: experiment.json()) == experiment)
    #expect(experiment.search.mixing.steps == 1_200)
  }

  @Test func settingsChangeTasksAndMakeThem() throws {
    let text = "primary: reviews\ntasks: {reviews: {train: reviews.tsv, text: body, label: stars}}"
    let experiment = try resolved(text, [("tasks.reviews.limit", "7")])
    #expect(experiment.tasks?.first?.limit == 7)
    let made = try ExperimentFile.empty.resolved(
      overriding: written([
        ("primary", "own"), ("tasks.own.train", folder.path("reviews.tsv")),
        ("tasks.own.text", "body"), ("tasks.own.target", "length"),
      ]))
    #expect(made.tasks?.map(\.name) == ["own"])
  }

  /// What a description says and a file cannot would be out of reach.
  @Test func everyPartOfADescriptionHasAKey() throws {
    var task = TaskDescription(name: "own")
    (task.validation, task.test, task.label, task.target) = (["v"], ["t"], "l", "n")
    (task.labels, task.metric, task.limit) = (["a"], .f1, 3)
    (task.group, task.heldOut) = ("g", HeldOut())
    (task.layout.format, task.layout.delimiter) = (.csv, .everywhere(","))
    (task.layout.quoted, task.layout.header, task.layout.skip) = (true, TableHeader.none, 1)
    (task.labelNames, task.dropLabels) = (["a": "b"], ["-"])
    (task.tasksBy, task.taskNames, task.mostTasks, task.value) = ("d", "{value}", 3, "books")
    (task.layout.missing, task.layout.na) = (.drop, [""])
    (task.layout.comment, task.layout.encoding, task.layout.trim) = ("#", .utf8, true)
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let object = try JSONSerialization.jsonObject(with: encoder.encode(task))
    // A map of labels is the key `labels`, too, and `tasks_by` gives the value.
    let parts = Set(try #require(object as? [String: Any]).keys)
      .subtracting(["name", "label_names", "value"])
    let keys = ExperimentSchema.taskKeys.map { String($0.path.dropFirst(11).prefix { $0 != "." }) }
    #expect(parts == Set(keys))
  }

  @Test func tasksAreListedBeforeThoseOfTheFolderAndSyntheticOnesOnlyWhenNamed() throws {
    let text = "primary: reviews\ntasks: {reviews: {train: reviews.tsv, text: body, label: stars}}"
    let alone = try resolved(text).allTasks()
    #expect(alone.names == ["reviews"] && !alone.origin.isSynthetic)
    #expect(alone.origin.name == "the experiment's own files")
    let experiment = try resolved(text + "\nauxiliary: [sst2]")
    let prepared = try experiment.prepared()
    #expect(prepared.factory.tasks.map(\.name) == ["reviews", "sst2"])
    #expect(prepared.origin.contains("SYNTHETIC"))
    #expect(
      prepared.summary().contains(
        "test: set aside from the training files of reviews, drawn with seed 1"))
    #expect(throws: ExperimentFileError.self) { try resolved(text + "\nauxiliary: [sst]") }
  }

  // MARK: - What is wrong

  @Test func allProblemsOfAllTasksAreReportedAtOnce() throws {
    try expect(
      """
      primary: reviews
      tasks:
        reviews: {▸trian: reviews.tsv, text: body, label: stars, train: ▸reviews.csv}
        ▸empty: {}
        ▸▸nothing: {train: reviews.tsv}
        both: {train: reviews.tsv, text: [body, ▸body], label: stars, metric: ▸pearson}
        answer: {train: reviews.tsv, text: body, target: ▸body}
        measure: {train: reviews.tsv, text: body, label: stars, labels: [a, b, c], metric: ▸f1}
        columns: {train: ▸reviews.tsv, text: boddy, label: star}
        numbers: {train: reviews.tsv, features: body, label: stars, labels: [good, bad, ▸bad]}
        labels: {train: ▸▸▸▸reviews.tsv, text: body, label: stars, labels: [bad, god]}
        same: {train: reviews.tsv, test: ▸reviews.tsv, text: body, label: stars}
        ▸a.b: {train: reviews.tsv}
        ▸Same: {}
      """,
      gives: [
        "unknown key 'trian' under 'tasks.reviews': did you mean 'train'?",
        "the file 'reviews.csv' does not exist",
        "'tasks.empty': keys such as 'train', 'text' and 'label' were expected, got none",
        "'tasks.nothing': either 'text', the columns of one or two sentences, or 'join', those of one "
          + "text, or 'features', those of numbers and categories, was expected",
        "'tasks.nothing': either 'label', the column of the class to predict, or 'target', that of the "
          + "number, was expected",
        "'tasks.both.text': 'body' is in the list already",
        "'tasks.both.metric': pearson is a measure of numbers, one of classes was expected: accuracy, "
          + "f1, macro_f1, weighted_f1, balanced_accuracy, cohen_kappa, matthews, accuracy_and_f1",
        "'tasks.answer': the column 'body' is to be predicted, and predicted from",
        "'tasks.measure.metric': f1 is of two classes, got 3 labels: try macro_f1 or matthews",
        "reviews.tsv:1:1: found the columns 'body', 'stars', 'length'; 'boddy', 'star' were expected: "
          + "did you mean 'body', 'stars'?",
        "'tasks.numbers.labels': 'bad' is in the list already",
        "reviews.tsv:2:10: found the label 'good', 'bad', 'god' were expected: did you mean 'god'?",
        "reviews.tsv:5:10: found the label 'good', 'bad', 'god' were expected: did you mean 'god'?",
        "reviews.tsv:8:10: found the label 'good', 'bad', 'god' were expected: did you mean 'god'?",
        "reviews.tsv: 11 more problems like the one before",
        "'tasks.same.test': this is the file of 'train', which models learn from; another one was "
          + "expected, or none",
        "the name of a task was expected, of letters, digits, '-' and '_', got 'a.b'",
        "the key 'same' was given in line 12 already",
      ])
  }
}
