import Foundation
import Multitask
import TaskData
import TestSupport
import Testing

/// What is odd in GLUE's files, each in a small folder of its own.
@Suite struct GLUEFormatTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func rowsBecomeExamples() throws {
    try folder.writeRTE(training: rteHeader + rteRows)
    let task = try folder.load().task(named: "rte")
    #expect(task.metric == .accuracy)
    #expect(task.target == .classes(["entailment", "not_entailment"]))
    #expect(
      task.training == [
        Example(first: "A b.", second: "B.", target: 0),
        Example(first: "C d.", second: "E.", target: 1),
      ])
    #expect(task.test == [Example(first: "A b.", second: "B.", target: 0)])
  }

  @Test func emptyLinesAreSkipped() throws {
    try folder.writeRTE(training: rteHeader + "\n" + rteRows + "\r\n\n")
    #expect(try folder.load().task(named: "rte").training.count == 2)
  }

  @Test func columnsAreFoundByName() throws {
    try folder.writeRTE(
      training: "label\tsentence2\tnote\tsentence1\n"
        + "entailment\tB.\t-\tA b.\nnot_entailment\tE.\t-\tC d.\n")
    let task = try folder.load().task(named: "rte")
    #expect(task.training[1] == Example(first: "C d.", second: "E.", target: 1))
  }

  @Test func coLAHasNoHeader() throws {
    let rows = "gj04\t1\t\tThe boat sank.\ngj04\t0\t*\tThe boat sank the.\n"
    try folder.write(rows, to: "CoLA/train.tsv")
    try folder.write(rows, to: "CoLA/dev.tsv")
    let task = try folder.load().task(named: "cola")
    #expect(task.metric == .matthews)
    #expect(!task.isPair)
    #expect(
      task.training == [
        Example(first: "The boat sank.", target: 1),
        Example(first: "The boat sank the.", target: 0),
      ])
  }

  @Test func mRPCBeginsWithAByteOrderMark() throws {
    let text =
      "\u{feff}Quality\t#1 ID\t#2 ID\t#1 String\t#2 String\n1\t7\t8\tA .\tB .\n0\t7\t9\tA .\tC .\n"
    try folder.write(text, to: "MRPC/train.tsv")
    try folder.write(text, to: "MRPC/dev.tsv")
    let task = try folder.load().task(named: "mrpc")
    #expect(task.training.map(\.target) == [1, 0])
    #expect(task.metric == .accuracyAndF1)
  }

  @Test func quotesAreCharacters() throws {
    try folder.writeRTE(
      training: rteHeader + "0\t\"A b.\t\"\"B\"\" c\tentailment\n1\tC\tD\"\tentailment\n")
    let task = try folder.load().task(named: "rte")
    #expect(task.training[0] == Example(first: "\"A b.", second: "\"\"B\"\" c", target: 0))
    #expect(task.training.count == 2)
  }

  @Test func sTSBIsARegression() throws {
    let header =
      "index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore\n"
    let rows = "0\tg\tf\ty\t1\tn\tn\tA.\tB.\t5.000\n1\tg\tf\ty\t1\tn\tn\tA.\tC.\t0.25\n"
    try folder.write(header + rows, to: "STS-B/train.tsv")
    try folder.write(header + rows, to: "STS-B/dev.tsv")
    let task = try folder.load().task(named: "stsb")
    #expect(task.target == .number(0...5))
    #expect(task.metric == .pearsonAndSpearman)
    #expect(task.training.map(\.target) == [5, 0.25])
  }

  private let mnliHeader = "index\tsentence1\tsentence2\tlabel1\tgold_label\n"

  @Test func mNLISkipsRowsWithoutAGoldLabel() throws {
    let rows =
      "0\tA\tB\tneutral\tneutral\n1\tC\tD\tneutral\t-\n2\tE\tF\tneutral\tcontradiction\n"
    try folder.write(mnliHeader + rows, to: "MNLI/train.tsv")
    try folder.write(mnliHeader + rows, to: "MNLI/dev_matched.tsv")
    let task = try folder.load().task(named: "mnli")
    #expect(task.training.map(\.first) == ["A", "E"])
    #expect(task.training.map(\.target) == [1, 2])
    #expect(task.test.count == 2)
  }

  @Test func theMismatchedSetOfMNLIIsCheckedWhenItIsThere() throws {
    let rows = "0\tA\tB\tneutral\tneutral\n1\tC\tD\tneutral\tentailment\n"
    try folder.write(mnliHeader + rows, to: "MNLI/train.tsv")
    try folder.write(mnliHeader + rows, to: "MNLI/dev_matched.tsv")
    try folder.write(mnliHeader + "0\tA\tB\tmaybe\tmaybe\n", to: "MNLI/dev_mismatched.tsv")
    #expect(
      throws: TaskDataError.wrongRow(
        path: folder.path("MNLI/dev_mismatched.tsv"), line: 2, found: "the label 'maybe'",
        expected: "'entailment', 'neutral' or 'contradiction' was expected")
    ) { try folder.load() }
    try folder.write(mnliHeader + "0\tX\tY\tneutral\tneutral\n", to: "MNLI/dev_mismatched.tsv")
    #expect(try folder.load().task(named: "mnli").test.count == 2)
  }

  @Test func carriageReturnsAreTolerated() throws {
    try folder.writeRTE(
      training: (rteHeader + rteRows).replacingOccurrences(of: "\n", with: "\r\n"))
    #expect(try folder.load().task(named: "rte").training.map(\.target) == [0, 1])
  }

  @Test func theLastLineNeedsNoEnd() throws {
    try folder.writeRTE(training: String((rteHeader + rteRows).dropLast()))
    #expect(try folder.load().task(named: "rte").training.count == 2)
  }

  @Test func folderNamesMayDifferInCase() throws {
    try folder.write(rteHeader + rteRows, to: "rte/train.tsv")
    try folder.write(rteHeader + rteRows, to: "rte/dev.tsv")
    #expect(try folder.load().names == ["rte"])
  }

  @Test func onlyTheTasksAskedForAreRead() throws {
    try folder.writeRTE(training: rteHeader + rteRows)
    try folder.write("nonsense", to: "SST-2/train.tsv")
    #expect(try folder.load(["RTE", "rte"]).names == ["rte"])
    #expect(throws: TaskDataError.self) { try folder.load() }
  }

  @Test func theSuiteSaysWhereItIsFrom() throws {
    try folder.writeRTE(training: rteHeader + rteRows)
    #expect(try folder.load().origin == .folder(path: folder.path("")))
  }
}
