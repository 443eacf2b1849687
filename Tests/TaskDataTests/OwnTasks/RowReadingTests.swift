import Foundation
import GSLNumerics
import Multitask
import TestSupport
import Testing

@testable import TaskData

/// What becomes of values that are missing, categories, and labels that are written in many ways.
@Suite struct RowReadingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Reads a task whose training file is its test file, unless there is another.
  private func read(
    _ text: String, _ name: String = "a.csv", test: String? = nil,
    _ change: (inout TaskDescription) -> Void
  ) throws -> TaskDataset {
    try description(text, name, test: test, change)
      .read(in: SplitOrder(using: RandomStreams(seed: 1).stream("own")))
  }

  private func description(
    _ text: String, _ name: String = "a.csv", test: String? = nil,
    _ change: (inout TaskDescription) -> Void
  ) throws -> TaskDescription {
    var task = TaskDescription(name: "own")
    task.train = [try folder.write(text, to: name)]
    task.test = [try test.map { try folder.write($0, to: "test-" + name) } ?? task.train[0]]
    change(&task)
    return task
  }

  // MARK: - Missing values

  private let people = "age,sex,pay\n20,f,1\n?,m,2\n40,,3\n,f,\n60,m,5\n"

  private func numbers(_ task: inout TaskDescription) {
    (task.features, task.target) = (["age", "sex"], "pay")
    task.layout.na = ["?", ""]
  }

  @Test func rowsWithAMissingValueAreLeftOutAndCounted() throws {
    let task = try read(people) { numbers(&$0) }
    #expect(task.features == ["age", "sex=f", "sex=m"])
    #expect(
      task.training == [
        Example(features: [20, 1, 0], target: 1), Example(features: [60, 0, 1], target: 5),
      ])
    #expect(
      task.notes.contains(
        "train: 3 of 5 rows are left out, in which 'age' (2), 'pay' (1), 'sex' (1) are missing"))
  }

  @Test func missingValuesAreReplacedByTheMeanOfTheTrainingExamples() throws {
    let task = try read(people, test: "age,sex,pay\n,m,7\n10,x,8\n") {
      numbers(&$0)
      $0.layout.missing = .mean
    }
    #expect(
      task.training == [
        Example(features: [20, 1, 0], target: 1), Example(features: [40, 0, 1], target: 2),
        Example(features: [40, 0, 0], target: 3), Example(features: [60, 0, 1], target: 5),
      ])
    #expect(
      task.test == [
        Example(features: [40, 0, 1], target: 7), Example(features: [10, 0, 0], target: 8),
      ])
    let replaced = "are replaced by the mean, or by no category: "
    #expect(
      task.notes == [
        "categorical columns, with their numbers of categories: 'sex' (2)",
        "train: 1 of 5 rows are left out, in which the target is missing",
        "train: missing values \(replaced)'age' (1), 'sex' (1)",
        "test: missing values \(replaced)'age' (1)",
        "test: values that are no category of the training files, and read as none: 'sex' (1)",
      ])
  }

  @Test func missingValuesMayBeReplacedByAValue() throws {
    let task = try read(people) {
      numbers(&$0)
      $0.layout.missing = .value("0")
    }
    #expect(task.features == ["age", "sex=0", "sex=f", "sex=m"])
    #expect(task.training.map(\.features)[1...2] == [[0, 0, 0, 1], [40, 1, 0, 0]])
  }

  @Test func nullAndAbsentKeysOfJSONAreMissing() throws {
    let text = "{\"a\": 1, \"y\": 1}\n{\"a\": null, \"y\": 2}\n{\"y\": 3}\n{\"a\": 4, \"y\": 4}\n"
    let task = try read(text, "a.jsonl") {
      ($0.features, $0.target, $0.layout.missing) = (["a"], "y", .drop)
    }
    #expect(task.training.map(\.target) == [1, 4])
    #expect(throws: TaskDataError.self) {
      try read(text, "a.jsonl") { ($0.features, $0.target) = (["a"], "y") }
    }
  }

  @Test func whatIsLeftOutIsSaidWhereTooLittleIsLeft() throws {
    let error = #expect(throws: TaskDataError.self) {
      try read("a,y\n,1\n,2\n3,3\n") {
        ($0.features, $0.target, $0.layout.missing) = (["a"], "y", .drop)
      }
    }
    #expect(error?.description.contains("2 of 3 rows are left out, in which 'a' (2)") == true)
  }

  // MARK: - Categories

  @Test func columnsOfTextsAreCategoriesAndNumbersWhenNamed() throws {
    let text = "class,port,y\n3,S,0\n1,C,1\n3,Q,0\n2,S,1\n"
    let task = try read(text) {
      ($0.features, $0.label, $0.categories) = (["class", "port"], "y", ["class"])
    }
    #expect(task.features == ["class=1", "class=2", "class=3", "port=C", "port=Q", "port=S"])
    #expect(task.training[0] == Example(features: [0, 0, 1, 0, 0, 1], target: 0))
    #expect(task.training[3] == Example(features: [0, 1, 0, 0, 0, 1], target: 1))
  }

  /// One text among numbers is a mistake rather than a category.
  @Test func aTextAmongNumbersIsAnErrorWithTheKeyForIt() throws {
    func message(_ value: String) -> String {
      let error = #expect(throws: TaskDataError.self) {
        try read("a,y\n1,0\n2,1\n\(value),0\n") { ($0.features, $0.label) = (["a"], "y") }
      }
      return error?.description ?? ""
    }
    #expect(message("?").hasSuffix("set 'missing: drop' and 'na: [\"?\"]'"))
    #expect(message("two").hasSuffix("name it under 'categories'"))
  }

  @Test func aColumnOfNamesHoldsNoCategories() throws {
    let text = "name,y\n" + (0..<201).map { "n\($0),\($0 % 2)\n" }.joined()
    let error = #expect(throws: TaskDataError.self) {
      try read(text) { ($0.features, $0.label) = (["name"], "y") }
    }
    #expect(error?.description.contains("a.csv:202:1: found more than 200 different texts") == true)
  }

  // MARK: - Labels

  @Test func labelsMayBeRenamedDroppedAndTrimmed() throws {
    let text = "t,y\na,spam \nb, ham\nc,Spam\nd,-\n"
    let task = try read(text, test: "t,y\na,SPAM\nb,ham\n") {
      ($0.text, $0.label, $0.layout.trim) = (["t"], "y", true)
      $0.labelNames = ["Spam": "spam", "SPAM": "spam"]
      $0.dropLabels = ["-"]
    }
    #expect(task.target == .classes(["ham", "spam"]))
    #expect(task.training.map(\.target) == [1, 0, 1] && task.test.map(\.target) == [1, 0])
    #expect(task.notes == ["train: 1 of 4 rows are left out for their labels"])
  }

  @Test func labelsThatAreHardlyMeantAreWarnedOf() throws {
    let task = try read("t,y\na,spam \nb,ham\nc,spam\nd,-\ne,Spam\n") {
      ($0.text, $0.label) = (["t"], "y")
    }
    #expect(task.notes.count == 2)
    #expect(
      task.notes[0].hasPrefix("the labels 'Spam', 'spam', 'spam ' differ in case or space alone"))
    #expect(
      task.notes[1]
        == "the label '-' looks like none: if it is no class, set 'drop_labels: [\"-\"]'")
    #expect(labelNotes(["0", "1", "neg", "NA"]).count == 1)
    #expect(labelNotes(["+1", "neutral", "北"]).isEmpty)
  }

  // MARK: - Texts, files, parts

  @Test func quotesThatMeanNothingAndAreDoubledAreWarnedOf() throws {
    let text = "t\ty\n\"a \"\"b\"\"\"\t0\n\"c\"\t1\nd \"e\"\t0\n"
    let task = try read(text, "a.tsv") { ($0.text, $0.label) = (["t"], "y") }
    let warning =
      "texts in quotes, with doubled quotes inside, are among the first rows (1): if the "
      + "file quotes fields, set 'quoted: true'"
    #expect(task.notes == ["train: \(warning)", "test: \(warning)"])
    let quoted = try read(text.replacing("d \"e\"", with: "d"), "a.tsv") {
      ($0.text, $0.label, $0.layout.quoted) = (["t"], "y", true)
    }
    #expect(quoted.notes.isEmpty && quoted.training[0].first == "a \"b\"")
  }

  @Test func oneTextIsMadeOfSeveralColumns() throws {
    let task = try read("s,b,y\nHi,there,0\n,you,1\n") { ($0.join, $0.label) = (["s", "b"], "y") }
    #expect(task.training.map(\.first) == ["Hi there", "you"] && !task.isPair)
  }

  @Test func severalFilesAreReadOneAfterAnother() throws {
    let other = try folder.write("y\tt\n1\tc\n", to: "b.tsv")
    let task = try read("t,y\na,0\nb,1\n") {
      ($0.text, $0.label) = (["t"], "y")
      $0.train.append(other)
    }
    #expect(task.training.map(\.first) == ["a", "b", "c"])
  }

  @Test func eachValueOfAColumnIsATask() throws {
    let text =
      "shop,t,c,y\n"
      + (0..<12).map { "\(["Air travel", "books", ""][$0 % 3]),t\($0),\($0),\($0 / 3 % 2)\n" }
      .joined()
    var whole = try description(text) {
      ($0.text, $0.label, $0.tasksBy) = (["t"], "y", "shop")
    }
    let parts = try whole.parts()
    #expect(parts.map(\.name) == ["air travel", "books"])
    let tasks = try parts.map {
      try $0.read(in: SplitOrder(using: RandomStreams(seed: 1).stream("own")))
    }
    #expect(
      tasks.map { $0.training.map(\.first) } == [
        ["t0", "t3", "t6", "t9"], ["t1", "t4", "t7", "t10"],
      ])
    (whole.taskNames, whole.mostTasks) = ("shop-{value}", 1)
    #expect(try whole.parts().map(\.name) == ["shop-air travel"])
    whole.taskNames = "all"
    whole.mostTasks = nil
    #expect(throws: TaskDataError.self) { try whole.parts() }
  }

  /// So that tasks of one file share the layer above their features.
  @Test func tasksOfOneFileHaveTheSameCategories() throws {
    let text = "shop,c,y\na,red,1\na,blue,2\nb,green,3\nb,red,4\n"
    let whole = try description(text) {
      ($0.features, $0.target, $0.tasksBy) = (["c"], "y", "shop")
    }
    for part in try whole.parts() {
      let task = try part.read(in: SplitOrder(using: RandomStreams(seed: 1).stream("own")))
      #expect(task.features == ["c=blue", "c=green", "c=red"])
    }
  }

  @Test func aColumnOfManyValuesIsNoColumnOfTasks() throws {
    let text = "id,t,y\n" + (0..<300).map { "\($0),a,\($0 % 2)\n" }.joined()
    var task = try description(text) { ($0.text, $0.label, $0.tasksBy) = (["t"], "y", "id") }
    let error = #expect(throws: TaskDataError.self) { try task.parts() }
    #expect(error?.description.contains("more than 200 values in the column 'id'") == true)
    task.mostTasks = 3
    #expect(try task.parts().count == 3)
  }

  @Test func furtherColumnsAreHandedOut() throws {
    let task = try description("g,t,y\np1,a,0\np2,b,1\n") { ($0.text, $0.label) = (["t"], "y") }
    var rows = TaskRows(task, further: ["g"])
    var groups: [String] = []
    while try rows.advance() { groups.append(rows.further(0)) }
    #expect(groups == ["p1", "p2"])
  }

  @Test func pathsMayBeThoseOfFoldersOrPatterns() throws {
    for name in ["d/b.csv", "d/a.csv.gz", "d/c.md", "d/.csv", "d/e/f.csv", "d/g/f.csv"] {
      try folder.write("x", to: name)
    }
    func names(_ path: String) throws -> [String] {
      try FileList.files(of: folder.path(path)).map { $0.replacing(folder.path(""), with: "") }
    }
    #expect(try names("d") == ["d/a.csv.gz", "d/b.csv"])
    #expect(try names("d/*.csv*") == ["d/a.csv.gz", "d/b.csv"])
    #expect(try names("*/[ef]/?.csv") == ["d/e/f.csv"])
    #expect(try names("d/none.csv") == ["d/none.csv"])
    for wrong in ["d/*.tsv", "d/e/*/x"] {
      #expect(throws: TaskDataError.self) { try names(wrong) }
    }
    try folder.write("x", to: "d/h/readme.md")
    #expect(throws: TaskDataError.self) { try names("d/h") }
  }

  // MARK: - All problems at once

  @Test func theFirstFewProblemsOfEachKindAreFound() throws {
    let rows = (0..<9).map { $0 % 2 == 0 ? "x\($0),0\n" : "\($0),yes\n" }.joined()
    let task = try description("a,y\n1,0\n2,1\n3,2\n4,0\n5,0\n6,0\n" + rows + "1\n") {
      ($0.features, $0.label, $0.labels) = (["a"], "y", ["0", "1", "2"])
      $0.test = nil
    }
    let messages = task.problems(inFirst: nil).map {
      $0.problem.description.replacing(folder.path(""), with: "")
    }
    #expect(messages.count == 9)
    #expect(messages[0].hasPrefix("a.csv:8:1: found 'x0', a finite number was expected"))
    #expect(messages[3] == "a.csv: 2 more problems like the one before")
    #expect(messages[4].hasPrefix("a.csv:9:3: found the label 'yes'"))
    #expect(messages[7] == "a.csv: 1 more problem like the one before")
    #expect(messages[8].hasPrefix("a.csv:17:2: found a row of 1 column"))
  }

  @Test func labelsOfTheTestFileThatTheTrainingFileLacksAreProblems() throws {
    let task = try description("t,y\na,0\nb,1\n", test: "t,y\nc,2\n") {
      ($0.text, $0.label) = (["t"], "y")
    }
    #expect(task.problems(inFirst: nil).map(\.file) == [.test])
  }
}
