import GSLNumerics
import Multitask
import TestSupport
import Testing

@testable import TaskData

/// Files with inputs to predict, by the columns of a task.
@Suite struct InputTableTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func read(_ text: String, _ name: String, _ task: TaskDataset) throws -> InputTable {
    try InputTable(
      of: folder.write(text, to: name), columns: #require(task.columns), target: task.target)
  }

  /// Reads a task of a file.
  private func task(
    _ text: String, _ name: String = "train.csv", _ describe: (inout TaskDescription) -> Void
  ) throws -> TaskDataset {
    var description = TaskDescription(name: "task")
    description.train = [try folder.write(text, to: name)]
    describe(&description)
    return try description.read(in: SplitOrder(using: RandomStreams(seed: 1).stream("order")))
  }

  private func tickets(_ describe: (inout TaskDescription) -> Void = { _ in }) throws -> TaskDataset
  {
    let rows = (0..<20).map { "text \($0),\($0 % 2 == 0 ? "yes" : "no")\n" }
    return try task("body,answer\n" + rows.joined()) {
      ($0.text, $0.label) = (["body"], "answer")
      describe(&$0)
    }
  }

  @Test(arguments: [
    ("new.csv", "id,body\n1,one\n2,two\n"), ("new.tsv", "body\tid\none\t1\ntwo\t2\n"),
    ("new.jsonl", "{\"body\": \"one\"}\n{\"body\": \"two\", \"id\": [1]}\n"),
    // An unknown name takes the format of the training files.
    ("new.today", "body,id\none,1\ntwo,2\n"),
  ]) func aFileOfAnyFormatNeedsNoAnswers(name: String, text: String) throws {
    let table = try read(text, name, tickets())
    #expect(table.examples.map(\.first) == ["one", "two"])
    #expect(table.answers == [nil, nil])
    #expect(table.notes.isEmpty)
  }

  @Test(arguments: [
    ("new.csv", "answer,body\nyes,one\nno,two\n,three\n"),
    (
      "new.jsonl",
      "{\"body\": \"one\", \"answer\": \"yes\"}\n{\"body\": \"two\", \"answer\": \"no\"}\n"
        + "{\"body\": \"three\"}\n"
    ),
  ]) func answersAreNumberedAndMayBeMissing(name: String, text: String) throws {
    #expect(try read(text, name, tickets()).answers == [1, 0, nil])
  }

  @Test func theLayoutOfTheTrainingFilesIsThatOfFilesOfTheirFormat() throws {
    let rows = (0..<20).map { "text \($0);\($0 % 2 == 0 ? "y" : "n")\n" }
    let task = try task("body;answer\n" + rows.joined()) {
      ($0.text, $0.label, $0.layout.delimiter) = (["body"], "answer", .everywhere(";"))
      $0.labelNames = ["y": "yes", "n": "no"]
    }
    #expect(try read("body;answer\na, b;y\n", "new.csv", task).answers == [1])
    let other = try read("body\tanswer\na; b\tno\n", "new.tsv", task)
    #expect(other.examples.map(\.first) == ["a; b"])
    #expect(other.answers == [0])
  }

  @Test func whatIsWrongIsSaidWithItsPlace() throws {
    let task = try tickets()
    func message(_ text: String, _ name: String) throws -> String {
      do {
        _ = try read(text, name, task)
        return ""
      } catch let error as TaskDataError {
        return "\(error)".replacing(folder.path(""), with: "")
      }
    }
    #expect(
      try message("text,answer\none,yes\n", "a.csv")
        == "a.csv:1:1: found the columns 'text', 'answer'; 'body' was expected")
    #expect(
      try message("{\"text\": \"one\"}\n", "b.jsonl")
        == "b.jsonl:1:1: found the columns 'text'; 'body' was expected")
    #expect(
      try message("body,answer\n", "c.csv")
        == "the file 'c.csv' holds no rows, at least one was expected")
    #expect(
      try message("body,answer\none,yess\n", "d.csv")
        == "d.csv:2:5: found the label 'yess', 'no', 'yes' were expected: did you mean 'yes'?")
    #expect(try message("", "e.csv") == "the file 'e.csv' is empty, rows were expected")
    #expect(try message("", "f.parquet").contains("Parquet"))
  }

  @Test func featuresBecomeTheNumbersThatTheTaskHas() throws {
    let rows = (0..<20).map { "\($0),\(["red", "blue", "?"][$0 % 3]),\($0 % 2)\n" }
    let task = try task("size,colour,big\n" + rows.joined()) {
      ($0.features, $0.label) = (["size", "colour"], "big")
      ($0.layout.missing, $0.layout.na) = (.mean, ["?"])
    }
    #expect(task.features == ["size", "colour=blue", "colour=red"])
    let mean = try #require(task.columns?.features[0].mean)
    let table = try read("colour,size\nred,3\n?,?\ngreen,1e2\n", "new.csv", task)
    #expect(table.examples.map(\.features) == [[3, 0, 1], [mean, 0, 0], [100, 0, 0]])
    #expect(table.notes.count == 2 && table.notes[1].contains("'colour' (1)"), "\(table.notes)")
    // What the task itself reads is the same.
    let training = try read("size,colour,big\n" + rows.joined(), "train.csv", task)
    let own = Set((task.training + task.test).map(\.features))
    #expect(Set(training.examples.map(\.features)) == own)
  }

  @Test func aRowThatTrainingLeavesOutIsPredictedByTheMean() throws {
    let rows = (0..<20).map { "\($0),\($0 % 2)\n" }
    let task = try task("size,big\n" + rows.joined()) {
      ($0.features, $0.label, $0.layout.missing) = (["size"], "big", .drop)
    }
    let mean = try #require(task.columns?.features[0].mean)
    #expect(try read("size\n\"\"\n", "new.csv", task).examples.map(\.features) == [[mean]])
  }

  @Test func joinedTextsAndNumbersAreRead() throws {
    let rows = (0..<20).map { "t\($0),b\($0),\($0)\n" }
    let task = try task("title,body,stars\n" + rows.joined()) {
      ($0.join, $0.target) = (["title", "body"], "stars")
    }
    let table = try read("title,body,stars\na,b,2.5\n,c,\n", "new.csv", task)
    #expect(table.examples.map(\.first) == ["a b", "c"])
    #expect(table.answers == [2.5, nil])
  }

  @Test func tasksOfOtherSourcesHaveColumns() throws {
    let suite = try TaskSuite.synthetic(seed: 1, names: ["rte", "cola"])
    let pair = "sentence1,sentence2,label\na,b,entailment\n"
    let table = try read(pair, "new.csv", suite.tasks[0])
    #expect(table.examples == [Example(first: "a", second: "b", target: 0)])
    #expect(table.answers == [0])
    #expect(suite.tasks[1].columns?.text == ["sentence"])
    #expect(GLUETask.cola.inputColumns.text == ["3"])
  }
}
