import Foundation
import TestSupport
import Testing

/// The file of `--events`.
@Suite(.serialized) struct EventFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func lines(_ name: String) throws -> [String] {
    let text = try String(contentsOfFile: folder.path(name), encoding: .utf8)
    #expect(text.hasSuffix("\n"))
    return text.split(separator: "\n").map(String.init)
  }

  private func events(_ lines: [String]) throws -> [String] {
    try lines.map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try #require((object as? [String: Any])?["event"] as? String)
    }
  }

  private func run(_ arguments: String...) throws -> Tool.Result {
    try Tool(
      ["run", "experiments/quick.yml", "--quiet", "--output", folder.path("run")] + arguments
    ).result()
  }

  @Test func aRunWritesAllItsEventsAndAResumedOneTheRest() throws {
    #expect(try run("--events", folder.path("whole")).status == 0)
    let whole = try lines("whole")
    let events = try events(whole)
    #expect(events.first == "began" && events.last == "ended")
    for event in ["pulled", "selected", "tried", "recommended", "confirmed"] {
      #expect(events.contains(event), "\(event)")
    }
    // A part of the file, the last line cut off, as after the process was killed.
    let half = whole.prefix(whole.count / 2).joined(separator: "\n")
    try folder.write(String(half.dropLast(20)), to: "half")
    let resumed = try Tool.run("resume", folder.path("run"), "--events", folder.path("half"))
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(try lines("half").sorted() == whole.sorted())
    // Nothing is written twice.
    #expect(
      try Tool.run("resume", folder.path("run"), "--events", folder.path("half")).status == 0)
    #expect(try lines("half").count == whole.count)
    #expect(try Tool.run("resume", folder.path("run"), "--events", folder.path("new")).status == 0)
    #expect(try lines("new").sorted() == whole.sorted())
  }

  @Test func aFileWithSomethingElseIsRefusedAndLeftAsItIs() throws {
    try folder.write("my notes\n", to: "notes")
    let refused = try run("--events", folder.path("notes"))
    #expect(refused.status == 2 && refused.errors.contains("'\(folder.path("notes"))' exists"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("run")))
    #expect(try run().status == 0)
    let resumed = try Tool.run("resume", folder.path("run"), "--events", folder.path("notes"))
    #expect(resumed.status == 2 && resumed.errors.contains("does not hold the events of this run"))
    #expect(try lines("notes") == ["my notes"])
  }

  @Test func aFolderThatIsNotThereIsSaid() throws {
    let refused = try run("--events", folder.path("no/events"))
    #expect(refused.status == 2 && refused.errors.contains("could not be written"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("run")))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsSaidOnceAndHarmsNothing() throws {
    let result = try run("--events", "/dev/full")
    #expect(result.status == 0)
    #expect(result.output.contains("Verdict:"))
    #expect(result.errors.components(separatedBy: "could not be written").count == 2)
    #expect(result.errors.contains("the run goes on without its events"))
  }

  @Test func aReaderThatLeavesHarmsNothing() throws {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.currentDirectoryURL = repositoryRoot
    let tool = Tool.products.appending(path: "autosem").path(percentEncoded: false)
    shell.arguments = [
      "-c",
      """
      mkfifo '\(folder.path("pipe"))'
      head -n 1 '\(folder.path("pipe"))' > '\(folder.path("first"))' &
      '\(tool)' run experiments/quick.yml --quiet --output '\(folder.path("run"))' \
        --events '\(folder.path("pipe"))' > '\(folder.path("output"))' 2> '\(folder.path("errors"))'
      """,
    ]
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    #expect(try events(lines("first")) == ["began"])
    #expect(try lines("output").contains { $0.hasPrefix("Verdict:") })
  }
}
