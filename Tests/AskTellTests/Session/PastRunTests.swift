import Foundation
import RunJournal
import TestSupport
import Testing

@testable import AskTell

/// Sessions that begin with a table of past runs.
@Suite struct PastRunTests {
  private static let runs = [
    OptimizationSession.Run(x: [0.5, 0.25, 0.25], y: 1),
    OptimizationSession.Run(x: [0.2, 0.4, 0.4], y: 0.5),
    OptimizationSession.Run(x: [0.1, 0.1, 0.8], y: nil),
  ]

  @Test func runsInTheSpaceAreToldAndTheOthersCounted() throws {
    var dialogue = try Dialogue(runs: Self.runs)
    #expect(
      try dialogue.say("{\"space\":{\"simplex\":3,\"caps\":[0.4,1,1]}}")
        == "{\"note\":\"2 runs were told, and 1 are outside of the space\",\"ok\":true}")
    #expect(
      try dialogue.say("{\"status\":true}")
        == "{\"asks\":0,\"failures\":1,\"pending\":0,\"tells\":2}")
    #expect(try dialogue.point("{\"recommend\":true}") == [0.2, 0.4, 0.4])
  }

  @Test func runsOfAnotherSpaceAreRefusedAndTheSpaceMayBeToldAgain() throws {
    var dialogue = try Dialogue(runs: Self.runs)
    #expect(
      try dialogue.complaint("{\"space\":{\"simplex\":4}}")
        == "the space has 4 dimensions and the runs have 3 shares: as many were expected")
    #expect(try dialogue.say("{\"space\":{\"simplex\":3}}").contains("3 runs were told"))
  }

  @Test func aResumedSessionHasThemInItsJournal() throws {
    let folder = try TemporaryFolder()
    let file = URL(filePath: folder.path("search.db"))
    var asked: [Double] = []
    do {
      let journal = try OptimizationJournal(at: file)
      var dialogue = try Dialogue(journal: journal, runs: Self.runs)
      try dialogue.say("{\"space\":{\"simplex\":3}}")
      asked = try dialogue.ask()
      try journal.close()
    }
    var dialogue = try Dialogue(journal: try OptimizationJournal(at: file), runs: Self.runs)
    #expect(try dialogue.say("{\"space\":{\"simplex\":3}}") == "{\"ok\":true}")
    #expect(
      try dialogue.say("{\"status\":true}")
        == "{\"asks\":1,\"failures\":1,\"pending\":1,\"tells\":3}")
    #expect(asked.count == 3)
  }
}
