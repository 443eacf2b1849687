import Foundation
import TestSupport
import Testing

/// `autosem tasks` on data files.
@Suite struct TaskFilesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let rows = (0..<30).map {
      "\($0);A caf\u{e9} no. \($0) in a long row of texts;\($0 % 3 == 0 ? "good" : "bad")\n"
    }
    try folder.write(
      try #require(("id;text;verdict\n" + rows.joined()).data(using: .isoLatin1)),
      to: "Tickets 1.csv")
    try folder.write("a\t1\nb\t2\nc\t1\n", to: "none.tsv")
  }

  @Test func eachFileIsTakenForSomethingAndTheKeysRead() throws {
    let result = try Tool.run("tasks", folder.path("Tickets 1.csv"), folder.path("none.tsv"))
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output.contains(
        "Tickets 1.csv: 30 rows, csv, latin-1, ';' between columns, names in the first row"))
    #expect(result.output.contains("predicts: probably 'verdict', a class"))
    #expect(result.output.contains("none.tsv: 3 rows, tsv, utf-8, tabs between columns, no header"))
    // The keys are those of an experiment file.
    let lines = result.output.split(separator: "\n")
    let first = try #require(lines.firstIndex { $0.hasPrefix("  tickets-1:") })
    let keys = lines[first...].prefix { $0.hasPrefix("  ") }
    try folder.write(
      "primary: tickets-1\ntasks:\n" + keys.joined(separator: "\n") + "\n", to: "own.yml")
    let listed = try Tool.run("tasks", folder.path("own.yml"))
    #expect(listed.status == 0, "\(listed.errors)")
    #expect(listed.output.contains("bad | good"))
  }

  @Test func aFileThatCannotBeReadDoesNotHideTheOthers() throws {
    let result = try Tool.run("tasks", folder.path("nowhere.csv"), folder.path("none.tsv"))
    #expect(result.status == 2)
    #expect(result.errors.contains("nowhere.csv' does not exist"))
    #expect(result.output.contains("none.tsv: 3 rows"))
  }
}
