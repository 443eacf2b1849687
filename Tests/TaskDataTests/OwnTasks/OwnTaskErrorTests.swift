import Foundation
import GSLNumerics
import Multitask
import TestSupport
import Testing

@testable import TaskData

/// What may be wrong with files of one's own, and what is said of it.
@Suite struct OwnTaskErrorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func message(
    _ text: String, file: String = "a.csv", _ change: (inout TaskDescription) -> Void = { _ in }
  ) throws -> String {
    var task = TaskDescription(name: "reviews")
    task.train = [try folder.write(text, to: file)]
    task.text = ["body"]
    task.label = "stars"
    change(&task)
    let error = #expect(throws: TaskDataError.self) {
      try task.read(in: SplitOrder(using: RandomStreams(seed: 1).stream("own")))
    }
    return error?.description.replacing(folder.path(""), with: "") ?? ""
  }

  private let rows = "body,stars\na,good\nb,bad\n"

  @Test func columnsThatAreMissingAreNamedAllAtOnce() throws {
    #expect(
      try message("id,bdy,star\n1,2,3\n")
        == "a.csv:1:1: found the columns 'id', 'bdy', 'star'; 'body', 'stars' were expected: did you "
        + "mean 'bdy', 'star'?")
    #expect(
      try message("body^stars\na^b\n")
        == "a.csv:1:1: found the columns 'body^stars'; 'body', 'stars' were expected")
    #expect(
      try message("body;stars\na;b\n", file: "a.tsv")
        == "a.tsv:1:1: found the columns 'body;stars'; 'body', 'stars' were expected: are the columns "
        + "separated by ';'? Then set 'delimiter: \";\"'")
  }

  @Test func aColumnThatIsThereTwiceIsAnError() throws {
    #expect(
      try message("body,stars,body\na,b,c\n")
        == "a.csv:1:12: found the column 'body' a second time, each name of a column that is read once "
        + "was expected")
  }

  @Test func raggedRowsAreErrors() throws {
    #expect(
      try message(rows + "c\n")
        == "a.csv:4:2: found a row of 1 column, 2 were expected, as in the first row")
    #expect(
      try message(rows + "c,good,x\n")
        == "a.csv:4:8: found a row of 3 columns, 2 were expected, as in the first row")
  }

  @Test func aLabelThatIsNotInTheSetIsAnErrorWithTheNearest() throws {
    #expect(
      try message(rows + "\"c\nd\",godo\n") { $0.labels = ["bad", "good"] }
        == "a.csv:5:4: found the label 'godo', 'bad', 'good' were expected: did you mean 'good'?")
    #expect(
      try message(rows + "c,\n") { $0.labels = ["bad", "good"] }
        == "a.csv:4:3: found no label, 'bad', 'good' were expected")
    #expect(try message(rows + "c,\n") == "a.csv:4:3: found no label, a label was expected")
    let test = try folder.write("body,stars\nx,fine\n", to: "test.csv")
    #expect(
      try message(rows) { $0.test = [test] }
        == "test.csv:2:3: found the label 'fine', 'bad', 'good' were expected")
  }

  @Test(arguments: [
    "nan", "NaN", "inf", "-inf", "Infinity", "1e999", "0x10", "1,5", "three", "1 2", "--1", "1_000",
    "\u{661}", "",
  ])
  func aTargetIsAFiniteNumber(_ number: String) throws {
    let text = "{\"body\": \"a\", \"stars\": 1}\n{\"body\": \"b\", \"stars\": \"\(number)\"}\n"
    let found = number.isEmpty ? "nothing" : "'\(number)'"
    #expect(
      try message(text, file: "a.jsonl") { ($0.label, $0.target) = (nil, "stars") }
        == "a.jsonl:2:25: found \(found), a finite number was expected")
  }

  @Test func aNumberWhoseSquareIsOutOfRangeIsAnError() throws {
    #expect(
      try message("body,stars\n1,2e101\n2,3\n") { ($0.label, $0.target) = (nil, "stars") }
        == "a.csv:2:3: found '2e101', a number from -1e100 to 1e100 was expected")
  }

  @Test func featuresAreFiniteNumbers() throws {
    let text = "rooms,area,price\n1,2,3\n2,NaN,4\n3,4,5\n"
    #expect(
      try message(text) {
        ($0.text, $0.features) = ([], ["rooms", "area"])
        ($0.label, $0.target) = (nil, "price")
      }
        == "a.csv:3:3: found 'NaN', a finite number was expected: if it stands for a missing value, set "
        + "'missing: drop' and 'na: [\"NaN\"]'")
  }

  @Test func tooFewExamplesAndNothingToTellApartAreErrors() throws {
    #expect(try message("") == "the file 'a.csv' is empty, rows were expected")
    #expect(try message("\n\n") == "the file 'a.csv' is empty, rows were expected")
    #expect(
      try message("body,stars\n")
        == "the file 'a.csv' holds 0 labelled examples, at least 3 were expected")
    #expect(
      try message(rows) == "the file 'a.csv' holds 2 labelled examples, at least 3 were expected")
    #expect(
      try message("body,stars\na,x\nb,x\nc,x\n")
        == "a.csv: found the label 'x' in every example, at least two different ones were expected")
    #expect(
      try message("body,stars\na,2\nb,2\nc,2\n") { ($0.label, $0.target) = (nil, "stars") }
        == "a.csv: found the target 2.0 in every example, at least two different ones were expected"
    )
    #expect(
      try message("body,stars\na,x\nb,y\nc,z\nd,z\ne,x\nf,y\n") { $0.metric = .f1 }
        == "a.csv: found 3 labels, two were expected by f1: try macro_f1 or matthews")
    let test = try folder.write("body,stars\n", to: "test.csv")
    #expect(
      try message(rows) { $0.test = [test] }
        == "the file 'test.csv' holds 0 labelled examples, at least 1 was expected")
  }

  @Test func numbersTakenForLabelsAreSeen() throws {
    let text = "body,stars\n" + (0..<1_001).map { "a,\($0)\n" }.joined()
    #expect(
      try message(text)
        == "a.csv:1002:3: found more than 1000 different labels, fewer were expected: is it a number that is "
        + "to be predicted ('target') rather than a label ('label')?")
  }

  @Test func filesThatCannotBeReadAreErrors() throws {
    #expect(
      try message(rows, file: "a.dat")
        == "'a.dat' cannot be read: its name ends in none of .csv, .txt, .data, .tsv, .jsonl, .ndjson and "
        + "these with .gz: name its format with 'format: csv', 'tsv' or 'jsonl'")
    #expect(
      try message(rows) { $0.test = ["/nowhere.csv"] } == "the file '/nowhere.csv' does not exist")
    let path = folder.path("")
    let message = try message(rows) { ($0.test, $0.layout.format) = ([path], .csv) }
    #expect(message.hasSuffix("cannot be read: it is a folder, a file was expected"))
  }

  @Test func theFirstRowsOfEveryFileAreChecked() throws {
    var task = TaskDescription(name: "reviews")
    let many = (0..<200).map { "a,\($0 % 2)\n" }.joined()
    task.train = [try folder.write("body,stars\n" + many + "wrong\n", to: "train.csv")]
    task.validation = [try folder.write("body\na\n", to: "validation.csv")]
    task.test = [try folder.write("body,stars\na,2\n", to: "test.csv")]
    task.text = ["body"]
    task.label = "stars"
    task.labels = ["0", "1"]
    #expect(task.problems().map(\.file) == [.validation, .test])
    #expect(task.problems(inFirst: 1_000).map(\.file) == [.train, .validation, .test])
  }
}
