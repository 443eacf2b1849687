import Foundation
import TestSupport
import Testing

/// `autosem watch`, where standard error is no terminal.
@Suite(.serialized) struct WatchTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Starts a run whose scores wait for a file.
  private func start() throws -> Tool {
    let experiment = try folder.write(
      """
      primary: target
      auxiliary: [near]
      trainer:
        kind: score
        command: [sh, -c, "while [ ! -e '\(folder.path("go"))' ]; do sleep 0.05; done; echo 0.{seed}"]
      mixing: {trials: 6, initial_trials: 2}
      confirmation: {seeds: 2}
      """, to: "slow.yml")
    let run = try Tool(["run", experiment, "--quiet", "--output", folder.path("run")])
    let journal = folder.path("run/journal.sqlite")
    while run.process.isRunning, !FileManager.default.fileExists(atPath: journal) {
      Thread.sleep(forTimeInterval: 0.01)
    }
    return run
  }

  /// Watches the run until its first line.
  private func watch() throws -> Tool {
    let watch = try Tool(["watch", folder.path("run"), "--every", "0.1"])
    while watch.process.isRunning, try !watch.errorsSoFar().contains("\n") {
      Thread.sleep(forTimeInterval: 0.01)
    }
    return watch
  }

  @Test func aRunElsewhereIsWatchedToItsEnd() throws {
    let (run, watch) = (try start(), try watch())
    try folder.write("", to: "go")
    let watched = try watch.result()
    #expect(watched.status == 0, "\(watched.errors)")
    #expect(watched.errors.contains("stage ") || watched.errors.contains("confirmation: "))
    #expect(watched.output == (try run.result()).output)
    // A run that has ended is shown at once.
    #expect(try Tool.run("watch", folder.path("run")).output == watched.output)
  }

  @Test func aRunThatStopsIsSaidToHaveStopped() throws {
    let (run, watch) = (try start(), try watch())
    kill(run.process.processIdentifier, SIGKILL)
    _ = try run.result()
    let watched = try watch.result()
    #expect(watched.status == 1)
    #expect(watched.errors.contains("the run has stopped; go on with: autosem resume"))
    #expect(watched.output.contains("not finished"))
  }

  @Test func nothingIsWrittenIntoTheFolder() throws {
    let run = try start()
    try folder.write("", to: "go")
    _ = try run.result()
    func contents() throws -> [String: Date] {
      let files = try FileManager.default.contentsOfDirectory(
        at: folder.url.appending(path: "run"), includingPropertiesForKeys: nil)
      return try Dictionary(
        uniqueKeysWithValues: files.map { file in
          let date = try file.resourceValues(forKeys: [.contentModificationDateKey])
          return (file.lastPathComponent, date.contentModificationDate ?? .distantPast)
        })
    }
    let before = try contents()
    #expect(try Tool.run("watch", folder.path("run")).status == 0)
    #expect(try contents() == before)
  }

  @Test func aFolderWithoutARunIsRefused() throws {
    let result = try Tool.run("watch", folder.path("nothing"))
    #expect(result.status == 2 && result.errors.hasPrefix("autosem: "))
    #expect(try Tool.run("watch", folder.path("run"), "--every", "0").status == 64)
  }
}
