import ExperimentFiles
import Foundation
import TaskData
import TestSupport
import Testing

@Suite struct ExperimentDraftTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func rows(_ count: Int, _ row: (Int, String) -> String) -> String {
    (0..<count).map { row($0, "the ticket no. \($0) says \($0 * $0) things") }.joined()
  }

  /// The draft of files of this folder, read as an experiment.
  private func draft(
    _ files: [String]
  ) throws -> (draft: ExperimentDraft, experiment: ResolvedExperiment) {
    let root = URL(filePath: folder.path(""))
    let draft = try ExperimentDraft(files: files.map { folder.path($0) }, in: root)
    let file = ExperimentFile(text: draft.text, name: folder.path("draft.yml"))
    return (draft, try file.resolved())
  }

  @Test func theFilesOfANewcomerAreReadWithoutAnEditor() throws {
    try folder.write(
      "body,priority\n" + rows(300) { "\($1),\($0 % 2 == 0 ? "high" : "low")\n" },
      to: "tickets.csv")
    try folder.write(
      "text;mood\n" + rows(300) { "\"\($1); indeed\";\(["good", "bad", "calm"][$0 % 3])\n" },
      to: "moods.csv")
    try folder.write(rows(300) { "\($0 % 2 == 0 ? "ham" : "spam")\t\($1)\n" }, to: "mails.tsv")
    let latin = "text,stars\n" + rows(300) { "\($1) à côté d'un café,\($0 % 5 + 1)\n" }
    try folder.write(Data(latin.unicodeScalars.map { UInt8($0.value) }), to: "cafés.csv")
    try folder.write(
      rows(300) { "{\"question\": \"\($1)?\", \"answer\": \"\($1)!\", \"label\": \($0 % 2)}\n" },
      to: "pairs.jsonl")
    let names = ["tickets.csv", "moods.csv", "mails.tsv", "cafés.csv", "pairs.jsonl"]
    let (draft, experiment) = try draft(names)
    #expect(draft.gaps.isEmpty && draft.primary == "tickets")
    #expect(experiment.primary == "tickets")
    #expect(experiment.tasks?.map(\.name) == ["tickets", "moods", "mails", "cafés", "pairs"])
    let suite = try experiment.allTasks()
    let sizes = suite.tasks.map { $0.training.count + $0.test.count }
    #expect(sizes == [300, 300, 300, 300, 300])
    #expect(suite.tasks[3].training.allSatisfy { $0.first.hasSuffix("à côté d'un café") })
    #expect(suite.tasks[4].isPair)
    // Every guess has a reason.
    let guesses = draft.text.split(separator: "\n").filter { $0.hasPrefix("    ") }
    #expect(guesses.allSatisfy { $0.contains("  # ") } && guesses.count > 12)
    #expect(draft.text.contains("train: tickets.csv"))
  }

  @Test func whatIsMissingIsSaid() throws {
    try folder.write("text\n" + rows(30) { "\($1)\n" }, to: "a.csv")
    let root = URL(filePath: folder.path(""))
    let draft = try ExperimentDraft(files: [folder.path("a.csv")], in: root)
    #expect(draft.gaps.count == 1)
    #expect(draft.gaps[0].contains("'label' or 'target' was expected"))
  }

  @Test func twoFilesOfOneNameAreTwoTasks() throws {
    for name in ["a/train.csv", "b/train.csv"] {
      try folder.write("text,y\n" + rows(30) { "\($1),\($0 % 2)\n" }, to: name)
    }
    let (_, experiment) = try draft(["a/train.csv", "b/train.csv"])
    #expect(experiment.tasks?.map(\.name) == ["a", "b"])
    let (_, twice) = try draft(["a/train.csv", "a/train.csv"])
    #expect(twice.tasks?.map(\.name) == ["a", "a-2"])
  }

  @Test func filesThatAreCalledSplitsJoinTheirTask() throws {
    let labelled = "text,y\n" + rows(30) { "\($1),\($0 % 2)\n" }
    for name in ["mail_train.csv", "mail_test.csv", "pets/train.csv", "pets/dev.csv", "test.csv"] {
      try folder.write(labelled, to: name)
    }
    try folder.write("text\n" + rows(30) { "\($1)\n" }, to: "pets/test.csv")
    let (draft, experiment) = try draft([
      "mail_train.csv", "pets/dev.csv", "mail_test.csv", "pets/test.csv", "pets/train.csv",
      "test.csv",
    ])
    #expect(experiment.tasks?.map(\.name) == ["mail", "pets", "test"])
    #expect(experiment.tasks?.map { $0.test?.count } == [1, nil, nil])
    #expect(experiment.tasks?.map { $0.validation?.count } == [nil, 1, nil])
    #expect(draft.text.contains("# test: pets/test.csv  # has no column 'y'"))
  }
}
