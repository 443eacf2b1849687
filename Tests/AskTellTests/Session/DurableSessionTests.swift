import Foundation
import GRDB
import RunJournal
import TestSupport
import Testing

@testable import AskTell

/// A session that is kept in a journal, in one process.
@Suite struct DurableSessionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func journal() throws -> OptimizationJournal {
    try OptimizationJournal(at: URL(filePath: folder.path("search.db")))
  }

  /// Runs a statement as the sqlite3 shell would.
  private func change(_ sql: String) throws {
    let queue = try DatabaseQueue(path: folder.path("search.db"))
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }

  /// Asks and tells in an order with open asks, failures, and points that nobody asked for.
  ///
  /// - Parameter say: Says a line and returns the answer.
  /// - Returns: All answers.
  private func converse(_ space: String, _ say: (String) throws -> String) throws -> [String] {
    var open: [[Double]] = []
    var answers: [String] = []
    func ask() throws {
      answers.append(try say("{\"ask\":true}"))
      open.append(try numbers(in: answers[answers.count - 1]))
    }
    func tell(_ place: Int, fails: Bool = false) throws {
      let x = open.remove(at: place)
      answers.append(try say(tellLine(x, fails ? nil : x[0] * x[0] - x[1])))
    }
    answers.append(try say("{\"space\":\(space),\"seed\":7,\"budget\":14}"))
    for round in 0..<3 {
      for _ in 0..<3 { try ask() }
      try tell(1)
      try ask()
      try tell(0, fails: round == 1)
      answers.append(try say("{\"recommend\":true}"))
      try ask()
      answers.append(try say("{\"withdraw\":{\"x\":\(open.removeLast())}}"))
      answers.append(try say(tellLine(round == 0 ? [0.25, 0.75] : [0.5, 0.5], 1)))
      try tell(1)
      answers.append(try say("{\"pending\":true}"))
    }
    try ask()
    answers.append(try say("{\"recommend\":true}"))
    answers.append(try say("{\"status\":true}"))
    return answers
  }

  /// The order of a dictionary differs from process to process.
  @Test func theMemoryOfAPortfolioIsTheSameTextInEveryProcess() throws {
    do {
      var dialogue = try Dialogue(journal: journal())
      try dialogue.say("{\"space\":[[0,1]],\"acquisition\":\"gp_hedge\",\"seed\":7,\"budget\":8}")
      for _ in 0..<6 {
        let x = try dialogue.ask()
        try dialogue.tell(x, x[0])
      }
    }
    let memories = try journal().asks().map(\.memory).filter { !$0.isEmpty }
    #expect(!memories.isEmpty)
    for memory in memories {
      let keys = memory.matches(of: /"([a-z]\w*)":/).map { String($0.output.1) }
      let top = keys.filter { ["parameters", "portfolio"].contains($0) }
      #expect(top == ["parameters", "portfolio"])
      let inner = keys.filter { !top.contains($0) }
      #expect(inner.count > 1 && inner == inner.sorted(), "\(memory)")
    }
  }

  @Test(arguments: [
    "[[0,1],[0,1]]", "{\"simplex\":2}", "[[0,1],[0,1]],\"acquisition\":\"gp_hedge\"",
    "[[0,1],[0,1]],\"noisy\":true,\"hyperparameter_samples\":2",
  ])
  func aSessionThatBeginsAnewBeforeEveryLineAnswersAsIfItNeverDid(space: String) throws {
    var whole = try Dialogue()
    let expected = try converse(space) { try whole.say($0) }
    #expect(expected.allSatisfy { !$0.contains("error") }, "\(expected)")
    let interrupted = try converse(space) { line in
      var dialogue = try Dialogue(journal: journal())
      return try dialogue.say(line)
    }
    #expect(interrupted == expected)
  }

  @Test func theSpaceMayBeToldAgainIfItIsTheSame() throws {
    let line = "{\"space\":[[0,1],{\"low\":1,\"high\":3,\"integer\":true}],\"seed\":3,\"budget\":9}"
    do {
      var dialogue = try Dialogue(journal: journal())
      #expect(try dialogue.say(line) == "{\"ok\":true}")
    }
    for other in [
      line.replacing("3,\"integer", with: "4,\"integer"),
      line.replacing("\"seed\":3", with: "\"seed\":4"),
      line.replacing("\"budget\":9", with: "\"noisy\":true"),
      line.replacing("\"budget\":9", with: "\"budget\":9,\"acquisition\":\"gp_hedge\""),
      line.replacing("\"budget\":9", with: "\"budget\":9,\"hyperparameter_samples\":8"),
    ] {
      var dialogue = try Dialogue(journal: journal())
      #expect(try dialogue.complaint(other).contains("the same line, or none, was expected"))
      // The sentence holds the line that is right.
      #expect(
        try dialogue.complaint(other).contains(
          "{\"budget\":9,\"seed\":3,\"space\":[[0,1],{\"high\":3,\"integer\":true,\"low\":1}]}"))
      #expect(
        try dialogue.say(
          "{\"seed\":3.0, \"budget\":9e0, "
            + line.split(separator: ",\"seed").map(String.init)[0].dropFirst() + "}")
          == "{\"ok\":true}")
      #expect(try dialogue.complaint(line).contains("told before"))
    }
  }

  @Test func whatCannotBeWrittenDownDidNotHappen() throws {
    var whole = try Dialogue()
    var dialogue = try Dialogue(journal: journal())
    for line in ["{\"space\":[[0,1],[0,1]]}", "{\"ask\":true}"] {
      #expect(try dialogue.say(line) == whole.say(line))
    }
    let x = try whole.ask()
    try change("ALTER TABLE asks RENAME TO hidden")
    #expect(try dialogue.complaint("{\"ask\":true}").contains("the journal '"))
    try change("ALTER TABLE hidden RENAME TO asks")
    #expect(try dialogue.say("{\"status\":true}").contains("\"asks\":1"))
    #expect(try dialogue.ask() == x)

    try change("ALTER TABLE tells RENAME TO hidden")
    #expect(try dialogue.complaint(tellLine(x, 1)).contains("the journal '"))
    try change("ALTER TABLE hidden RENAME TO tells")
    #expect(try dialogue.say("{\"pending\":true}").contains("\(x[0])"))
    try dialogue.tell(x, 1)
    try whole.tell(x, 1)
    #expect(try dialogue.ask() == whole.ask())
  }

  @Test func aSpaceThatCannotBeWrittenDownIsNotKnown() throws {
    var dialogue = try Dialogue(journal: journal())
    try change("ALTER TABLE optimization RENAME TO hidden")
    #expect(try dialogue.complaint("{\"space\":[[0,1]]}").contains("the journal '"))
    #expect(try dialogue.complaint("{\"ask\":true}").contains("not known yet"))
    try change("ALTER TABLE hidden RENAME TO optimization")
    #expect(try dialogue.say("{\"space\":[[0,2]]}") == "{\"ok\":true}")
  }

  @Test(arguments: [
    "UPDATE asks SET point = '[2]' WHERE ask = 1", "UPDATE asks SET point = '[]' WHERE ask = 1",
    "UPDATE asks SET origin = 'oracle' WHERE ask = 1", "UPDATE asks SET tells = 9 WHERE ask = 1",
    "DELETE FROM asks WHERE ask = 1", "DELETE FROM tells WHERE tell = 0",
    "UPDATE tells SET point = '[0.5]'", "UPDATE tells SET point = '[3]', ask = NULL",
    "UPDATE tells SET ask = 2", "UPDATE optimization SET space = '[[1,0]]'",
    "UPDATE optimization SET space = 'box'", "UPDATE optimization SET budget = -1",
    "UPDATE optimization SET acquisition = 'luck'",
    "UPDATE optimization SET hyperparameter_samples = 0",
  ])
  func aJournalThatContradictsItselfIsDamaged(change statement: String) throws {
    do {
      var dialogue = try Dialogue(journal: journal())
      try dialogue.say("{\"space\":[[0,1]]}")
      let x = try (0..<2).map { _ in try dialogue.ask() }
      try dialogue.tell(x[0], 1)
      try dialogue.tell(x[1], 1)
      _ = try dialogue.ask()
    }
    try change("PRAGMA foreign_keys = OFF; " + statement)
    #expect {
      try Dialogue(journal: journal())
    } throws: { error in
      guard case .damaged? = error as? JournalError else { return false }
      return true
    }
  }
}
