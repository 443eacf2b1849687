import Foundation
import GSLNumerics
import RunJournal
import TestSupport
import Testing

/// `autosem optimize` as a process.
@Suite(.serialized) struct OptimizeTests {
  private let folder: TemporaryFolder
  private let journal: String

  init() throws {
    folder = try TemporaryFolder()
    journal = folder.path("search.db")
  }

  private static let space = "{\"space\":[[-5,10],[0,15]],\"seed\":3,\"budget\":24,\"noisy\":false}"
  private static let hedgedSpace = "{\"space\":[[-5,10],[0,15]],\"acquisition\":\"gp_hedge\"}"

  private func bowl(_ x: [Double]) -> Double {
    (x[0] - 2) * (x[0] - 2) + (x[1] - 3) * (x[1] - 3)
  }

  /// The suggestions of a search that nothing interrupts.
  private func uninterrupted(_ trials: Int, in space: String = space) throws -> [[Double]] {
    var dialogue = try Dialogue()
    try dialogue.say(space)
    return try (0..<trials).map { _ in
      let x = try dialogue.ask()
      try dialogue.tell(x, bowl(x))
      return x
    }
  }

  @Test func everyLineIsAnsweredAtOnceAndTheEndOfTheInputIsTheEnd() throws {
    let tool = try Conversation()
    #expect(try tool.say(Self.space) == "{\"ok\":true}")
    for x in try uninterrupted(8) {
      #expect(try numbers(in: #require(try tool.say("{\"ask\":true}"))) == x)
      #expect(try tool.say(tellLine(x, bowl(x))) == "{\"ok\":true}")
    }
    #expect(try tool.say("oops")?.hasPrefix("{\"error\":\"the line is not JSON") == true)
    #expect(try numbers(in: #require(try tool.say("{\"recommend\":true}"))).count == 2)
    #expect(try tool.end() == 0)
    #expect(tool.complaints().isEmpty)
  }

  @Test func linesThatEndInOtherWaysAreAnsweredToo() throws {
    let tool = try Conversation()
    try tool.write(Self.space + "\r\n\n" + String(repeating: "x", count: 3 << 20) + "\n")
    try tool.write("{\"status\":true}")
    #expect(try tool.end() == 0)
    #expect(tool.read() == "{\"ok\":true}")
    #expect(tool.read()?.contains("the line is empty") == true)
    #expect(tool.read()?.contains("the line is too long") == true)
    #expect(tool.read() == "{\"asks\":0,\"failures\":0,\"pending\":0,\"tells\":0}")
    #expect(tool.read() == nil)
  }

  /// Begins with what the tool knows, as the driver of `docs/optimize.md` does.
  @Test(arguments: [space, hedgedSpace])
  func aSearchThatIsKilledAtAnyMomentGoesOnAsIfItWereNot(space: String) throws {
    let trials = 24
    let expected = try uninterrupted(trials, in: space)
    let stream = RandomStreams(seed: 11).stream("kill")
    var isDone = false
    var kills = 0
    while !isDone {
      let tool = try Conversation(["--journal", journal])
      // Some know the space, some do not say it again.
      if kills % 2 == 0 { _ = try tool.say(space) }
      var lines = kills < 8 ? 1 + stream.integer(below: 12) : .max
      while !isDone {
        let status = try #require(try tool.say("{\"status\":true}"))
        isDone = status.contains("\"tells\":\(trials)}")
        let pending = try #require(try tool.say("{\"pending\":true}"))
        let open = try JSONDecoder().decode([String: [[Double]]].self, from: Data(pending.utf8))
        let line = try #require(open["pending"]).first.map { tellLine($0, bowl($0)) }
        try tool.write((line ?? "{\"ask\":true}") + "\n")
        lines -= 1
        if lines == 0 {
          // In the middle of the answer, or before, or after.
          usleep(UInt32(stream.integer(below: 20_000)))
          break
        }
        if !isDone { #expect(tool.read()?.contains("error") == false) }
      }
      if lines > 0 { _ = try tool.end() } else { tool.killed() }
      kills += 1
    }
    #expect(kills == 9)
    let records = try OptimizationJournal(at: URL(filePath: journal))
    #expect(try records.asks().prefix(trials).map(\.point) == expected)
    #expect(try records.tells().map(\.point) == expected)
  }

  @Test func twoProcessesDoNotShareAJournal() throws {
    let tool = try Conversation(["--journal", journal])
    #expect(try tool.say(Self.space) == "{\"ok\":true}")
    let second = try Conversation(["--journal", journal])
    #expect(try second.end() == 2)
    #expect(
      second.complaints()
        == "autosem: '\(journal)' is in use by another process: one at a time was expected\n")
    #expect(try tool.say("{\"ask\":true}")?.hasPrefix("{\"x\":[") == true)
    #expect(try tool.end() == 0)
    let third = try Conversation(["--journal", journal])
    #expect(try third.say("{\"status\":true}")?.contains("\"asks\":1") == true)
    #expect(try third.end() == 0)
  }

