import Foundation
import TestSupport
import Testing

/// The file `report.html` of runs of the tool.
@Suite(.serialized) struct ReportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: folder.path(path), encoding: .utf8)
  }

  /// The command that a page gives.
  private func command(_ page: String) throws -> String {
    let code = try #require(page.firstMatch(of: /<code>(?<command>[^<]*)<\/code>/)).output.command
    return code.replacingOccurrences(of: "&quot;", with: "\"")
  }

  @Test func theCommandOfAPageRepeatsItsRun() throws {
    #expect(
      try Tool.run(
        "run", "experiments/quick.yml", "--quiet", "--output", folder.path("first")
      ).status == 0)
    let page = try text("first/report.html")
    #expect(page.contains("SYNTHETIC"))

    // Made again it is the same.
    try FileManager.default.removeItem(atPath: folder.path("first/report.html"))
    #expect(try Tool.run("report", folder.path("first")).status == 0)
    #expect(try text("first/report.html") == page)

    let command = try command(page)
    #expect(command.hasPrefix("autosem run --set primary=rte --set 'auxiliary=[mnli, qqp, sst2]' "))
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.currentDirectoryURL = repositoryRoot
    let arguments = command.dropFirst("autosem".count)
    shell.arguments = [
      "-c",
      "'\(Tool.products.path(percentEncoded: false))autosem'\(arguments) --quiet --output "
        + "'\(folder.path("again"))' > /dev/null",
    ]
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    #expect(try text("again/result.json") == text("first/result.json"))
  }

  @Test func aRunThatWasStoppedHasAPage() throws {
    let run = folder.path("run")
    let tool = try Tool(["run", "experiments/quick.yml", "--output", run])
    while tool.process.isRunning, try !tool.errorsSoFar().contains("stage one: ") {
      Thread.sleep(forTimeInterval: 0.01)
    }
    kill(tool.process.processIdentifier, SIGKILL)
    _ = try tool.result()
    #expect(try Tool.run("report", run).status == 0)
    #expect(try text("run/report.html").contains("This run has not ended"))
  }

  @Test func aRunThatFailsLeavesAPageWithTheReasons() throws {
    let source = repositoryRoot.appending(path: "experiments/command/shell.sh")
    let script = try String(contentsOf: source, encoding: .utf8)
    let failing = script.replacing(
      "'{\"train\"'*)", with: "'{\"train\"'*) echo '<b>no memory' >&2; exit 3")
    #expect(failing != script)
    try folder.write(failing, to: "shell.sh")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.path("shell.sh"))
    try folder.write(
      """
      primary: target
      trainer: {kind: command, command: [./shell.sh]}
      """, to: "failing.yml")
    let result = try Tool.run("run", folder.path("failing.yml"), "--output", folder.path("run"))
    #expect(result.status == 1)
    let page = try text("run/report.html")
    #expect(page.contains("This run has not ended"))
    #expect(page.contains("5 jobs failed:"))
    #expect(page.contains("&lt;b&gt;no memory"))
  }

  @Test func aComparisonHasAPage() throws {
    let result = try Tool.run(
      "compare", "experiments/quick.yml", "--policies", "uniform,primary_only", "--seeds", "2",
      "--batches", "40", "--set", "comparison.steps=20", "--set", "comparison.measure_every=20",
      "--quiet", "--output", folder.path("compared"))
    #expect(result.status == 0, "\(result.errors)")
    let page = try text("compared/report.html")
    #expect(page.contains("The leaderboard"))
    #expect(try command(page).contains("autosem compare --set primary=rte "))
  }
}
