import Foundation
import TaskData
import TestSupport
import Testing

/// What may be wrong with task data, and what is said of it.
@Suite struct GLUEErrorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private var training: String { folder.path("RTE/train.tsv") }

  @Test(arguments: [
    ("0\tA b.\tentailment\n", "3 columns", "4 columns were expected"),
    ("nothing\n", "1 column", "4 columns were expected"),
    ("0\tA\tB\tentailment\t\n", "5 columns", "4 columns were expected"),
    (
      "0\tA\tB\tEntailment\n", "the label 'Entailment'",
      "'entailment' or 'not_entailment' was expected"
    ),
    ("0\tA\tB\t-\n", "the label '-'", "'entailment' or 'not_entailment' was expected"),
    ("0\tA\tB\t\n", "the label ''", "'entailment' or 'not_entailment' was expected"),
  ])
  func aWrongRowIsNamedWithItsLine(_ row: String, _ found: String, _ expected: String) throws {
    try folder.writeRTE(training: rteHeader + rteRows + row + rteRows)
    let error = #expect(throws: TaskDataError.self) { try folder.load() }
    #expect(error == .wrongRow(path: training, line: 4, found: found, expected: expected))
    #expect(error?.description == "\(training):4: found \(found), \(expected)")
  }

  @Test(arguments: ["5.01", "-0.1", "nan", "inf", "", "three", "1,5"])
  func aScoreIsANumberInTheRange(_ score: String) throws {
    let header = "sentence1\tsentence2\tscore\n"
    try folder.write(header + "A\tB\t1\nA\tC\t\(score)\n", to: "STS-B/train.tsv")
    try folder.write(header + "A\tB\t1\n", to: "STS-B/dev.tsv")
    #expect(
      throws: TaskDataError.wrongRow(
        path: folder.path("STS-B/train.tsv"), line: 3, found: "the score '\(score)'",
        expected: "a number from 0.0 to 5.0 was expected")
    ) { try folder.load() }
  }

  @Test func anEmptyFileIsRefused() throws {
    try folder.writeRTE(training: "")
    #expect(throws: TaskDataError.emptyFile(path: training)) { try folder.load() }
  }

  @Test func aHeaderAloneIsNoData() throws {
    try folder.writeRTE(training: rteHeader)
    let error = #expect(throws: TaskDataError.self) { try folder.load() }
    #expect(error == .tooFewExamples(path: training, found: 0, expected: 2))
    #expect(
      error?.description
        == "the file '\(training)' holds 0 labelled examples, at least 2 were expected")
  }

  @Test func aSingleTrainingExampleIsTooFewToValidate() throws {
    try folder.writeRTE(training: rteHeader + "0\tA\tB\tentailment\n")
    #expect(throws: TaskDataError.tooFewExamples(path: training, found: 1, expected: 2)) {
      try folder.load()
    }
  }

  @Test func aMissingColumnIsNamed() throws {
    try folder.writeRTE(training: "index\tsentence1\tsentence2\tgold\n" + rteRows)
    let error = #expect(throws: TaskDataError.self) { try folder.load() }
    #expect(
      error?.description
        == "\(training):1: found the columns 'index', 'sentence1', 'sentence2', 'gold', a column "
        + "'label' was expected")
  }

  @Test(
    arguments: [
      [0xff], [0xc0, 0xaf], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80],
      [0xe0, 0x80, 0x80], [0xf0, 0x80, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80],
      [0xe2, 0x28, 0xa1],
    ] as [[UInt8]])
  func bytesThatAreNotUTF8AreNamedWithTheirPosition(_ wrong: [UInt8]) throws {
    // Letters of two, three and four bytes come before them and are right.
    let before = rteHeader + "0\té€😀"
    try folder.write(
      Data(before.utf8) + Data(wrong) + Data("\tB\tentailment\n".utf8), to: "RTE/train.tsv")
    try folder.write(rteHeader + rteRows, to: "RTE/dev.tsv")
    #expect(
      throws: TaskDataError.notUTF8(path: training, line: 2, byteOffset: before.utf8.count)
    ) { try folder.load() }
  }

  @Test func aCutSequenceAtTheEndIsNamed() throws {
    let before = rteHeader + rteRows
    try folder.write(Data(before.utf8) + Data([0xf0, 0x9f, 0x98]), to: "RTE/train.tsv")
    try folder.write(rteHeader + rteRows, to: "RTE/dev.tsv")
    #expect(
      throws: TaskDataError.notUTF8(path: training, line: 4, byteOffset: before.utf8.count)
    ) { try folder.load() }
  }

  @Test func theFirstProblemsOfAllFilesAreFound() throws {
    let wrong = "0\tA\tB\tyes\n"
    try folder.write(rteHeader + String(repeating: wrong, count: 5) + "x\n", to: "RTE/train.tsv")
    try folder.write("a\n", to: "RTE/dev.tsv")
    try folder.write("a\n", to: "QNLI/train.tsv")
    let error = #expect(throws: TaskDataError.self) { try folder.load() }
    let lines = error?.description.replacing(folder.path(""), with: "").split(separator: "\n") ?? []
    #expect(
      lines.map { $0.prefix(24) } == [
        "RTE/train.tsv:2: found t", "RTE/train.tsv:3: found t", "RTE/train.tsv:4: found t",
        "RTE/train.tsv: 2 more pr", "RTE/train.tsv:7: found 1", "RTE/dev.tsv:1: found the",
        "QNLI/train.tsv:1: found ", "the file 'QNLI/dev.tsv' ",
      ])
  }

  @Test func aMissingFileIsNamed() throws {
    try folder.write(rteHeader + rteRows, to: "RTE/train.tsv")
    #expect(throws: TaskDataError.missingFile(path: folder.path("RTE/dev.tsv"))) {
      try folder.load()
    }
  }

  @Test func aFolderInPlaceOfAFileIsRefused() throws {
    try folder.write(rteHeader + rteRows, to: "RTE/train.tsv/file")
    try folder.write(rteHeader + rteRows, to: "RTE/dev.tsv")
    let error = #expect(throws: TaskDataError.self) { try folder.load() }
    #expect(
      error == .unreadable(path: training, reason: "it is a folder, a file was expected"))
  }

  @Test func aMissingFolderIsNamed() {
    let nowhere = folder.url.appending(path: "nowhere", directoryHint: .notDirectory)
    #expect(throws: TaskDataError.missingFolder(path: folder.path("nowhere"))) {
      try TaskSuite.glue(from: nowhere)
    }
  }

  @Test func aFileIsNoDataFolder() throws {
    try folder.write("text", to: "file")
    #expect(throws: TaskDataError.notAFolder(path: folder.path("file"))) {
      try TaskSuite.glue(from: folder.url.appending(path: "file"))
    }
  }

  @Test func aFolderWithoutTasksSaysWhatWasExpected() throws {
    try folder.write("text", to: "SNLI/train.tsv")
    let error = #expect(throws: TaskDataError.self) { try folder.load() }
    #expect(
      error?.description
        == "the data folder '\(folder.path(""))' holds no task: expected folders named as GLUE "
        + "names them, at least one of RTE, MRPC, QNLI, CoLA, SST-2, STS-B, WNLI, QQP, MNLI; for other "
        + "files, 'autosem init FILE…' writes an experiment")
  }

  @Test func aTaskThatIsNotThereIsAnErrorOnlyWhenItIsNamed() throws {
    try folder.writeRTE(training: rteHeader + rteRows)
    #expect(try folder.load().names == ["rte"])
    #expect(throws: TaskDataError.missingTask("MNLI", path: folder.path(""))) {
      try folder.load(["rte", "mnli"])
    }
  }

  @Test func anUnknownNameIsAnError() throws {
    try folder.writeRTE(training: rteHeader + rteRows)
    #expect(throws: TaskDataError.unknownTask("rtee", available: ["rte"])) {
      try folder.load(["rtee"])
    }
  }
}