  @Test func aJournalThatCannotBeUsedIsOneSentence() throws {
    let text = try folder.write("notes\n", to: "notes.txt")
    for (file, part) in [
      (text, "is not a journal of autosem"), (folder.path(""), "is not a journal of autosem"),
      (folder.path("nowhere/search.db"), "there is no folder"),
    ] {
      let tool = try Conversation(["--journal", file])
      #expect(try tool.end() == 2)
      let complaint = tool.complaints()
      #expect(complaint.hasPrefix("autosem: ") && complaint.contains(part), "\(complaint)")
      #expect(tool.read() == nil)
    }
    #expect(try Tool.run("optimize", "--journal").status == 64)
    #expect(try Tool.run("optimize", "extra").status == 64)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalEndsQuietly(signal: Int32) throws {
    let tool = try Conversation(["--journal", journal])
    #expect(try tool.say(Self.space) == "{\"ok\":true}")
    kill(tool.process.processIdentifier, signal)
    tool.process.waitUntilExit()
    #expect(tool.process.terminationReason == .exit)
    #expect(tool.process.terminationStatus == 0)
    #expect(tool.complaints().isEmpty)
    #expect(try OptimizationJournal(at: URL(filePath: journal)).header() != nil)
  }

  /// Runs a line of a shell with the tool on its path.
  private func shell(_ line: String) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder.url
    let paths = [
      Tool.products.path(percentEncoded: false), ProcessInfo.processInfo.environment["PATH"] ?? "",
    ]
    process.environment = ProcessInfo.processInfo.environment
      .merging(["PATH": paths.joined(separator: ":")]) { $1 }
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: text, as: UTF8.self),
      String(decoding: complaint, as: UTF8.self)
    )
  }

  @Test func aReaderThatLeavesEndsQuietly() throws {
    let result = try shell(
      "(yes '{\"status\":true}' | head -n 100000; sleep 1) 2>/dev/null "
        + "| (autosem optimize; echo $? >&2) | head -n 1")
    #expect(result.errors == "0\n")
    #expect(result.output.contains("not known yet"))
  }

  #if os(Linux)
    @Test func answersThatCannotBeWrittenAreAFailure() throws {
      let result = try shell("echo '{\"status\":true}' | autosem optimize >/dev/full")
      #expect(result.status == 1)
      #expect(result.errors.hasPrefix("autosem: standard output could not be written"))
    }
  #endif

  // MARK: - Documentation

  /// The blocks of the page in a language.
  private func blocks(_ language: String) throws -> [String] {
    let page = try String(
      contentsOf: repositoryRoot.appending(path: "docs/optimize.md"), encoding: .utf8)
    return page.components(separatedBy: "```\(language)\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
  }

  /// A text in which all points are the same: they may change with the optimiser.
  private func withoutPoints(_ text: String) -> String {
    text.replacing(/"x":\[[^\]]*\]/, with: "\"x\":[…]")
  }

  @Test func theTranscriptOfThePageIsWhatTheToolSays() throws {
    let lines = try #require(try blocks("text").first).split(separator: "\n")
    #expect(lines.count >= 12)
    var dialogue = try Dialogue()
    var open: [String] = []
    var answer = ""
    for line in lines {
      let text = String(line.dropFirst(2))
      if line.hasPrefix("→ ") {
        // What is told of a point that was asked is told of the one that was asked now.
        let x = text.firstMatch(of: /"x":\[-[^\]]*\]/).map { String($0.output) }
        answer = try dialogue.say(
          x == nil ? text : text.replacing(x ?? "", with: open.removeFirst()))
        if text.contains("\"ask\"") { open.append(String(answer.dropFirst().dropLast())) }
      } else {
        #expect(withoutPoints(answer) == withoutPoints(text))
      }
    }
  }

  @Test func theDriversOfThePageRun() throws {
    let python = try #require(try blocks("python").first)
    #expect(python.split(separator: "\n").count <= 10)
    try folder.write(python, to: "driver.py")
    let result = try shell("command -v python3 >/dev/null || exit 9; python3 driver.py")
    if result.status != 9 {
      #expect(result.status == 0, "\(result.errors)")
      let best = try JSONDecoder().decode([Double].self, from: Data(result.output.utf8))
      #expect(abs(best[0] - 2) < 0.2 && abs(best[1] - 3) < 0.2, "\(best)")
    }
    let lines = try shell(try #require(try blocks("sh").first)).output.split(separator: "\n")
    #expect(lines.count == 2 && lines.allSatisfy { !$0.contains("error") })
  }

  // MARK: - A table of past runs

  @Test func aSearchBeginsWithTheRunsOfATable() throws {
    let rows = [0.1, 0.3, 0.5, 0.6, 0.9].map { "\($0),\(1 - $0),\(-($0 - 0.5) * ($0 - 0.5))\n" }
    let table = try folder.write("a,b,accuracy\n" + rows.joined(), to: "runs.csv")
    let tool = try Conversation(["--runs", table, "--objective", "accuracy"])
    #expect(
      try tool.say("{\"space\":{\"simplex\":2}}") == "{\"note\":\"5 runs were told\",\"ok\":true}")
    // The best is the least told: the negative of an accuracy.
    let best = try numbers(in: #require(try tool.say("{\"recommend\":true}")))
    #expect(abs(best[0] - 0.5) < 0.1)
  }
}
